"""Statistics: what was asked and answered, in counters of tenants that are published under disclosure control."""
