"""Parameters that say nothing, or two things, on a day in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from engine.checking.findings import warning
from engine.language.blocks import Block, start_of
from engine.language.instance import Instance
from engine.problems import Problem


def unvalued(instance: Instance) -> Iterator[Problem]:
    """For each parameter and filled list in sight: no value yet on the day, or two that begin together.

    In an agreement a missing value is an error: the file says since when it is in force. National law that begins later than an
    old agreement is a warning: answers for those days say that the value is unknown.
    """
    for block in instance.blocks:
        for name, parameter in block.part("parameters").items():
            rows = [(n, r) for n, r in enumerate(parameter["values"]) if instance.scope.fits(r.get("for"))]
            path: tuple[str | int, ...] = ("parameters", name)
            yield from _twice(instance, block, (*path, "values"), rows, name)
            if rows and "by" not in parameter:
                yield from _missing(instance, block, path, rows, name)
        for name, told in block.data.get("fill", {}).items() if block.path else []:
            if isinstance(told, list) and told and isinstance(told[0], Mapping):
                rows = [(n, r) for n, r in enumerate(told) if instance.scope.fits(r.get("for"))]
                yield from _twice(instance, block, ("fill", name), rows, name)
                yield from _unordered(instance, block, ("fill", name), rows, name)


def _start(instance: Instance, block: Block, row: Mapping[str, Any]) -> int:
    start = start_of(row.get("since"), block.file.data.get("instruments") or instance.names.instruments)
    return start if start is not None else 0


def _missing(
    instance: Instance, block: Block, path: tuple[str | int, ...], rows: list[tuple[int, Mapping[str, Any]]], name: str
) -> Iterator[Problem]:
    first = min(_start(instance, block, row) for _, row in rows)
    if first <= instance.day:
        return
    law = "national" in block.file.data
    yield Problem(
        block.place(*path),
        "no-value-on-a-day",
        "this parameter has no value on a day on which the law is in force",
        f"first value on {date.fromordinal(first)}",
        "a value from the first day in force",
        "add the earlier value, or a value of null with a note that says why there is none",
        f"{_address(instance, block)}.{name}",
        "warning" if law else "error",
    )


def _twice(instance: Instance, block: Block, path: tuple[str | int, ...], rows: list[tuple[int, Mapping[str, Any]]], name: str) -> Iterator[Problem]:
    seen: dict[tuple[int, str], int] = {}
    for n, row in rows:
        narrow = row.get("for") or {}
        key = (_start(instance, block, row), str([narrow.get(k) for k in ("days_in_week", "route")]))
        if key in seen:
            yield Problem(
                block.place(*path, n),
                "two-versions-on-one-day",
                f"value {seen[key] + 1} of this list begins on the same day for the same {instance.scope.roles.get('deciding') or 'question'}",
                str(row.get("since", "no `since`")),
                "one value for each day",
                "narrow one of the two with `for`, or give it another `since`",
                f"{_address(instance, block)}.{name}",
            )
        seen[key] = n


def _unordered(
    instance: Instance, block: Block, path: tuple[str | int, ...], rows: list[tuple[int, Mapping[str, Any]]], name: str
) -> Iterator[Problem]:
    starts = [_start(instance, block, row) for _, row in rows]
    for (n, row), before, start in zip(rows[1:], starts, starts[1:], strict=False):
        if start < before:
            mend = "put the values in the order of their days"
            yield warning(
                block.place(*path, n),
                "values-out-of-order",
                "an older value stands after a newer one",
                found=str(row.get("since")),
                mend=mend,
                address=f"{_address(instance, block)}.{name}",
            )


def _address(instance: Instance, block: Block) -> str:
    return block.id if block.id.startswith("national.") else f"{instance.instrument}.{block.id}".rstrip(".")
