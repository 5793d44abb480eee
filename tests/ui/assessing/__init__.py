"""Tests of the page 考核."""
