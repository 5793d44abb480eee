"""Tests of the page 运行."""
