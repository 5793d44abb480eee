"""Judging: lamps, progress, places, how far behind and since when."""
