"""What can be said of rule files without a case: whether they load and lower on every day, what they hold, what tests notice."""
