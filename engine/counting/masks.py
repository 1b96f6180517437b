"""Timelines as bit masks: bit n of a whole number says whether slot n is covered.

A slot is a day, a month, a quarter or a calendar year, numbered as `engine.counting.calendar` says. Union is `|`, what two
timelines share is `&`, what one has beyond another is `& ~`. Nothing here knows law: these are the tools of the other modules.
"""

from __future__ import annotations

from collections.abc import Iterator


def span(first: int, last: int) -> int:
    """Every slot from `first` to `last`, both included; nothing where `last` comes before `first`."""
    return ((1 << (last - first + 1)) - 1) << first if last >= first else 0


def count(mask: int) -> int:
    """How many slots are covered."""
    return mask.bit_count()


def lowest(mask: int) -> int:
    """The first covered slot. Raises ValueError on an empty mask."""
    if not mask:
        raise ValueError("an empty timeline has no first slot")
    return (mask & -mask).bit_length() - 1


def highest(mask: int) -> int:
    """The last covered slot. Raises ValueError on an empty mask."""
    if not mask:
        raise ValueError("an empty timeline has no last slot")
    return mask.bit_length() - 1


def runs(mask: int) -> Iterator[tuple[int, int]]:
    """Unbroken stretches (first, last), oldest first."""
    if not mask:
        return
    low = lowest(mask)
    digits = bin(mask >> low)[:1:-1]  # oldest slot first; searching text is far quicker than shifting a long number slot by slot
    start = 0
    while start >= 0:
        end = digits.find("0", start)
        end = len(digits) if end < 0 else end
        yield low + start, low + end - 1
        start = digits.find("1", end)


def bits(mask: int) -> Iterator[int]:
    """Covered slots, oldest first."""
    for first, last in runs(mask):
        yield from range(first, last + 1)


def first_slots(mask: int, n: int) -> int:
    """The oldest `n` covered slots, or all where there are fewer."""
    taken = 0
    for first, last in runs(mask):
        if n <= 0:
            break
        last = min(last, first + n - 1)
        taken |= span(first, last)
        n -= last - first + 1
    return taken


def last_slots(mask: int, n: int) -> int:
    """The newest `n` covered slots, or all where there are fewer."""
    return mask & ~first_slots(mask, count(mask) - max(n, 0))


def hull(mask: int) -> int:
    """Every slot from the first to the last covered one."""
    return span(lowest(mask), highest(mask)) if mask else 0
