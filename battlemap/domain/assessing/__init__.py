"""Assessment (考核): schemes as trees, scoring rules, roll-ups, what-if, bottom third."""
