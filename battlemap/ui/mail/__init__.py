"""Several PCs in the window: who is there, what is unsent, what comes in, and conflicts."""
