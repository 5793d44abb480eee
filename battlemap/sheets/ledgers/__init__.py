"""Sheets of ledgers: the whole ledger, one record, where entries stand and how they pass, a matrix, stock and flow."""
