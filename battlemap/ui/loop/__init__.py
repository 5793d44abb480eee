"""The loop of a task in the window: what can be done now, asked for by forms."""
