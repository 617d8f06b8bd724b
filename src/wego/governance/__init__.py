"""Bodies, their meetings, agendas and decisions."""
