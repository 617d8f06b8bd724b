"""Pages of the member register."""
