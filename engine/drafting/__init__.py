"""A new draft agreement, written from model provisions with what other agreements chose."""
