"""Charts as plain SVG: bars of whole numbers, each drawn from the rows of the table that stands beside it. No script, no font of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_WIDTH, _BAR, _GAP, _LABEL = 640, 18, 8, 210
#: Told apart in grey and by the eye that sees few colours; dark enough on white.
COLOURS = ("#1b5e8c", "#c2571a", "#5b5f66", "#8a6d00", "#6b2f8a", "#0f6b52")


@dataclass(frozen=True)
class Chart:
    """Rows of whole numbers under headings; drawn as bars whose parts stand one after the other."""

    title: str
    first: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    unit: str = ""

    @property
    def svg(self) -> Markup:
        """The picture. Its text for those who cannot see it is the title; the figures are in the table."""
        most = max((sum(parts) for _, parts in self.rows), default=0) or 1
        height = 28 + len(self.rows) * (_BAR + _GAP)
        shapes = [_legend(self.headings)]
        for n, (label, parts) in enumerate(self.rows):
            shapes.append(_row(label, parts, 28 + n * (_BAR + _GAP), most))
        opened = f'<svg role="img" aria-label="{escape(self.title)}" viewBox="0 0 {_WIDTH} {height}" xmlns="http://www.w3.org/2000/svg">'
        return Markup(opened + "".join(shapes) + "</svg>")  # every text in it is escaped where it is put in


def _legend(headings: Sequence[str]) -> str:
    found, x = [], 0
    for n, heading in enumerate(headings):
        found.append(f'<rect x="{x}" y="4" width="12" height="12" fill="{COLOURS[n % len(COLOURS)]}"/>')
        found.append(f'<text x="{x + 16}" y="15" font-size="12">{escape(heading)}</text>')
        x += 30 + 8 * len(heading)
    return "".join(found)


def _row(label: str, parts: Sequence[int], y: int, most: int) -> str:
    shown = label if len(label) <= 34 else f"{label[:33]}…"
    found = [f'<text x="0" y="{y + 13}" font-size="11">{escape(shown)}</text>']
    x = _LABEL
    for n, part in enumerate(parts):
        width = part * (_WIDTH - _LABEL) // most
        if part:
            found.append(f'<rect x="{x}" y="{y}" width="{max(width, 1)}" height="{_BAR}" fill="{COLOURS[n % len(COLOURS)]}"/>')
        x += width
    return "".join(found)
