"""临战状态 in the window: the banner and the red frame, the dialogs that start and end it."""
