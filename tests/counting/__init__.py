"""Tests of the arithmetic of periods."""
