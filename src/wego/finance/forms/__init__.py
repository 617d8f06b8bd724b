"""What is typed about money: shape and type of input."""
