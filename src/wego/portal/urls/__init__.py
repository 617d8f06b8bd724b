"""Addresses of what spans apps: `public` for everybody, `member` under /my/, `office` for the secretariat."""
