"""Types of fields: one class each, with all that is done to a value from reading to sorting."""
