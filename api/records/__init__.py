"""Decision records: what was answered, without the person, in a signed chain for each tenant."""
