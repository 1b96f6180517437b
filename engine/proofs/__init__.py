"""What holds for all persons: the rules of an instrument read as logic, and each property proved, refuted by two persons, or left open."""

from engine.proofs.prove import PROPERTIES, prove

__all__ = ["PROPERTIES", "prove"]
