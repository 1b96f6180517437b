"""A career drawn as SVG on the server: one lane for each country, the years below. No script; the same stands in a table.

Across, places are shares of the width, so that letters keep their size on a narrow screen; a page that runs from the right is drawn so.
Names stand beside the pictures as text: drawn letters do not join, as Arabic asks.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape

from api.pages.render import gettext
from api.pages.speaking import LANGUAGE
from api.pages.spells import Spell, spells
from api.pages.telling import country, day
from engine.facts.case import Case
from engine.wording.languages import LANGUAGES

_LANE, _BAR, _AXIS = 26, 18, 20
#: From two days (ordinals) to a left edge and a width, as attributes hold them.
At = Callable[[float, float], tuple[str, str]]
_INK, _FILL, _TWICE = "#0b0c0c", "#12506b", "#c2571a"


def timeline(case: Case | Mapping[str, Any], width: int = 0) -> Markup:
    """The pictures, or nothing where no period has dates. `width` in pixels fixes it, for paper; without one it takes the room there is."""
    found = [s for s in spells(case) if s.possible and s.country]
    if not found:
        return Markup("")
    first, last = _years(found)
    at = _places(first, last, width)
    twice = [_shade(a, b, at) for a, b in _overlaps(found)]
    lines = [_line(x, _LANE) for x, _ in _ticks(first, last, at)]
    parts = []
    for code in dict.fromkeys(str(s.country) for s in found):
        own = [s for s in found if s.country == code]
        parts.append(f'<p class="portal-lane">{escape(country(code))}</p>')
        parts.append(_picture(_in_words(code, own), [*lines, *(bar for s in own for bar in _bars(s, at)), *twice], _LANE, width))
    years = [
        f'<text x="{x}" y="14" text-anchor="{_anchor(year, first, last)}" direction="ltr" fill="{_INK}">{year}</text>'
        for x, year in _ticks(first, last, at)
    ]
    parts.append(_picture(gettext("The years below the lanes"), years, _AXIS, width))
    return Markup(f'<div class="portal-timeline">{"".join(parts)}</div>')  # names and words are escaped where they are put in


def _picture(title: str, drawn: list[str], height: int, width: int) -> str:
    size = f'width="{width or "100%"}" height="{height}"'
    return f'<svg role="img" xmlns="http://www.w3.org/2000/svg" {size} font-size="13"><title>{escape(title)}</title>{"".join(drawn)}</svg>'


def overlap(found: list[Spell]) -> bool:
    """Whether spells of two countries surely lie at the same time."""
    return bool(_overlaps(found))


def _years(found: list[Spell]) -> tuple[int, int]:
    """The first day of the first year and the last day of the last, of all that is drawn (ordinals)."""
    first = min(s.possible[0] for s in found if s.possible)
    last = max(s.possible[1] for s in found if s.possible)
    years = (datetime.date.fromordinal(first).year, datetime.date.fromordinal(last).year)
    return datetime.date(years[0], 1, 1).toordinal(), datetime.date(years[1], 12, 31).toordinal()


def _from_the_right() -> bool:
    return LANGUAGES[LANGUAGE.get()].direction == "rtl"


def _places(first: int, last: int, width: int) -> At:
    """In shares of the picture or, for paper, in pixels."""

    def at(a: float, b: float) -> tuple[str, str]:
        whole = last + 1 - first
        left, size = 100 * (a - first) / whole, 100 * (b - a) / whole
        left = 100 - left - size if _from_the_right() else left
        return (f"{left * width / 100:.2f}", f"{size * width / 100:.2f}") if width else (f"{left:.2f}%", f"{size:.2f}%")

    return at


def _ticks(first: int, last: int, at: At) -> list[tuple[str, int]]:
    """Where years stand, every so many of them: six at most, which fit on a narrow screen."""
    years = range(datetime.date.fromordinal(first).year, datetime.date.fromordinal(last).year + 2)
    step = next(s for s in (1, 2, 5, 10, 20, 50) if len(years) / s <= 6)
    return [(at(_new_year(y), _new_year(y))[0], y) for y in years if y % step == 0]


def _new_year(year: int) -> int:
    return datetime.date(year, 1, 1).toordinal()


def _line(x: str, height: int) -> str:
    return f'<line x1="{x}" x2="{x}" y1="0" y2="{height}" stroke="#b1b4b6"/>'


def _anchor(year: int, first: int, last: int) -> str:
    """A number near an edge stands inside it."""
    share = (_new_year(year) - first) / (last + 1 - first)
    from_left = 1 - share if _from_the_right() else share
    return "start" if from_left < 0.06 else "end" if from_left > 0.94 else "middle"


def _bars(spell: Spell, at: At) -> list[str]:
    """What is possible, dashed; over it what is sure."""
    drawn = []
    if spell.possible and spell.possible != spell.sure:
        drawn.append(_bar(spell.possible, at, f'fill="{_FILL}" fill-opacity=".25" stroke="{_FILL}" stroke-dasharray="3 2"'))
    if spell.sure:
        drawn.append(_bar(spell.sure, at, f'fill="{_FILL}" stroke="#fff"'))
    return drawn


def _bar(days: tuple[int, int], at: At, paint: str) -> str:
    left, size = at(days[0], days[1] + 1)
    return f'<rect x="{left}" y="4" width="{size}" height="{_BAR}" {paint}/>'


def _shade(first: int, last: int, at: At) -> str:
    left, size = at(first, last + 1)
    return f'<rect x="{left}" y="0" width="{size}" height="{_LANE}" fill="{_TWICE}" fill-opacity=".5"/>'


def _overlaps(found: list[Spell]) -> list[tuple[int, int]]:
    """Days on which spells of two countries surely lie at the same time, each stretch once."""
    sure = [(s.country, *s.sure) for s in found if s.sure]
    pairs = {(max(a[1], b[1]), min(a[2], b[2])) for n, a in enumerate(sure) for b in sure[n + 1 :] if a[0] != b[0]}
    joined: list[tuple[int, int]] = []
    for first, last in sorted(p for p in pairs if p[0] <= p[1]):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def _in_words(code: str, found: list[Spell]) -> str:
    """A lane read out."""
    told = [gettext("%(first)s to %(last)s", first=day(s.start), last=day(s.end)) for s in found]
    return f"{country(code)}: {'; '.join(told)}"
