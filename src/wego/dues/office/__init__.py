"""Dues in the office: runs, the simulator, what was decided."""
