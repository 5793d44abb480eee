"""Duty on the screen without Qt: where the days and places of a month stand, and what a drag would change."""
