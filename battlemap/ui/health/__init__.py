"""体检 in the window."""
