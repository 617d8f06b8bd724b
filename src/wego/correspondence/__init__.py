"""Correspondence: whom the network writes to, and what it writes."""
