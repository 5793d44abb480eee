"""The page 态势: the campaign's curves, drawn beside the window's work."""
