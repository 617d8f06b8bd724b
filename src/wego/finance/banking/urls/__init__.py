"""Addresses of the bank: `office` for the secretariat."""
