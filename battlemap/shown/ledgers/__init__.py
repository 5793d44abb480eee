"""Ledgers without Qt: their entries asked of the file page by page, found, filtered, grouped and written."""
