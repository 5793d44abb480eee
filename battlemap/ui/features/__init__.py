"""What the window offers beside its rooms: one literal per feature, and the catalogue of all."""
