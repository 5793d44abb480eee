"""Tests of the reader of office sheets."""
