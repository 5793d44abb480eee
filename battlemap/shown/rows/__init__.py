"""Rows of any kind as a list shows them: which, in which order, and what a paste would do to them."""
