"""Forms of the index: what readers, cities and the secretariat type; shape and type, no rules."""
