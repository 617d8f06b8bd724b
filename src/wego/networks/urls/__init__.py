"""Addresses of regional offices: `public` for everybody, `office` for the secretariat."""
