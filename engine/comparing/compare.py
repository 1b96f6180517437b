"""Two laws compared: clause by clause, then person by person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from engine.comparing.beside import beside_the_figures
from engine.comparing.clauses import clauses
from engine.comparing.law import Law
from engine.comparing.people import CHANGES, GAINS, LOSES, NOT_READ, SAME, Side, compared
from engine.comparing.typical import lives, persons
from engine.language.corpus import Corpus
from engine.scenarios.files import Scenario, scenario_files, scenarios

#: Told how far a comparison is: done, of how many, doing what.
Progress = Callable[[int, int, str], None]
#: A name, a case, and what groups the person belongs to.
Asked = tuple[str, Mapping[str, Any], Mapping[str, str]]
#: What is told of an answer that stays.
_STAYS = ("scenario", "deciding", "benefit", "after")


def compare(
    before: Corpus,
    after: Corpus,
    instrument_before: str,
    instrument_after: str,
    *,
    day_before: int,
    day_after: int,
    persons: bool = True,
    progress: Progress | None = None,
    between: tuple[str, str] | None = None,
    one_text: bool | None = None,
    scenario_paths: Sequence[Path] = (),
    persons_file: Path | None = None,
    third: str = "",
) -> dict[str, Any]:
    """{"clauses": […], "persons": […], "unchanged": […], "not_read": […], "summary": {…}}: the same input gives the same bytes.

    `persons` are the answers that change, `unchanged` those that stay. Days are ordinals. `one_text` says that both are texts of one
    instrument on one day, so that every day on which either changes is looked at (the default where ids and days are the same). `between`
    names the two parties where the instruments have many, `third` the third State of the typical persons.
    Raises RuleFileRefused for a text that does not load.
    """
    left, right = Law(before, instrument_before, day_before), Law(after, instrument_after, day_after)
    same = one_text if one_text is not None else instrument_before == instrument_after and day_before == day_after
    told = clauses(left, right, between=between, every_day=same, told=progress)
    asked: list[dict[str, Any]] = []
    not_read: list[tuple[str, str]] = told["not_read"]
    summary: dict[str, Any] = {"clauses": len(told["clauses"])}
    if persons and "agreement" in left.file.data:
        changed = frozenset(c["address"].split(".")[1] for c in told["clauses"])
        named = list(_scenarios(left, right, scenario_paths))
        everyone: list[Asked] = [(s.id, s.case(), {}) for s in named]
        if same:
            everyone += beside_the_figures(left, right, named, changed)
        everyone += _typical(left, right, between or _pair(left, right), third or _third(left, right), persons_file)
        asked, unread, summary["persons"] = _persons(left, right, everyone, changed, progress)
        not_read = not_read + unread
    return {
        "clauses": told["clauses"],
        "persons": [x for x in asked if x["change"] != SAME],
        "unchanged": [{k: x[k] for k in _STAYS} for x in asked if x["change"] == SAME],
        "not_read": _by_reason(not_read),
        "summary": summary | _settings(left, right, between),
    }


def _by_reason(not_read: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """What could not be read, once for each reason, with the questions and persons that met it."""
    found: dict[str, set[str]] = {}
    for name, why in not_read:
        found.setdefault(why, set()).add(name)
    return [{"why": why, "questions": sorted(names)} for why, names in sorted(found.items())]


def _settings(left: Law, right: Law, between: tuple[str, str] | None) -> dict[str, Any]:
    return {
        "before": {"instrument": left.name, "day": date.fromordinal(left.day).isoformat(), "sha256": left.file.document.sha256},
        "after": {"instrument": right.name, "day": date.fromordinal(right.day).isoformat(), "sha256": right.file.document.sha256},
        "between": list(between or ()),
    }


def _persons(
    left: Law, right: Law, everyone: list[Asked], changed: frozenset[str], progress: Progress | None
) -> tuple[list[dict[str, Any]], list[tuple[str, str]], dict[str, Any]]:
    """How each is answered under both, who cannot be read, and the counts by group."""
    sides = (Side(left), Side(right))
    counts: Counter[str] = Counter()
    groups: dict[tuple[str, str], Counter[str]] = {}
    found: list[dict[str, Any]] = []
    unread: list[tuple[str, str]] = []
    for n, (name, case, about) in enumerate(everyone):
        for entry in compared(*sides, case, own_days=left.day != right.day, changed=changed):
            counts[entry["change"]] += 1
            if entry["change"] == NOT_READ:
                unread.append((name, entry["why"]))
                continue
            for group in about.items():
                counted = groups.setdefault(group, Counter())
                counted[entry["change"]] += 1
                counted[f"before {entry['before']['outcome']}"] += 1
                counted[f"after {entry['after']['outcome']}"] += 1
            found.append({"scenario": name, **entry, "about": dict(about)})
        if progress:
            progress(n + 1, len(everyone), "persons")
    told = [_group(key, counted) for key, counted in sorted(groups.items())]
    answers = sum(counts.values()) - counts[NOT_READ]
    return (
        found,
        unread,
        {"cases": len(everyone), "answers": answers, **{c: counts[c] for c in (GAINS, LOSES, CHANGES, SAME, NOT_READ)}, "groups": told},
    )


def _group(key: tuple[str, str], counted: Counter[str]) -> dict[str, Any]:
    outcomes = {side: {k.partition(" ")[2]: n for k, n in sorted(counted.items()) if k.startswith(f"{side} ")} for side in ("before", "after")}
    return {"group": key[0], "value": key[1], **{c: counted[c] for c in (GAINS, LOSES, CHANGES, SAME)}, **outcomes}


def _typical(left: Law, right: Law, pair: tuple[str, str] | None, third: str, file: Path | None) -> Iterator[Asked]:
    """The typical persons between the two States; none where it is not said which two of many."""
    if pair is not None:
        for person in persons(left.corpus, left.file.data, pair, third, right.day, lives(left.corpus, file)):
            yield person.id, person.case, person.about


def _scenarios(left: Law, right: Law, paths: Sequence[Path]) -> Iterator[Scenario]:
    folders = [left.corpus.home / "agreements" / name / "scenarios" for name in dict.fromkeys((left.name, right.name))]
    seen: set[Path] = set()
    for path in [*(f for f in folders if f.is_dir()), *paths]:
        for found in scenario_files(left.corpus, [path]):
            if found.resolve() not in seen:
                seen.add(found.resolve())
                yield from scenarios(left.corpus, [found])


def _pair(left: Law, right: Law) -> tuple[str, str] | None:
    """The two parties of both texts; None where there are more, so that `between` must name them."""
    common = sorted(left.parties & right.parties)
    return (common[0], common[1]) if len(common) == 2 else None


def _third(left: Law, right: Law) -> str:
    """The first State with national law here that is bound by neither text."""
    bound = {p[:2] for p in left.parties | right.parties}
    return next((s for s in left.corpus.national_files if s not in bound), "")
