"""The recruiter's pages: a table of candidates, its columns, and what the rules say of each row."""
