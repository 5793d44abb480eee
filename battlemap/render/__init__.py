"""A scene onto screen, PDF, PNG or printer."""
