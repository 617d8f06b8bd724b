"""Every read of money."""
