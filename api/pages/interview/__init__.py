"""The interview: one question a page, the most useful first. What was told travels in the form and is kept nowhere."""
