"""The print shop in the window: every wall chart chosen, looked at, saved, printed, issued and posted."""
