"""What is drawn for whatever an expression leaves open, and the compiler that knows it."""
