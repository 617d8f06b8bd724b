"""Addresses of versions of questionnaires."""
