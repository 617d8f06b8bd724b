"""Members: organisations, places, editions of the member list, standing over time, people's posts there."""
