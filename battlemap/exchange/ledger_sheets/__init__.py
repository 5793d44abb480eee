"""Office sheets and ledgers: which column fills which field, what a sheet would change, and a ledger as a sheet again."""
