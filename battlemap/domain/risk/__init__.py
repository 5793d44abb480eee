"""Risks judged: the three levels of each as of a day, the matrix cell by cell, presets."""
