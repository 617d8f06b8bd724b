"""Template filters of the member register."""
