"""The war board: one painted canvas of cards under a timeline."""
