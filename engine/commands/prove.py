"""`portability prove ID|DRAFT`: what holds for all persons under an instrument, and two persons where something does not."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.language.corpus import Corpus
from engine.language.reading import read
from engine.problems import Place, Problem, RuleFileRefused
from engine.proofs import PROPERTIES, prove
from engine.proofs.solving import RLIMIT

#: Progress is told once a run has taken as long (seconds).
_QUIET = 1.0


def run(words: list[str]) -> int:
    told = _arguments(words)
    instrument, draft = told.instrument, told.draft
    if instrument and Path(instrument).is_file():
        draft, instrument = Path(instrument), None
    corpus = Corpus(draft=draft)
    names = [*corpus.agreements, *corpus.credentials] if told.all else [instrument or _named_by(draft)]
    base = Corpus() if told.base or _amends(draft) else None
    reports = []
    for name in names:
        progress = _Progress(name)
        report = prove(
            corpus,
            name,
            base=base,
            base_instrument=told.base,
            properties=told.property or None,
            deciding=told.deciding,
            day=told.as_of,
            rlimit=told.rlimit,
            progress=progress,
        )
        if told.pairs:
            from engine.proofs.tried import tried

            report = tried(corpus, report, told.pairs, base=base, base_instrument=told.base, progress=_Progress(f"{name}, pairs"))
        reports.append(report)
        if told.all and not told.json:
            print(in_one_line(report, progress.seconds))
        if told.out is not None:
            from engine.proofs.written import write

            paths = write(report, told.out / name if told.all else told.out)
            print(f"{len(paths)} scenario files under {told.out}", file=sys.stderr)
    if told.json:
        print(json.dumps(reports if told.all else reports[0], ensure_ascii=False, indent=2))
    elif not told.all:
        print("\n".join(in_words(reports[0])))
    return 1 if any(r["summary"]["refuted"] or r.get("broken") for r in reports) else 0


def _arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="portability prove", description="Prove what holds for all persons.")
    parser.add_argument("instrument", nargs="?", help="an agreement or a credential rule set by its id, or the path of a draft")
    parser.add_argument("--all", action="store_true", help="every instrument, one line each")
    parser.add_argument("--draft", type=Path, help="a draft laid over the agreement it amends; it is held against that agreement too")
    parser.add_argument("--base", help="the id of the agreement to hold it against")
    parser.add_argument("--deciding", help="the questions of one State alone")
    parser.add_argument("--property", action="append", help=f"one property, or a kind: {', '.join(PROPERTIES)}")
    parser.add_argument("--as-of", type=datetime.date.fromisoformat, help="the law of which day (YYYY-MM-DD)")
    parser.add_argument("--rlimit", type=int, default=RLIMIT, help="the most steps of the solver for one question")
    parser.add_argument("--pairs", type=int, default=0, help="try what is proved on so many random pairs of persons for each instrument")
    parser.add_argument("--out", type=Path, help="write the persons as scenario files into this folder")
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args(words)
    if not told.all and not told.instrument and not told.draft:
        parser.error("name an instrument, or give --draft or --all")
    return told


def _named_by(draft: Path) -> str:
    """The agreement that a draft is, or that it amends. Raises RuleFileRefused where it says neither."""
    data = read(draft.read_bytes(), str(draft)).data
    found = data.get("agreement") or data.get("amends") if isinstance(data, dict) else None
    if not found:
        raise RuleFileRefused([Problem(Place(str(draft), 1, 1), "no-head", "a draft says what it is", expected="agreement: or amends:")])
    return str(found)


def _amends(draft: Path | None) -> bool:
    data = read(draft.read_bytes(), str(draft)).data if draft is not None and draft.is_file() else None
    return isinstance(data, dict) and "amends" in data


class _Progress:
    """Says on standard error what is being proved, once it takes more than a second."""

    def __init__(self, name: str) -> None:
        self._name, self._begun = name, time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._begun

    def __call__(self, done: int, total: int, what: str) -> None:
        if self.seconds < _QUIET:
            return
        line = f"{self._name}: {done} of {total} questions{f', {what}' if what else ''}"
        if sys.stderr.isatty():
            print(f"\r\x1b[K{line}", end="\n" if done == total else "", file=sys.stderr)
        elif done == total or done % 20 == 0:
            print(line, file=sys.stderr)


def in_one_line(report: dict[str, Any], seconds: float) -> str:
    """An instrument with its results, steps and time."""
    summary, steps = report["summary"], sum(f["resource"] for f in report["properties"])
    told = ", ".join(f"{summary[r]} {r.replace('_', ' ')}" for r in ("proved", "refuted", "not_proved"))
    pairs = f", {report['pairs']} pairs, {report['broken']} against" if "pairs" in report else ""
    return f"{report['instrument']}: {report['questions']} questions, {told}, {steps} steps, {seconds:.1f} s{pairs}"


def in_words(report: dict[str, Any]) -> list[str]:
    """The report as text: what is not proved first told in full, then what is, by property."""
    lines = [f"{report['instrument']}, law of {report['as_of']}, {report['questions']} questions"]
    lines += [line for f in report["properties"] if f["result"] != "proved" for line in _finding(f)]
    for name in PROPERTIES:
        proved = [f for f in report["properties"] if f["result"] == "proved" and f["property"].partition(".")[0] == name]
        if proved:
            lines.append(
                f"  proved       {name}: {len(proved)} ({', '.join(sorted({f['property'].partition('.')[2] for f in proved} - {''}))})".replace(
                    " ()", ""
                )
            )
    lines += [f"  granted      {t}" for t in report["takes_for_granted"]]
    if "pairs" in report:
        lines.append(f"  tried        {report['pairs']} random pairs of persons; {report['broken']} speak against what is proved")
        lines += [f"               {f['property']}: {json.dumps(b)}" for f in report["properties"] for b in f.get("broken_by", [])]
    return [*lines, "The proofs are about judgement on the day of the law; what they take for granted is told above."]


def _finding(f: dict[str, Any]) -> list[str]:
    of = " ".join(str(f[k]) for k in ("deciding", "partner", "sending", "receiving", "home", "host", "benefit") if k in f)
    why, result = f.get("why"), f["result"].replace("_", " ")
    lines = [f"  {result:<12} {f['property']} ({of}){f': {why}' if why else ''}".replace(" ()", "")]
    if f["outcomes"]:
        differs = f" in {f['differs_in']}" if f.get("differs_in") else ""
        lines.append(
            f"               differ{differs}: {' against '.join(f['outcomes'])}" if len(f["outcomes"]) > 1 else f"               {f['outcomes'][0]}"
        )
    lines += [f"               by {r['rule']} [{r['source']} {r['article']}]" for r in f.get("relevant") or []]
    lines += [f"               {d['what']} for {', '.join(d['for'])} [{d['article']}]" for d in f.get("differences") or []]
    lines += _persons(f["persons"])
    return lines


def _persons(persons: Sequence[dict[str, Any]]) -> list[str]:
    """The first person whole, then what is other for each further one."""
    if not persons:
        return []
    first, *rest = persons
    lines = [f"               person: {json.dumps(first, ensure_ascii=False)}"]
    for other in rest:
        apart = {k: v for k, v in other.items() if first.get(k) != v} or {"(the same facts)": True}
        lines.append(f"               other:  {json.dumps(apart, ensure_ascii=False)}")
    return lines
