"""Reads of contacts and of what is written to them."""
