"""What changes between two texts of law, clause by clause and person by person."""

from engine.comparing.compare import compare

__all__ = ["compare"]
