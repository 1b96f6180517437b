"""`portability verify FILE.csv|xlsx`: a list of candidates, one coded result for each row."""

from __future__ import annotations

import argparse
import json
import os
import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.batches import codes
from engine.batches.deciding import Deciding
from engine.batches.fingerprint import asked, files_below
from engine.batches.mapping import HeadingMap, read_mapping
from engine.batches.parallel import Workers
from engine.batches.prepare import Preparing
from engine.batches.progress import Progress
from engine.batches.run import Batch, begun, work
from engine.batches.sheet import Opened, opened, refused
from engine.batches.store import Store
from engine.batches.table import Table, table_of
from engine.batches.writing import json_lines, must_be_writable, write
from engine.commands.batch_words import parser
from engine.decision.decide import Decider
from engine.language.corpus import Corpus

if TYPE_CHECKING:
    from engine.verification import Checker


def run(words: list[str]) -> int:
    """Exit code 0 where every row was decided, 1 where some was not, 2 where nothing could be done."""
    told = parser().parse_args(words)
    today = date.today()
    if told.out:
        must_be_writable(told.out, told.table)
    file = opened(told.table)
    mapping = read_mapping(told.map) if told.map else HeadingMap()
    table = table_of(file, mapping, told.dates, told.sheet)
    store = Store(told.work)
    gone = store.purge(today)
    for remark in table.remarks:
        print(remark, file=sys.stderr)
    decider = Decider(Corpus())
    checker = _checker(told)
    settings = {"map": repr(mapping), "dates": told.dates, "sheet": told.sheet, "credentials": str(told.credentials)}
    settings |= {"registry": checker.registry.sha256 if checker else None, "hosts": os.environ.get("PORTABILITY_STATUS_HOSTS")}
    beside = [*files_below(told.credentials), *files_below(told.status or os.environ.get("PORTABILITY_STATUS"))]
    question = asked(file.sha256, settings, decider.corpus.home, beside)
    batch = begun(store, question, told.as_of, today, told.keep_days, table.total)
    try:
        if not batch.finished:
            _work(batch, table, Preparing(batch.as_of, today, told.credentials, checker), decider, told.jobs, told.progress)
            _same(told.table, file, store, batch)
            batch.journal.finish(finished=today.isoformat())
        if told.out:
            write(batch.journal.results(), told.out)
        else:
            json_lines(batch.journal.results(), sys.stdout)
        summary = _summary(batch, table, told.out, gone)
    except KeyboardInterrupt:
        print(f"stopped; {sum(batch.journal.counts().values())} rows are kept, and the same command goes on with the next", file=sys.stderr)
        return 2
    finally:
        batch.journal.close()
    stream = sys.stdout if told.out else sys.stderr
    print(json.dumps(summary, ensure_ascii=False, indent=2) if told.json else _in_words(summary), file=stream)
    wanted = (codes.BY_OUTCOME["yes"],) if told.strict else [c for c in codes.CODES if c not in codes.NOT_DECIDED]
    return 0 if set(summary["codes"]) <= set(wanted) else 1


def _checker(told: argparse.Namespace) -> Checker | None:
    """What checks the signed credentials that rows name; nothing where no folder of credentials was told."""
    if told.credentials is None:
        return None
    from engine.verification import Checker, configured

    return Checker(configured.registry(told.registry, told.operator_key), configured.lists(told.status))


def _work(batch: Batch, table: Table, preparing: Preparing, decider: Decider, jobs: int, shown: bool | None) -> None:
    done = sum(batch.journal.counts().values())
    progress = Progress(table.total, done, shown)
    with Workers(jobs) if jobs > 1 else nullcontext(Deciding(decider)) as deciding:
        for rows in work(batch, table.rows(after=batch.journal.last), preparing, deciding.results):
            progress.step(rows)
    progress.end()


def _same(path: Path, file: Opened, store: Store, batch: Batch) -> None:
    """Raises InputRefused where the table was changed while it was read: its results would be of two tables, and are deleted."""
    if opened(path).sha256 != file.sha256:
        store.drop(batch.id)
        raise refused(path, "changed", "the table was changed while it was read", "run the command again")


def _summary(batch: Batch, table: Table, out: Path | None, gone: list[str]) -> dict[str, Any]:
    told, counts = batch.journal.told(), batch.journal.counts()
    return {
        "batch": batch.id,
        "as_of": told["as_of"],
        "rows": sum(counts.values()),
        "codes": counts,
        "resumed": batch.resumed,
        "read_as": table.sheet.told,
        "remarks": len(table.remarks),
        "kept_until": told["keep_until"],
        "deleted": gone,
        "out": os.fspath(out) if out else None,
    }


def _in_words(summary: dict[str, Any]) -> str:
    counts = ", ".join(f"{n} {code.replace('_', ' ')}" for code, n in summary["codes"].items())
    read = ", ".join(f"{what} {how}" for what, how in summary["read_as"].items())
    lines = [
        f"{summary['rows']} rows: {counts or 'none'}. Law of {summary['as_of']}.",
        f"Read: {read}.",
        f"Batch {summary['batch']}{' (gone on with)' if summary['resumed'] else ''} is kept until {summary['kept_until']}; "
        f"`portability batches purge {summary['batch']}` deletes it now.",
        "This is information; the institutions named here decide.",
    ]
    return "\n".join(lines)
