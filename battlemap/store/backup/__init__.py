"""Backups: made, checked, thinned and put back."""
