"""Pages of contacts and of what is written to them, in the office."""
