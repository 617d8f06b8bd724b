"""Reads of dues: who owes, by which figures, what follows, and what would follow."""
