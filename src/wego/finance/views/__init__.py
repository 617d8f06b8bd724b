"""A member's money on its own pages."""
