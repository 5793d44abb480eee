"""Ledgers in the window: table, stage board, record, matrix, entry form, and how they are defined and filled."""
