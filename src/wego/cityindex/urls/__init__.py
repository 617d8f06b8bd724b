"""Addresses of the index: `public` for everybody, `member` under /my/, `office` for the secretariat."""
