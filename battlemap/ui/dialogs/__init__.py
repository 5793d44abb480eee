"""The questions that the window asks: a class method asks and returns a value."""
