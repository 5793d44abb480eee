"""Where things stand, in mm: pure arithmetic, no fonts, no Qt."""
