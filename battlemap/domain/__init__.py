"""What things are, and the rules; the standard library and attrs only."""
