"""Editions of the rules: copies of all rule files, named by a hash, of which one is in use. New rules are taken over without a stop."""
