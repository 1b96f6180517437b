"""Scenarios: cases with the answers that are expected of them."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from engine.language.files.words import Names, Words, listed


class Blocking(Words):
    """A test that stands in the way, as a scenario expects it."""

    test: str
    found: str | None = None
    needed: str | None = None
    distance: str | None = None


class Expected(Words):
    """What a scenario expects of one decision; only what is said is compared."""

    deciding: str | None = None
    benefit: str | None = None
    instrument: str | None = None
    home: str | None = None
    host: str | None = None
    outcome: Literal["yes", "no", "undetermined", "needs_authority", "not_covered"] | None = None
    basis: Names | None = None
    route: Names | None = None
    because: Names | None = None
    blocked_by: list[str | Blocking] | None = None
    missing: Names | None = None
    left_open: Names | None = None
    outstanding: Names | None = None
    still_helps: Names | None = None
    warnings: Names | None = None
    next_steps: Names | None = None
    figures: dict[str, str | int | bool | date | None] | None = None
    conclusions: dict[str, str | int | bool | date | None] | None = None
    amount: str | None = None
    insured_in: str | None = None
    payable_from: date | str | None = None
    portable: str | None = None
    confidence: str | None = None


class Scenario(Words):
    """A case with the answer expected; `origin` is the address of a worked example, or `constructed`."""

    id: str
    origin: str
    as_of: date
    title: str = ""
    note: str = ""
    deciding: Names | None = None
    benefit: str | None = None
    instrument: str | None = None
    home: str | None = None
    host: str | None = None
    facts: dict[str, Any]
    expect: Annotated[list[Expected], BeforeValidator(listed, json_schema_input_type=Expected | list[Expected])]


class ScenarioFile(Words):
    """`scenarios: [...]`."""

    scenarios: list[Scenario]
    title: str = ""
    note: str = ""
