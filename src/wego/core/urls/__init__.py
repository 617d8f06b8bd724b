"""Addresses of what core shows itself: `public` for everybody, `member` under /my/, `office` for the secretariat."""
