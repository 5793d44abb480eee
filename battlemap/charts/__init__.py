"""Curves, drawn by matplotlib as SVG with real text."""
