"""Addresses of money: `public` for everybody, `member` under /my/, `office` for the secretariat."""
