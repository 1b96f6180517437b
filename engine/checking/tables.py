"""Tables: their rows can be read, and the columns that are matched or asked for are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.language.corpus import Corpus, RuleFile
from engine.language.tables import rows_of
from engine.language.vocabulary import kind_of_fact
from engine.problems import Place, Problem, RuleFileRefused, nearest


def check_tables(corpus: Corpus, file: RuleFile, name: str) -> Iterator[Problem]:
    """Missing or ragged CSV, columns that are matched but absent, facts that are none, columns that a figure reads but are absent."""
    for table, told in (file.data.get("tables") or {}).items():
        address = f"{name}.tables.{table}"
        try:
            rows = rows_of(corpus, file, table)
        except RuleFileRefused as refused:
            yield from (
                replace(p, place=_shown(corpus, p, file, table), address=address, mend=p.mend or "write a cell for each column")
                for p in refused.problems
            )
            continue
        if not rows:
            yield Problem(file.place("tables", table), "empty-table", "the table has no row", table, "at least one row", "add the rows", address)
            continue
        yield from _sourced(file, table, rows, address)
        columns = sorted(set.intersection(*({str(k) for k in row} for row in rows)))
        for column, fact in told["match"].items():
            place = file.place("tables", table, "match", column)
            if column not in columns:
                yield Problem(
                    place,
                    "unknown-column",
                    "a column that is matched is not in the table",
                    column,
                    ", ".join(columns),
                    nearest(column, columns),
                    address,
                )
            if isinstance(fact, str) and kind_of_fact(fact) is None and not _declared(file, fact):
                yield Problem(
                    place, "unknown-name", "a column is matched with a fact that there is not", fact, "a fact of a case", "correct the fact", address
                )
        yield from _declared_columns(file, table, told.get("columns") or [], columns, address)
    yield from _read_columns(corpus, file, name)


def _sourced(file: RuleFile, table: str, rows: Sequence[Mapping[str, Any]], address: str) -> Iterator[Problem]:
    """In a table with a column `source` each row names a source of the file, or says that it is not confirmed."""
    known = sorted(file.data.get("sources") or {})
    for number, row in enumerate(rows, start=1):
        told = row.get("source")
        if told is None or told in known or row.get("confidence") == "unconfirmed":
            continue
        message, mend = "a row names no source of this file", nearest(str(told), known) or "declare the source, or mark the row `unconfirmed`"
        yield Problem(
            file.place("tables", table), "row-without-source", message, f"row {number}: {told or 'nothing'}", ", ".join(known), mend, address
        )


def _shown(corpus: Corpus, problem: Problem, file: RuleFile, table: str) -> Place:
    home = f"{corpus.home}/"
    if problem.place.line and problem.place.file.startswith(home):
        return replace(problem.place, file=problem.place.file.removeprefix(home))
    return file.place("tables", table, "file")


def _declared(file: RuleFile, name: str) -> bool:
    opened = {str(x["fact"]) for x in file.data.get("leaves_open") or []}
    parts = [file.data, *(file.data.get("provisions") or [])]
    return (
        name in opened
        or any(name in (p.get(word) or {}) for p in parts for word in ("figures", "parameters"))
        or name in ("home", "host", "deciding", "partner")
    )


def _declared_columns(file: RuleFile, table: str, declared: list[str], columns: list[str], address: str) -> Iterator[Problem]:
    for column in declared:
        if column not in columns:
            place = file.place("tables", table, "columns")
            yield Problem(
                place,
                "unknown-column",
                "a column that is declared is not in the table",
                column,
                ", ".join(columns),
                nearest(column, columns),
                address,
            )


def _read_columns(corpus: Corpus, file: RuleFile, name: str) -> Iterator[Problem]:
    """Figures that read a table (of the file, of a provision, of a model that a provision adopts) name one of this file, and a column of it."""
    for figures, path, address in _figures(corpus, file, name):
        for figure, body in figures.items():
            told = body.get("from") or {}
            if told.get("table") is not None:
                here = (*path, figure, "from") if path[-1] == "figures" else path
                yield from _read(corpus, file, told, file.place(*here), f"{address}.{figure}")


def _figures(corpus: Corpus, file: RuleFile, name: str) -> Iterator[tuple[Mapping[str, Any], tuple[str | int, ...], str]]:
    yield file.data.get("figures") or {}, ("figures",), name
    for n, provision in enumerate(file.data.get("provisions") or []):
        address = f"{name}.{provision['id']}"
        yield provision.get("figures") or {}, ("provisions", n, "figures"), address
        if provision.get("adopts") in corpus.models:
            yield corpus.model(provision["adopts"]).data.get("figures") or {}, ("provisions", n, "adopts"), address


def _read(corpus: Corpus, file: RuleFile, told: Mapping[str, Any], place: Place, address: str) -> Iterator[Problem]:
    table, tables = str(told["table"]), file.data.get("tables") or {}
    if table not in tables:
        yield Problem(place, "unknown-table", "this file has no such table", table, ", ".join(tables), nearest(table, list(tables)), address)
        return
    try:
        rows = rows_of(corpus, file, table)
    except RuleFileRefused:
        return  # told where the table stands
    columns = sorted(str(k) for k in rows[0]) if rows else []
    if "column" in told and told["column"] not in columns:
        column = str(told["column"])
        message = "a figure reads a column that is not in the table"
        yield Problem(place, "unknown-column", message, column, ", ".join(columns), nearest(column, columns), address)
