"""Reporting without a network: what a unit is sent, and what its return says beside what stands here."""
