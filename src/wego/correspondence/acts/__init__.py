"""What is done with contacts and what is written to them."""
