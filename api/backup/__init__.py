"""Copies of everything that the database holds, in one file that either kind of database is restored from."""
