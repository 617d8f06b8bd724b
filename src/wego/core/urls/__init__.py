"""Addresses of what core shows itself: `public` for everybody, `office` for the secretariat."""
