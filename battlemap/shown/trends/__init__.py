"""What a spot of a curve says, without Qt."""
