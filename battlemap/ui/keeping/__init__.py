"""The campaign file in good hands: watched, backed up, checked, restored and rescued."""
