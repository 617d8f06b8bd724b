"""Pages that a personal link opens."""
