"""How fast and how small the program is, measured on this machine against the goals it set itself."""
