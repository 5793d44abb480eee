"""考核: schemes as trees with values, places and lamps; what-if; decisions."""
