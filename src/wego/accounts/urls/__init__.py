"""Addresses of people: `public` for everybody, `member` under /my/, `office` for the secretariat."""
