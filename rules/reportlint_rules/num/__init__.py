"""NUM: numbers that do not agree with one another."""
