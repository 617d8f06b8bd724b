"""Addresses of dues: `public` for everybody, `member` under /my/, `office` for the secretariat."""
