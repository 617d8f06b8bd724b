"""People: sign-in, second factor, roles in the network, privacy."""
