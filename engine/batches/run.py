"""A batch from its table to its results: rows in order, a chunk with each transaction, from where an earlier run stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import Any, Protocol

from engine.batches import codes
from engine.batches.deciding import Asked
from engine.batches.journal import Journal
from engine.batches.limits import CHUNK
from engine.batches.prepare import Preparing
from engine.batches.row import Row
from engine.batches.store import Store
from engine.facts.canonical import canonical_bytes
from engine.facts.case import Case
from engine.facts.facts_credential import Recruitment

REFERENCE, FACTS = "reference", "facts"


@dataclass(frozen=True)
class Batch:
    """A batch that is open for work. `as_of` is its day of law, `resumed` whether an earlier run began it."""

    id: str
    journal: Journal
    as_of: date
    resumed: bool

    @property
    def finished(self) -> bool:
        return "finished" in self.journal.told()


def begun(store: Store, asked: str, as_of: date | None, today: date, keep_days: int, total: int) -> Batch:
    """The batch of this question: the one that was cut short, the finished one of the same day of law, or a new one.

    Where no day of law is told it is the day on which the batch began, also where the rest is done on a later one.
    """
    asked = hashlib.sha256(f"{asked} {as_of or ''}".encode()).hexdigest()
    cut_short = store.unfinished(asked)
    name = cut_short or hashlib.sha256(f"{asked} {as_of or today}".encode()).hexdigest()[:16]
    journal = Journal(store.folder(name), writing=True)
    told = journal.told()
    if not told:
        until = today + timedelta(days=keep_days)
        day = as_of or today
        journal.begin(asked=asked, as_of=day.isoformat(), begun=today.isoformat(), keep_until=until.isoformat(), total=str(total))
        return Batch(name, journal, day, False)
    return Batch(name, journal, date.fromisoformat(told["as_of"]), True)


def work(batch: Batch, rows: Iterable[Row], preparing: Preparing, decide: Callable[[Sequence[Asked]], list[dict[str, Any]]]) -> Iterator[int]:
    """Decides the rows that the journal does not hold yet; yields how many each time that some are written.

    Killed at any moment, it loses at most the chunk in hand.
    """
    for chunk in _chunks(rows):
        batch.journal.write(_done(batch.journal, chunk, preparing, decide))
        yield len(chunk)


def decided(rows: Iterable[Row], preparing: Preparing, decide: Callable[[Sequence[Asked]], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The results of a short table, all at once; nothing of it is kept."""
    return [result for result, _ in _done(_Nowhere(), list(rows), preparing, decide)]


class _Seen(Protocol):
    """What tells whether a row repeats an earlier one."""

    def digest(self, kind: str, value: bytes) -> bytes: ...

    def seen(self, digest: bytes) -> int | None: ...


class _Nowhere:
    """Of a table whose rows are decided all at once: there are no earlier rows."""

    def digest(self, kind: str, value: bytes) -> bytes:
        return kind.encode() + value

    def seen(self, digest: bytes) -> int | None:
        return None


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    source = iter(rows)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _done(
    journal: _Seen, chunk: Sequence[Row], preparing: Preparing, decide: Callable[[Sequence[Asked]], list[dict[str, Any]]]
) -> list[tuple[dict[str, Any], list[bytes]]]:
    """Results of rows, each with the digests by which later rows are told to repeat it. A row that is not decided leaves none."""
    told: list[tuple[dict[str, Any], list[bytes]]] = []
    asked: dict[int, Asked] = {}
    pending: dict[bytes, int] = {}
    for row in chunk:
        base, case = preparing.prepared(row)
        digests: list[bytes] = []
        if case is not None:
            digests = [journal.digest(REFERENCE, str(row.candidate).encode()), journal.digest(FACTS, canonical_bytes(_bare(case)))]
            by_reference, by_facts = (pending.get(digest) or journal.seen(digest) for digest in digests)
            if by_reference:
                base, digests = {**base, "code": codes.DUPLICATE, "repeats": {"row": by_reference, "by": REFERENCE}}, []
            else:
                same = {"notes": [*base["notes"], {"code": codes.SAME_FACTS, "row": by_facts}], "repeats": {"row": by_facts, "by": FACTS}}
                asked[len(told)] = Asked({**base, **(same if by_facts else {})}, row.own, case)
            for digest in digests:
                pending.setdefault(digest, row.number)
        told.append((base, digests))
    for place, result in zip(asked, decide(list(asked.values())), strict=True):
        told[place] = (result, told[place][1])
    return told


def _bare(case: Case) -> Case:
    """The facts of the candidate alone: how somebody was recruited makes nobody another."""
    return replace(case, recruitment=Recruitment())
