"""设置: what a user chooses once, in one dialog."""
