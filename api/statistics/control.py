"""Disclosure control: which figure, if any, stands for the counters of one cell.

What is published is a function of this one alone, so it holds for every table, period, total and file. Whatever a tenant gave itself:
where the others gave fewer than the threshold, the cell is not shown, and it is the same whether they gave none or all but one of it.
"""

from __future__ import annotations

from collections.abc import Iterable

#: Every figure is a multiple of this, and stands for counts within half of it.
BASE = 5


def figure(given: Iterable[int], threshold: int, givers: int) -> int | None:
    """The figure for a cell to which tenants gave these counts; None where it is not shown.

    It is shown where at least so many tenants gave, and where what remains without the greatest of their counts reaches the threshold:
    whoever takes its own part away is then left with no less. With `givers` 1 the service is one organisation's, and the whole is held
    against the threshold. It is rounded to the nearest multiple of `BASE`.
    """
    counts = [n for n in given if n > 0]
    total = sum(counts)
    held = total - max(counts, default=0) if givers > 1 else total
    if len(counts) < givers or held < threshold:
        return None
    return (total + BASE // 2) // BASE * BASE
