"""`portability batches list|purge|expiring`: the batches that are kept, and what of their candidates ends soon."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from engine.batches.deciding import Asked, Deciding
from engine.batches.expiring import expiring, read_results
from engine.batches.mapping import ORDERS, HeadingMap, read_mapping
from engine.batches.prepare import Preparing
from engine.batches.sheet import opened
from engine.batches.store import Store
from engine.batches.table import table_of
from engine.decision.decide import Decider
from engine.language.corpus import Corpus


def run(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="portability batches", description="Batches that are kept; each start deletes those whose time is over.")
    below = parser.add_subparsers(dest="what", required=True)
    for name, told_as in (("list", "the batches that are kept"), ("purge", "delete batches now"), ("expiring", "what ends soon")):
        one = below.add_parser(name, help=told_as, description=told_as)
        one.add_argument("--work", type=Path, help="the private folder for batches")
        one.add_argument("--json", action="store_true")
        if name == "purge":
            one.add_argument("batch", nargs="*", help="ids; left out: those whose time is over")
            one.add_argument("--all", action="store_true", help="all batches")
        if name == "expiring":
            one.add_argument("source", help="the id of a batch, its results as .jsonl, or a table")
            one.add_argument("--within", type=int, default=90, help="days from today; 90 where left out")
            one.add_argument("--map", type=Path, help="a YAML file that maps headings to columns (for a table)")
            one.add_argument("--dates", choices=ORDERS, help="the order of local dates (for a table)")
    told = parser.parse_args(words)
    today = date.today()
    store = Store(told.work)
    gone = store.purge(today)
    return {"list": _list, "purge": _purge, "expiring": _expiring}[told.what](store, told, today, gone)


def _list(store: Store, told: argparse.Namespace, today: date, gone: list[str]) -> int:
    found: list[dict[str, Any]] = []
    for batch in store.batches():
        with store.open(batch) as journal:
            notes = journal.told()
            kept = {key: notes.get(key) for key in ("begun", "as_of", "total", "finished", "keep_until")}
            found.append({"batch": batch, **kept, "codes": journal.counts()})
    lines = [_line(b) for b in found]
    _print(told.json, {"batches": found, "deleted": gone}, lines or ["no batches are kept"])
    return 0


def _line(b: dict[str, Any]) -> str:
    how = "finished" if b["finished"] else "cut short"
    return f"{b['batch']}  begun {b['begun']}, {sum(b['codes'].values())} of {b['total']} rows, {how}, kept until {b['keep_until']}"


def _purge(store: Store, told: argparse.Namespace, today: date, gone: list[str]) -> int:
    deleted = [*gone, *store.purge(today, told.all, frozenset(told.batch))]
    left = sorted(set(told.batch) - set(deleted))
    _print(told.json, {"deleted": deleted, "left": left}, [f"{len(deleted)} deleted", *(f"{b} is not there, or is at work" for b in left)])
    return 1 if left else 0


def _expiring(store: Store, told: argparse.Namespace, today: date, gone: list[str]) -> int:
    found = expiring(_results(store, told, today), today, told.within)
    lines = [f"{e['on']}  {e['days']:>5} days  {e['candidate']}  {e['what'].replace('_', ' ')}{_by(e)}" for e in found]
    _print(told.json, {"today": today.isoformat(), "within": told.within, "expiring": found}, lines or [f"nothing ends within {told.within} days"])
    return 1 if found else 0


def _by(entry: dict[str, Any]) -> str:
    return f" [{entry['article']}]" if "article" in entry else ""


def _results(store: Store, told: argparse.Namespace, today: date) -> Iterator[dict[str, Any]]:
    path = Path(told.source)
    if path.suffix.lower() == ".jsonl":
        yield from read_results(path)
    elif path.suffix:
        table = table_of(opened(path), read_mapping(told.map) if told.map else HeadingMap(), told.dates)
        preparing, deciding = Preparing(today, today), Deciding(Decider(Corpus()))
        for row in table.rows():
            row.own.pop("credential_file", None)  # what a credential says is not read again here
            base, case = preparing.prepared(row)
            yield deciding.results([Asked(base, row.own, case)])[0] if case else base
    else:
        with store.open(told.source) as journal:
            yield from journal.results()


def _print(as_json: bool, report: dict[str, Any], lines: list[str]) -> None:
    print(json.dumps(report, ensure_ascii=False, indent=2) if as_json else "\n".join(lines), file=sys.stdout)
