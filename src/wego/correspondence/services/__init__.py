"""Writes of contacts, posts, and organisations outside the membership."""
