"""风险 in the window: the 5×5 matrix on which risks are dragged, and the list of what stands in a cell."""
