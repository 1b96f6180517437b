"""The commands of the service; they join the one `portability` command by entry point."""
