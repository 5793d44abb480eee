"""Sheets as offices write them, read: containers, raw cells, blocks, headers, groups, totals and values with their units."""
