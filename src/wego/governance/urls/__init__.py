"""Addresses of governance: `public` for everybody, `member` under /my/, `office` for the secretariat."""
