"""Reads of the index: editions, rankings, and why a city stands where it does."""
