"""The checklist of model provisions: what a good agreement says, and how each point is seen in an encoding."""

from typing import Literal

from pydantic import Field

from engine.language.files.words import Answers, Cited, Names, Source, Words

Severity = Literal["must", "should", "could"]


class Seen(Words):
    """One sign of a provision in an encoding. Exactly one of its words is the sign; `value`, `all_in`, `any_in` and `any_not_in` narrow it."""

    adopts: str = ""
    answers: Answers | None = None
    leaves_open: str = ""
    notice: Literal["", "step", "help", "warning", "appeal"] = ""
    credits: str = ""
    record: str = ""
    scope_names: Literal["", "benefits", "persons"] = ""
    scope_tests: Names = Field(default_factory=list)
    scope_never_tests: Names = Field(default_factory=list)
    rules_test: Names = Field(default_factory=list)
    rules_never_test: Names = Field(default_factory=list)
    every_benefit: str = ""
    blank: str = ""
    value: str = ""
    all_in: list[str] = Field(default_factory=list)
    any_in: list[str] = Field(default_factory=list)
    any_not_in: list[str] = Field(default_factory=list)


#: The words of which a sign has exactly one.
SIGNS = (
    "adopts",
    "answers",
    "leaves_open",
    "notice",
    "credits",
    "record",
    "scope_names",
    "scope_tests",
    "scope_never_tests",
    "rules_test",
    "rules_never_test",
    "every_benefit",
    "blank",
)


class ChecklistItem(Cited):
    """One point of the checklist. Without `seen_by` it is met only where an encoding says so (`meets`)."""

    id: str
    group: str
    title: str
    severity: Severity
    question: str
    says: str
    options: list[str] = Field(default_factory=list)
    seen_by: list[Seen] = Field(default_factory=list)
    differs_where: list[Seen] = Field(default_factory=list)


class ChecklistFile(Words):
    """`checklist: <name>`: points against which a draft agreement is read."""

    checklist: str
    title: str
    note: str = ""
    sources: dict[str, Source]
    groups: dict[str, str]
    items: list[ChecklistItem]
