"""Help while a draft is written: each part of the language with its words, what they take and mean, and where a finding stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from engine.language.files.drafts import all_optional
from engine.language.files.heads import HEADS
from engine.language.files.values import FOR_WORDS
from engine.language.files.words import Words
from engine.language.reference import MEANINGS, Entry, Taken, anchor, called, entries, sentence, shapes, word_at
from engine.language.vocabulary import FUNCTIONS, VERBS

#: The heads that a draft may have: it lies over a file, or is a new agreement.
LAID_OVER, NEW = "amends", "agreement"


@dataclass(frozen=True)
class Part:
    """A part of a file with its words."""

    name: str
    anchor: str
    about: str
    words: tuple[Entry, ...]


@dataclass(frozen=True)
class Known:
    """Where the help tells of what a finding is about: the word, or the part alone where it has no such word."""

    part: str
    word: str
    called: str

    @property
    def id(self) -> str:
        return f"words-{self.part}-{self.word}" if self.word else f"words-{self.part}"


def head_of(text: str) -> str:
    """Which kind of draft a text is."""
    return LAID_OVER if text.lstrip().startswith(f"{LAID_OVER}:") or f"\n{LAID_OVER}:" in text else NEW


@cache
def parts(head: str) -> tuple[Part, ...]:
    """The file itself first, then the parts that stand in it, by name, then the closed lists of tests and counting functions."""
    file, *others = shapes([_model(head)]).values()
    told = [_part(kind) for kind in (file, *sorted(others, key=lambda kind: called(kind.__name__)))]
    verbs = _listed(VERBS, MEANINGS["verbs"])
    told.append(Part("tests", "tests", "`all`, `any` or `none` of a list of tests; a test is `fact: {verb: object}`.", verbs))
    told.append(Part("narrowing", "narrowing", "What `for` takes.", _listed(FOR_WORDS, dict.fromkeys(FOR_WORDS, "one value or a list"))))
    return (*told, Part("counting functions", "counting-functions", "What `counted_by` names.", _listed(FUNCTIONS, MEANINGS["functions"])))


def known(text: str, pointer: str) -> Known | None:
    """Where the help tells of what stands at a pointer into a draft; None where it leads nowhere."""
    found = word_at(_model(head_of(text)), pointer)
    if found is None:
        return None
    shape, word = found
    return Known(anchor(shape), word, word or called(shape))


def _model(head: str) -> type[Words]:
    return all_optional(HEADS[head]) if head == LAID_OVER else HEADS[head]


def _part(kind: type[Words]) -> Part:
    return Part(called(kind.__name__), anchor(kind.__name__), sentence(kind), entries(kind))


def _listed(words: Iterable[str], meanings: Mapping[str, str]) -> tuple[Entry, ...]:
    """A closed list: each word with its meaning alone."""
    nothing: tuple[Taken, ...] = ()
    return tuple(Entry(word, False, nothing, meanings[word], word) for word in words)
