"""What a standing allows on a date."""
