"""City index: editions, methods, results."""
