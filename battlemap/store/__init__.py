"""The campaign file: SQLite behind one gate and one journal."""
