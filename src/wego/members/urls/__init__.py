"""Addresses of the register: `public` for everybody, `member` under /my/, `office` for the secretariat."""
