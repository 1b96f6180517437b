"""A value over time as steps, in plain SVG. The same figures stand in the table beside it; the picture is for those who see."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup, escape

from api.pages.render import gettext

#: Small, so that its letters can be read on a telephone, where it is shown as it is.
_WIDTH, _HEIGHT, _TOP, _BOTTOM, _SIDE = 320, 170, 26, 28, 6
#: Width of a letter, about.
_LETTER = 7
_INK, _LINE, _GREY = "#0b0c0c", "#12506b", "#505a5f"


@dataclass(frozen=True)
class Step:
    """A value from a day on; without a day, from ever on. `told` is how the value is read out, `unit` its kind."""

    since: datetime.date | None
    value: Fraction
    unit: str
    told: str


@dataclass(frozen=True)
class StepChart:
    """Steps in the order of their days, all of one unit; at least two."""

    title: str
    steps: tuple[Step, ...]

    @property
    def svg(self) -> Markup:
        label = escape(gettext("%(what)s, over time. The figures are in the table below.", what=self.title))
        opened = f'<svg role="img" aria-label="{label}" viewBox="0 0 {_WIDTH} {_HEIGHT}" direction="ltr" xmlns="http://www.w3.org/2000/svg">'
        return Markup(opened + self._line() + self._values() + self._days() + "</svg>")  # every text in it is escaped where it is put in

    @property
    def _span(self) -> tuple[int, int]:
        """The first and the last day of the picture: the last value goes on for a while, and so does one that has always been."""
        days = [s.since.toordinal() for s in self.steps if s.since]
        more = max((days[-1] - days[0]) // 8, 365)
        return days[0] - (more if self.steps[0].since is None else 0), days[-1] + more

    def _x(self, step: Step) -> int:
        left, right = self._span
        day = step.since.toordinal() if step.since else left
        return _SIDE + (day - left) * (_WIDTH - 2 * _SIDE) // (right - left)

    def _y(self, step: Step) -> int:
        least, most = min(s.value for s in self.steps), max(s.value for s in self.steps)
        return _TOP + int((most - step.value) * (_HEIGHT - _TOP - _BOTTOM) / (most - least))

    def _line(self) -> str:
        moves = f"M{self._x(self.steps[0])},{self._y(self.steps[0])}"
        moves += "".join(f"H{self._x(s)}V{self._y(s)}" for s in self.steps[1:])
        return f'<path d="{moves}H{_WIDTH - _SIDE}" fill="none" stroke="{_LINE}" stroke-width="3"/>'

    def _values(self) -> str:
        """The first and the last value, above all of the line that runs below their words; between them the table is read."""
        first, last = self.steps[0].told, self.steps[-1].told
        start, end = _SIDE + _LETTER * len(first), _WIDTH - _SIDE - _LETTER * len(last)
        return _text(_SIDE, self._top(_SIDE, start) - 8, first, "start") + _text(_WIDTH - _SIDE, self._top(end, _WIDTH) - 8, last, "end")

    def _top(self, left: int, right: int) -> int:
        """The highest point of the line between two places."""
        ends = [*(self._x(s) for s in self.steps[1:]), _WIDTH]
        return min(self._y(s) for s, end in zip(self.steps, ends, strict=True) if self._x(s) <= right and end >= left)

    def _days(self) -> str:
        """The years of the first and the last change, below."""
        changes = [s for s in self.steps if s.since]
        shown = changes[:1] if changes[0].since == changes[-1].since else [changes[0], changes[-1]]
        line = f'<line x1="{_SIDE}" y1="{_HEIGHT - _BOTTOM + 8}" x2="{_WIDTH - _SIDE}" y2="{_HEIGHT - _BOTTOM + 8}" stroke="{_GREY}"/>'
        for n, step in enumerate(shown):
            assert step.since is not None
            at, end = self._x(step), n == 1 or self._x(step) > _WIDTH // 2
            line += f'<line x1="{at}" y1="{_HEIGHT - _BOTTOM + 3}" x2="{at}" y2="{_HEIGHT - _BOTTOM + 13}" stroke="{_GREY}"/>'
            line += _text(at, _HEIGHT - 4, step.since.isoformat(), "end" if end else "start")
        return line


def _text(x: int, y: int, told: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="13" fill="{_INK}">{escape(told)}</text>'
