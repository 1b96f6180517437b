"""`portability compare BEFORE AFTER`: what changes between two texts, clause by clause and person by person."""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from engine.comparing.compare import compare
from engine.comparing.sides import side_of
from engine.language.corpus import Corpus

_WHAT = "an agreement (ca-us), an agreement on a day (ca-us@1997-09-30), a draft (a file), `model` or `national`"


def run(words: list[str]) -> int:
    """Exit code 0 where the law is the same, 1 where it changes, 2 for misuse or a text that does not load."""
    parser = argparse.ArgumentParser(prog="portability compare", description="Compare two texts of law.")
    parser.add_argument("before", help=_WHAT)
    parser.add_argument("after", nargs="?", help="the same; left out for a draft, which is compared with what it amends")
    parser.add_argument("--as-of", type=date.fromisoformat, default=None, metavar="DATE", help="the law of which day; today where it is left out")
    parser.add_argument("--between", metavar="DE,IT", help="two parties, where the texts have many")
    parser.add_argument("--as-parties", metavar="CA,KE", help="read both texts for these States")
    parser.add_argument(
        "--third", default="", metavar="TR", help="the third State of the typical persons; the first that no text binds where it is left out"
    )
    parser.add_argument("--persons", type=Path, metavar="FILE", help="typical persons in place of the standard ones")
    parser.add_argument("--scenarios", type=Path, action="append", default=[], metavar="PATH", help="more scenarios, beside those of the texts")
    parser.add_argument("--clauses-only", action="store_true", help="do not ask any person")
    parser.add_argument("--json", action="store_true", help="the whole report as JSON")
    told = parser.parse_args(words)
    day = (told.as_of or date.today()).toordinal()
    left, right = side_of(Corpus(), told.before, told.after, day, _codes(told.as_parties))
    report = compare(
        left.corpus,
        right.corpus,
        left.name,
        right.name,
        day_before=left.day,
        day_after=right.day,
        persons=not told.clauses_only,
        progress=_Told(),
        between=_pair(parser, told.between),
        scenario_paths=told.scenarios,
        persons_file=told.persons,
        third=told.third.upper(),
    )
    print(json.dumps(report, ensure_ascii=False, indent=2) if told.json else "\n".join(in_words(report)))
    return 1 if report["clauses"] or report["persons"] else 0


def _codes(told: str | None) -> tuple[str, ...]:
    return tuple(x.strip().upper() for x in told.split(",")) if told else ()


def _pair(parser: argparse.ArgumentParser, told: str | None) -> tuple[str, str] | None:
    codes = _codes(told)
    if codes and len(codes) != 2:
        parser.error("--between names two States, like DE,IT")
    return (codes[0], codes[1]) if codes else None


def in_words(report: dict[str, Any]) -> list[str]:
    """The report as lines: each clause with both sides, each person who is answered otherwise, the counts."""
    lines = ["No change of law." if not report["clauses"] else f"{len(report['clauses'])} clauses change:"]
    for clause in report["clauses"]:
        where = f" [{clause['article']}]" if clause["article"] else ""
        lines.append(f"  {clause['change']} {clause['kind']} {clause['address']}{where}{_when(clause)}")
        lines += [f"    before: {clause['before']}"] if clause["before"] else []
        lines += [f"    after:  {clause['after']}"] if clause["after"] else []
        lines += [f"    for:    {', '.join(clause['for'])}"] if clause["for"] else []
    counts = report["summary"].get("persons")
    if counts is not None:
        lines.append(
            f"{counts['cases']} persons, {counts['answers']} answers: {counts['gains']} gain, {counts['loses']} lose, "
            f"{counts['changes']} change otherwise, {counts['same']} stay as they are."
        )
    lines += [_person(p) for p in report["persons"]]
    lines += [f"  not read for {_several(x['questions'])}: {x['why']}" for x in report["not_read"]]
    return lines


def _several(names: list[str]) -> str:
    return ", ".join(names) if len(names) < 6 else f"{', '.join(names[:5])} and {len(names) - 5} more"


def _when(clause: dict[str, Any]) -> str:
    told = [f"{word} {clause[word]}" for word in ("from", "until") if clause[word]]
    return f" ({' '.join(told)})" if told else ""


def _person(told: dict[str, Any]) -> str:
    by, named = told["by"], told["by"]["address"] or told["by"]["article"]
    article = f" [{by['article']}]" if by["address"] and by["article"] else ""
    where = f"; by {named}{article}" if named else ""
    return f"  {told['change']}: {told['scenario']} ({told['deciding']} {told['benefit']}): {_differing(told)}{where}"


def _differing(told: dict[str, Any]) -> str:
    words = [w for w in told["before"] if told["before"][w] != told["after"][w]]
    return ", ".join(f"{w.replace('_', ' ')} {_shown(told['before'][w])} -> {_shown(told['after'][w])}" for w in words)


def _shown(value: Any) -> str:
    return "none" if value in (None, []) else ", ".join(value) if isinstance(value, list) else str(value)


class _Told:
    """Progress on standard error, once a comparison takes more than a second."""

    def __init__(self) -> None:
        self.started = self.last = time.monotonic()

    def __call__(self, done: int, total: int, what: str) -> None:
        now = time.monotonic()
        if now - self.started > 1 and (now - self.last > 1 or done == total):
            self.last = now
            print(f"{what}: {done} of {total}", file=sys.stderr)
