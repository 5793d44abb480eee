"""The loop of a task as doors show it, without Qt."""
