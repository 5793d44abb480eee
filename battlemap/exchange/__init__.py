"""Files of others turned into values, and values into files."""
