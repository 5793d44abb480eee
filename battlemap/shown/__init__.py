"""What the doors show and choose, without Qt."""
