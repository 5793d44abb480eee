"""体检: what of this PC and of the open file is well, what is not, and what to do."""
