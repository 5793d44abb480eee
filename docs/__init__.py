"""The manual and its pictures, which travel with the program and are read without a network."""
