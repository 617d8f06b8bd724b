"""Addresses of rounds of collection."""
