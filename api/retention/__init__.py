"""What is kept how long, told and held from one table: whatever is older is deleted, by the service itself."""
