"""Tests of the checks on rule files."""
