"""Core: what every app stands on, without a domain noun."""
