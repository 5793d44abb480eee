"""Ledgers (台账): kinds of thing that an office tells by rows, what their entries hold, and what is asked of them."""
