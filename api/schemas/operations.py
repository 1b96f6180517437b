"""What an operator is told of a reload."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from api.schemas.base import Document


class ReloadFinding(Document):
    place: str = Field(description="File, line and column of a rule file.")
    code: str
    message: str
    found: str
    expected: str
    mend: str


class Reload(Document):
    """`edition` is the hash of the rules in use, `asked` that of those that were to be taken over. Refused rules change nothing."""

    state: Literal["none", "checking", "in use", "unchanged", "refused"]
    edition: str = Field(description="`sha256:…` over the hashes of all rule files by path.")
    asked: str = ""
    at: str = Field(default="", description="The instant in UTC.")
    problems: list[ReloadFinding] = Field(description="What does not check in rules that were refused, the first fifty.")
    count: int = Field(description="How many findings there are.")
