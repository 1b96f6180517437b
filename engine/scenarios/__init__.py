"""Scenarios beside the rules: cases with expected answers, run like any other case."""
