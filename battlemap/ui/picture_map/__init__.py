"""一张图 in the window: the page with its canvas, its tools and dialogs."""
