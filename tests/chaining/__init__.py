"""Tests of the chaining: both engines, their equality, and the traps of the C code."""
