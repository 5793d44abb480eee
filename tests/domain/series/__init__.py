"""Tests of indicator series."""
