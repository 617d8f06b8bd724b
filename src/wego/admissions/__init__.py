"""Joining, leaving, and what becomes of organisations."""
