"""Addresses of admissions: `public` for everybody, `member` under /my/, `office` for the secretariat."""
