"""Drafts of tenants, stored as they were sent. Nothing here reads what stands in one: jobs do, in contained processes."""
