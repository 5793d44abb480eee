"""The 卡点 in the window: a board by level, a list, and figures."""
