"""Every change that a user can make, one class each."""
