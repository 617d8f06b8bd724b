"""Fee schedules, quotes and the yearly run."""
