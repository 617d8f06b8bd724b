"""Addresses of entitlements: `public` for everybody, `member` under /my/, `office` for the secretariat."""
