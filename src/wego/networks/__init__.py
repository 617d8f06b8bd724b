"""Regional offices of the network."""
