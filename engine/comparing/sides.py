"""What is compared, as a command names it: an agreement, an agreement on a day, a draft, the model text, or national law alone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from engine.comparing.law import Law
from engine.comparing.made import MODEL, NATIONAL, made
from engine.comparing.mapped import mapped
from engine.language.corpus import Corpus
from engine.language.reading import read
from engine.problems import CaseRefused, Place, Problem, nearest

_ON_A_DAY = re.compile(r"(.+)@(\d{4}-\d{2}-\d{2})\Z")


def side_of(corpus: Corpus, before: str, after: str | None, day: int, parties: tuple[str, ...] = ()) -> tuple[Law, Law]:
    """Both sides. A draft alone is compared with what it amends; `model` and `national` stand between the parties of the other side, or
    between `parties`, for which agreements of other States are read too.

    Raises RuleFileRefused for a text that does not load, CaseRefused for a word that names nothing.
    """
    if after is None:
        amended = _amended(corpus, before)
        before, after = amended, before
    first = None if before in (MODEL, NATIONAL) else _text(corpus, before, day, parties)
    second = None if after in (MODEL, NATIONAL) else _text(corpus, after, day, parties)
    told = first or second
    states = parties or (tuple(sorted(told.parties)) if told else ())
    if not states:
        raise _refused(f"{before} {after}", "there are no States to read these texts for", "add --as-parties CA,IN")
    return first or _made(corpus, before, day, states), second or _made(corpus, after, day, states)


def _amended(corpus: Corpus, draft: str) -> str:
    """The agreement that a draft lies over. Raises CaseRefused where it lies over none."""
    data = read(Path(draft).read_bytes(), draft).data if Path(draft).is_file() else {}
    if "amends" not in data:
        raise _refused(draft, "one text alone is compared with nothing", "name a second one, or a draft that amends an agreement")
    return str(data["amends"])


def _text(corpus: Corpus, word: str, day: int, parties: tuple[str, ...]) -> Law:
    found = _ON_A_DAY.fullmatch(word)
    if found:
        word, day = found.group(1), date.fromisoformat(found.group(2)).toordinal()
    name = word
    if word not in (*corpus.agreements, *corpus.credentials):
        path = Path(word)
        if not path.is_file():
            known = [*corpus.agreements, *corpus.credentials, MODEL, NATIONAL]
            raise _refused(
                word, "there is no agreement and no file of this name", nearest(word, known) or "name an agreement, or a draft by its path"
            )
        corpus = Corpus(corpus.home, draft=path)
        data = read(path.read_bytes(), word).data
        name = str(data.get("agreement") or data.get("amends") or "")
    law = Law(corpus, name, day)
    if parties and set(parties) != law.parties:
        name, document = mapped(corpus, law.file.document, parties, law.day)
        return Law(corpus.beside(name, document, frozenset(parties)), name, day)
    return law


def _made(corpus: Corpus, kind: str, day: int, states: tuple[str, ...]) -> Law:
    name, document = made(kind, corpus, states)
    return Law(corpus.beside(name, document, frozenset(states)), name, day)


def _refused(found: str, message: str, mend: str) -> CaseRefused:
    return CaseRefused([Problem(Place(), "nothing-to-compare", message, found, mend=mend)])
