"""Money in the secretariat's office."""
