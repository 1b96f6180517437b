"""What a report is about: an agreement by its id or a draft by its path, on a day of law, and what it is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from engine.comparing.made import MODEL, NATIONAL
from engine.language.corpus import Corpus
from engine.language.reading import read


@dataclass(frozen=True)
class Subject:
    """`name` is an id, or the path of a draft. An amendment is held against what it amends, a new draft against the model provisions,
    an agreement that is law against the national law of its parties alone."""

    name: str
    day: date

    @property
    def draft(self) -> Path | None:
        path = Path(self.name)
        return path if path.is_file() else None

    @property
    def named(self) -> str:
        """The id, or the whole path of the draft."""
        return str(self.draft.resolve()) if self.draft is not None else self.name

    @cached_property
    def corpus(self) -> Corpus:
        return Corpus(draft=self.draft)

    @cached_property
    def head(self) -> Mapping[str, Any]:
        """The head of the draft as it is written; nothing for an agreement of the home."""
        data = read(self.draft.read_bytes(), self.draft.name).data if self.draft is not None else {}
        return data if isinstance(data, dict) else {}

    @property
    def instrument(self) -> str:
        return str(self.head.get("amends") or self.head.get("agreement") or self.name)

    @property
    def against(self) -> str:
        return str(self.head["amends"]) if "amends" in self.head else MODEL if self.draft is not None else NATIONAL
