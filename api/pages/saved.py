"""The file in which a person keeps an answer: the case, how the form was filled in, and what was answered. Nothing of it stays here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from engine import __version__

#: Bytes of such a file: a case has some thousands, and a long career some ten thousands, once as a case and once as what stood in the form.
MOST_BYTES = 300_000
#: Characters of one field: the interview holds all that was told in one (`interview.sheet`).
_LONGEST = 100_000
_Short = Annotated[str, StringConstraints(max_length=200)]


class Saved(BaseModel):
    """Version 1. `form` is the path of the form and `fields` what stood in it, both empty for a case that came another way;
    `fled` are States that the answer keeps the person away from, `outcomes` are those of the decisions, by State, instrument and benefit."""

    model_config = ConfigDict(strict=True, extra="forbid")

    portability: Literal["saved answer"] = "saved answer"
    version: Literal[1] = 1
    engine: _Short = __version__
    answer: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$")]
    as_of: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    outcomes: dict[_Short, _Short]
    case: dict[str, Any]
    fled: Annotated[list[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]], Field(max_length=20)] = Field(default_factory=list)
    form: Annotated[str, StringConstraints(pattern=r"^(/[a-z0-9/-]{0,60})?$")] = ""
    fields: Annotated[dict[_Short, Annotated[str, StringConstraints(max_length=_LONGEST)]], Field(max_length=400)] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _opens_again(self) -> Self:
        """Nothing is saved that would be too long to be opened."""
        if len(self.written().encode()) > MOST_BYTES:
            raise ValueError("too long")
        return self

    def written(self) -> str:
        return json.dumps(self.model_dump(), ensure_ascii=False, indent=1) + "\n"


def read(data: object) -> Saved | None:
    """What a file holds, as read from JSON; None where it was not saved here."""
    try:
        return Saved.model_validate(data)
    except ValidationError:
        return None


def outcomes(answer: Mapping[str, Any]) -> dict[str, str]:
    """The outcome of each decision."""
    return {" ".join(str(d[k] or "-") for k in ("deciding", "instrument", "benefit")): str(d["outcome"]) for d in answer["decisions"]}


def as_of(answer: Mapping[str, Any]) -> str:
    """The day whose law was applied."""
    return str(answer["decisions"][0]["as_of"])
