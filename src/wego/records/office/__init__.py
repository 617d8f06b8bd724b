"""Pages of the record in the office."""
