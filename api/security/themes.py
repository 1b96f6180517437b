"""How a partner's frame looks: a closed list of words with checked values, and the style sheet made of them.

Colours must be readable for whoever sees little contrast: 4.5 to 1 at least (WCAG 2.2, success criterion 1.4.3) on every ground on which
the pages put them. What a partner names never reaches the style sheet but as one of these values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal

from engine.problems import InputRefused, Place, Problem, nearest

Theme = Mapping[str, str]
#: The grounds of the pages: the page itself, and the strip of grey behind navigation.
GROUNDS = ("#ffffff", "#eef3f5")
LEAST_CONTRAST, MOST_RADIUS = Decimal("4.5"), 16
FONTS = {
    "system": 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif',
    "sans": 'Arial, Helvetica, "Noto Sans", "Noto Sans Arabic", sans-serif',
    "verdana": 'Verdana, "DejaVu Sans", "Noto Sans Arabic", sans-serif',
    "serif": 'Georgia, "Times New Roman", "Noto Serif", "Noto Naskh Arabic", serif',
}
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII)
#: The custom properties of the style sheet that each word sets.
_SETS = {
    "brand": ("--govuk-brand-colour", "--govuk-surface-border-colour"),
    "link": ("--govuk-link-colour", "--govuk-link-visited-colour", "--govuk-link-hover-colour"),
    "font": ("--portal-font",),
    "radius": ("--portal-radius",),
}


def read(words: Sequence[str], before: Theme | None = None) -> dict[str, str]:
    """`brand=#12506b` and so on, laid over the theme before; `brand=` takes a word away. Raises InputRefused for what cannot be used."""
    found = dict(before or {})
    for told in words:
        word, _, value = told.partition("=")
        if word not in _CHECKS:
            mend = nearest(word, tuple(_CHECKS)) or "write it as brand=#12506b"
            raise _refused("no-such-word", "a theme has no such word", word[:40], ", ".join(_CHECKS), mend)
        if value:
            found[word] = _CHECKS[word](value.strip().lower())
        else:
            found.pop(word, None)
    return found


def sheet(theme: Theme) -> str:
    """The style sheet of a theme; empty for none."""
    lines = [f"{name}: {_written(word, theme[word])};" for word, names in _SETS.items() if word in theme for name in names]
    return f":root {{ {' '.join(lines)} }}\n" if lines else ""


def contrast(one: str, other: str) -> Decimal:
    """The contrast of two colours by WCAG 2.2, from 1 to 21, cut to hundredths."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return ((light + Decimal("0.05")) / (dark + Decimal("0.05"))).quantize(Decimal("0.01"), ROUND_DOWN)


def _luminance(colour: str) -> Decimal:
    parts = [Decimal(int(colour[n : n + 2], 16)) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        p / Decimal("12.92") if p <= Decimal("0.04045") else ((p + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4") for p in parts
    )
    return Decimal("0.2126") * red + Decimal("0.7152") * green + Decimal("0.0722") * blue


def _linear(part: Decimal) -> Decimal:
    return part / Decimal("12.92") if part <= Decimal("0.04045") else ((part + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")


def _colour(value: str) -> str:
    if not _COLOUR.fullmatch(value):
        raise _refused("bad-colour", "this is no colour", value[:40], "six hexadecimal digits, such as #12506b")
    for ground in GROUNDS:
        found = contrast(value, ground)
        if found < LEAST_CONTRAST:
            told = f"its contrast with {ground} is {found} to 1"
            raise _refused(
                "too-little-contrast", "text in this colour cannot be read by everybody", told, f"{LEAST_CONTRAST} to 1", "take a darker colour"
            )
    return value


def _font(value: str) -> str:
    if value not in FONTS:
        raise _refused("no-such-font", "there is no such font to choose", value[:40], ", ".join(FONTS), nearest(value, tuple(FONTS)))
    return value


def _radius(value: str) -> str:
    if not (value.isascii() and value.isdigit() and len(value) < 3 and int(value) <= MOST_RADIUS):
        raise _refused("bad-radius", "this is no radius of corners", value[:40], f"pixels, a whole number from 0 to {MOST_RADIUS}")
    return str(int(value))


_CHECKS: dict[str, Callable[[str], str]] = {"brand": _colour, "link": _colour, "font": _font, "radius": _radius}


def _written(word: str, value: str) -> str:
    return FONTS[value] if word == "font" else f"{value}px" if word == "radius" else value


def _refused(code: str, message: str, found: str, expected: str, mend: str = "") -> InputRefused:
    return InputRefused([Problem(Place(file="--theme"), code, message, found=found, expected=expected, mend=mend)])
