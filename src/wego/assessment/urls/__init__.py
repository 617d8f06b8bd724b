"""Addresses of diagnoses: `public` for everybody, `member` under /my/, `office` for the secretariat."""
