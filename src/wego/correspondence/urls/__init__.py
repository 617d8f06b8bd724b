"""Addresses of correspondence: `public` for everybody, `office` for the secretariat."""
