"""The portability engine: one text of an agreement, read as a decision, with reasons."""

__version__ = "1.2.0"
