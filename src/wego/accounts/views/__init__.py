"""Pages about people: their account, their data, the second factor, the demonstration's page of roles."""
