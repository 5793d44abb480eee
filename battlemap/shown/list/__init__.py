"""The order of a list, without Qt."""
