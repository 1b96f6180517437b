"""Whether the scenarios of a corpus speak of rules that are there, and whether every agreement has one of each outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.checking.findings import warning
from engine.checking.sources import Source
from engine.language.corpus import Corpus
from engine.problems import Problem, nearest

_OUTCOMES = ("yes", "no", "undetermined", "not_covered")


def check_scenarios(sources: list[Source], addresses: Mapping[str, set[str]]) -> Iterator[Problem]:
    """Ids once in a folder; `because` and `blocked_by` name rules that the instrument has."""
    seen: dict[tuple[str, str], str] = {}
    for source in sources:
        if not source.head_is("scenarios") or not source.sound or source.document is None:
            continue
        folder = source.path.parent.parent.name
        for n, told in enumerate(source.document.data["scenarios"]):
            place = source.document.place(("scenarios", n, "id"))
            key = (folder, str(told["id"]))
            if key in seen:
                mend = "rename one of the two"
                yield Problem(place, "id-twice", f"this id already stands in {seen[key]}", key[1], "each id once", mend, f"{folder}.{key[1]}")
            seen[key] = source.name
            yield from _names(source, n, told, folder, addresses)


def _names(source: Source, n: int, told: Mapping[str, Any], folder: str, addresses: Mapping[str, set[str]]) -> Iterator[Problem]:
    assert source.document is not None
    expectations = told["expect"] if isinstance(told["expect"], list) else [told["expect"]]
    for m, expected in enumerate(expectations):
        path: tuple[str | int, ...] = ("scenarios", n, "expect", *((m,) if isinstance(told["expect"], list) else ()))
        instrument = str(expected.get("instrument") or folder)
        known = addresses.get(instrument)
        if known is None:
            if instrument != folder and instrument not in addresses and addresses.get(folder) is not None:
                place = source.document.place((*path, "instrument"))
                yield Problem(
                    place,
                    "unknown-instrument",
                    "there is no instrument of this name",
                    instrument,
                    mend=nearest(instrument, sorted(addresses)),
                    address=f"{folder}.{told['id']}",
                )
            continue
        for word in ("because", "blocked_by"):
            entries = expected.get(word) or []
            for entry in entries if isinstance(entries, list) else [entries]:
                wanted = str(entry["test"] if isinstance(entry, Mapping) else entry)
                if not _there(wanted, known):
                    mend = nearest(wanted.partition("@")[0], sorted(a.partition(".")[2] for a in known)) or "give the address of a rule or of a test"
                    place = source.document.place((*path, word))
                    yield Problem(
                        place,
                        "unknown-address",
                        f"`{word}` names what {instrument} has not",
                        wanted,
                        "an address of the instrument",
                        mend,
                        f"{folder}.{told['id']}",
                    )


def _there(wanted: str, known: set[str]) -> bool:
    """Whether an address is one of the instrument's, or a part of one, as scenarios may name it."""
    bare = f".{wanted.partition('@')[0]}."
    return any(bare in f".{address}." for address in known)


def check_variety(corpus: Corpus, names: list[str], sources: list[Source]) -> Iterator[Problem]:
    """Every agreement is shown with a yes, a no, an undetermined, a not_covered, and a posting."""
    for name in names:
        outcomes: set[str] = set()
        posting = False
        for source in sources:
            if source.head_is("scenarios") and source.sound and source.document is not None and source.path.parent.parent.name == name:
                for told in source.document.data["scenarios"]:
                    expected = told["expect"] if isinstance(told["expect"], list) else [told["expect"]]
                    outcomes |= {str(x.get("outcome")) for x in expected}
                    posting = posting or "posting" in (told.get("facts") or {})
        place = corpus.agreement(name).place("agreement")
        for missing in [*(o for o in _OUTCOMES if o not in outcomes), *(["posting"] if not posting else [])]:
            message = (
                "no scenario of this agreement asks about a posting" if missing == "posting" else "no scenario of this agreement has this outcome"
            )
            yield warning(place, "scenario-missing", message, found=missing, mend="add one beside the agreement", address=f"{name}.{missing}")
