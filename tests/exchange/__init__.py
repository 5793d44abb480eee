"""Files of others become values."""
