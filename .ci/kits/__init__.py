"""Offline kits: the program with all it needs, for a PC without network or rights."""
