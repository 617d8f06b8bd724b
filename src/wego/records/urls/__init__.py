"""Addresses of the record: `public` for everybody, `member` under /my/, `office` for the secretariat."""
