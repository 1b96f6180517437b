"""What is known of a person: the case, strictly read and in canonical form. Unknown is a value, bounds are values."""

from engine.facts.canonical import canonical, canonical_bytes, digest
from engine.facts.case import Case, Fact
from engine.facts.dates import PartialDate
from engine.facts.models import CaseModel
from engine.facts.parse import build_case, parse_case

__all__ = ["Case", "CaseModel", "Fact", "PartialDate", "build_case", "canonical", "canonical_bytes", "digest", "parse_case"]
