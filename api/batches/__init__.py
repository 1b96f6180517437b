"""Batches of candidates, stored as they were sent, and the results of their rows."""
