"""Pages of the index: public ones, and those of a city's own part in an edition."""
