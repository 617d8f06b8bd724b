"""Every write of money."""
