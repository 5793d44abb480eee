"""Numbered schema SQL and the demo campaign."""
