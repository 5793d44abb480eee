"""battlemap: a war board (挂图作战) that persists to one file and prints wall charts."""

__version__ = "0.1.0"
