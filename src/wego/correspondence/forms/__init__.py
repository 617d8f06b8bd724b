"""What is entered of contacts and of what is written to them."""
