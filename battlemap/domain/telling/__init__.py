"""Telling: changes, reports and courses in words and figures."""
