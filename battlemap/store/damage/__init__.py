"""Damage: what is still readable of a file, and what is saved from it."""
