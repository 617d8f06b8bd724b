"""Every write of dues: schedules, readings, figures, concessions, the yearly run."""
