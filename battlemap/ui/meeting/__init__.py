"""Meetings in the window: their page, and the mode in which one is held, full screen and by keyboard alone."""
