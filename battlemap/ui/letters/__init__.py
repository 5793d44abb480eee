"""Letters in the window: drawn up, seen as they will be printed, followed until they are closed."""
