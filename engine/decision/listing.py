"""Counting functions that read tables of a rule file and lists of a case (shares of work, seats of employers, practice)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from engine.counting.calendar import add_months, months_between
from engine.counting.masks import runs, span
from engine.decision.bounds import Bounded, known, pair, unknown
from engine.language.ir import Figure, Literal
from engine.language.tables import rows_of

if TYPE_CHECKING:
    from engine.decision.evaluation import Evaluation


def _word(node: Figure, name: str) -> str:
    found = dict(node.arguments).get(name, "")
    return found if isinstance(found, str) else str(found.value) if isinstance(found, Literal) else ""


def _listed(e: Evaluation, node: Figure) -> list[str] | None:
    told = e.case.given(_word(node, "of"))
    if told is None:
        return None
    without = _without(e, node)
    names = [str(x[0]) if isinstance(x, tuple) else str(x) for x in told] if isinstance(told, tuple) else [str(told)]
    return [x for x in names if x != without]


def _without(e: Evaluation, node: Figure) -> str:
    argument = dict(node.arguments).get("without")
    if argument is None or isinstance(argument, (str, tuple)):
        return argument if isinstance(argument, str) else ""
    found = e.value(argument)
    return next(iter(found)) if isinstance(found, frozenset) and len(found) == 1 else ""


def number_of(e: Evaluation, node: Figure) -> Bounded:
    told = _listed(e, node)
    return unknown("count") if told is None else (len(set(told)), len(set(told)))


def share_of(e: Evaluation, node: Figure) -> Bounded:
    """The share (of a hundred) that a list gives to one State; a State that is not listed has none."""
    told = e.case.posting.shares_of_work
    argument = dict(node.arguments)["for"]
    state = e.value(argument) if not isinstance(argument, (str, tuple)) else frozenset({str(argument)})
    if told is None or not isinstance(state, frozenset) or len(state) != 1:
        return (Fraction(0), Fraction(1))
    share = Fraction(dict(told).get(next(iter(state)), 0), 100)
    return (share, share)


def only_one_of(e: Evaluation, node: Figure) -> Bounded:
    told = _listed(e, node)
    if told is None:
        return None
    return frozenset(told) if len(set(told)) == 1 else frozenset({"-"})


# --- tables


def _rows(e: Evaluation, table: str) -> tuple[list[Mapping[str, Any]], bool]:
    """Rows that may match, and whether they surely do: a fact that is not known keeps every row in play."""
    told = e.instance.file.data["tables"][table]
    top = e.instance.blocks[0]
    rows, certain = list(rows_of(e.instance.corpus, e.instance.file, table)), True
    for column, name in told["match"].items():
        value = e.value(e.instance.names.value(name, top))
        if isinstance(value, tuple):  # a number: the rows between its bounds
            certain = certain and known(value)
            rows = [r for r in rows if value[0] <= int(r[column]) <= value[1]]
        elif not isinstance(value, frozenset):
            certain = False
        else:
            certain = certain and len(value) == 1
            told_as = {folded(v) for v in value}
            rows = [r for r in rows if _folded_cell(str(r[column])) in told_as]
    return rows, certain


def doubtful_row(e: Evaluation, table: str) -> bool:
    """Whether a row that fits surely is told as unconfirmed (column `confidence`)."""
    rows, certain = _rows(e, table)
    return certain and any(row.get("confidence") == "unconfirmed" for row in rows)


def _fits(cell: str, value: frozenset[str]) -> bool:
    return _folded_cell(cell) in {folded(v) for v in value}


_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛´`", "'") | dict.fromkeys("“”„‟«»", '"'))


def folded(text: str) -> str:
    """Titles are compared without regard to case, to runs of spaces and to the form of quotation marks."""
    return " ".join(text.translate(_QUOTES).split()).casefold()


@lru_cache(maxsize=32_768)
def _folded_cell(text: str) -> str:
    """A cell of a table, kept: it is read for every question. What a person wrote is never kept."""
    return folded(text)


def table_row_exists(e: Evaluation, node: Figure) -> Bounded:
    rows, certain = _rows(e, _word(node, "table"))
    if not rows:
        return (0, 0)
    return (1, 1) if certain else (0, 1)


def table_value(e: Evaluation, node: Figure) -> Bounded:
    """A cell of the row that matches; over several rows the least and the most."""
    rows, _ = _rows(e, _word(node, "table"))
    cells = [r[_word(node, "column")] for r in rows if r[_word(node, "column")] not in (None, "", "none")]
    if not cells:
        return unknown(node.kind)
    if node.kind == "code":
        return frozenset(map(str, cells))
    numbers = [c.toordinal() if hasattr(c, "toordinal") else int(c) for c in cells]
    return (min(numbers), max(numbers))


def table_cell_among(e: Evaluation, node: Figure) -> Bounded:
    """Whether what a cell asks for is among what the person has; a cell that says none asks for nothing."""
    rows, certain = _rows(e, _word(node, "table"))
    argument = dict(node.arguments)["among"]
    assert not isinstance(argument, (str, tuple))
    has = e.value(argument)
    found: list[int] = []
    for row in rows:
        cell = row[_word(node, "column")]
        if cell in (None, "", "none"):
            found.append(1)
        elif not isinstance(has, frozenset):
            return (0, 1)
        else:
            found.append(int(any(_fits(option, has) for option in str(cell).split("|"))))
    if not found:
        return (0, 0) if certain else (0, 1)
    return (min(found), max(found))


# --- practice


def _window(e: Evaluation, node: Figure) -> tuple[int, int] | None:
    arguments = dict(node.arguments)
    ending, length = arguments["ending"], arguments["length"]
    assert not isinstance(ending, (str, tuple)) and not isinstance(length, (str, tuple))
    end, months = pair(e.value(ending)), pair(e.value(length))
    if not known(end) or not known(months):
        return None
    return (add_months(int(end[0]) + 1, -int(months[0])), int(end[0]))


def _practice(e: Evaluation, window: tuple[int, int]) -> tuple[int, int]:
    """Days of lawful practice inside a window: those that are sure, and those that may be."""
    sure = maybe = 0
    for item in e.case.practice or ():
        if item.lawful is False:
            continue
        start = (item.start.lo, item.start.hi) if item.start else (window[0], window[1] + 1)
        end = (item.end.lo, item.end.hi) if item.end else (start[1], window[1])
        sure |= span(max(start[1], window[0]), min(end[0], window[1]))
        maybe |= span(max(start[0], window[0]), min(end[1], window[1]))
    return sure, maybe


def _longest(days: int) -> int:
    return max((months_between(first, last) for first, last in runs(days)), default=0)


def _total(days: int) -> int:
    return sum(months_between(first, last) for first, last in runs(days))


def longest_unbroken(e: Evaluation, node: Figure) -> Bounded:
    """The longest unbroken practice inside a window, in whole months (Directive 2005/36/EC asks for consecutive years)."""
    window = _window(e, node)
    if window is None or e.case.practice is None:
        return unknown(node.kind)
    sure, maybe = _practice(e, window)
    return (_longest(sure), _longest(maybe))


def total_in_window(e: Evaluation, node: Figure) -> Bounded:
    """All practice inside a window, in whole months of each unbroken part."""
    window = _window(e, node)
    if window is None or e.case.practice is None:
        return unknown(node.kind)
    sure, maybe = _practice(e, window)
    return (_total(sure), max(_total(sure), _total(maybe)))
