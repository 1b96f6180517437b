"""A whole answer in a language: the same structure, every sentence said, every address, code and date as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.wording.languages import LANGUAGES, SOURCE, reviewed
from engine.wording.phrases import Phrase
from engine.wording.saying import Said, Speaker


@dataclass(frozen=True, slots=True)
class Told:
    """What was told in which language.

    `in_english` are JSON pointers (RFC 6901) to the texts of which a part had no translation; `sentences` and `untranslated` count
    sentences; `missing` are the English messages without a translation, `kept` the names that were left as they are.
    """

    language: str
    reviewed: bool
    sentences: int = 0
    untranslated: int = 0
    in_english: tuple[str, ...] = ()
    missing: tuple[str, ...] = field(default=())
    kept: tuple[str, ...] = field(default=())

    def as_data(self) -> dict[str, Any]:
        """What goes with a translated answer: language, review and count, and which texts are English."""
        return {
            "language": self.language,
            "reviewed": self.reviewed,
            "sentences": self.sentences,
            "untranslated": self.untranslated,
            "in_english": list(self.in_english),
        }


def translate_answer(answer: Mapping[str, Any], language: str) -> tuple[dict[str, Any], Told]:
    """The answer in a language, as the decider gave it (an answer read back from JSON has lost what its sentences were made of).

    Texts of it are `Said`, which a page shows by their parts. Raises `KeyError` for a language that is not in `LANGUAGES`.
    """
    if language == SOURCE:
        return dict(answer), Told(LANGUAGES[language].code, True)
    speaker = Speaker(language)
    pointers: list[str] = []

    def walked(value: Any, pointer: str) -> Any:
        if isinstance(value, Mapping):
            return {key: walked(part, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}") for key, part in value.items()}
        if isinstance(value, list):
            return [walked(part, f"{pointer}/{n}") for n, part in enumerate(value)]
        if not isinstance(value, Phrase):
            return value
        said: Said = speaker.say(value)
        if not said.complete:
            pointers.append(pointer)
        return said

    translated = walked(answer, "")
    counts = (speaker.sentences, speaker.untranslated)
    return translated, Told(language, reviewed(language), *counts, tuple(pointers), tuple(sorted(speaker.missing)), tuple(sorted(speaker.kept)))
