"""The ministry's desk: drafts of agreements, written by form or in YAML, and what checks, comparisons and proofs find in them."""
