"""Tests of schemes: scoring, roll-up, what-if, places, checks."""
