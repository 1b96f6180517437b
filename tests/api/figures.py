"""The figures of an answer: lengths, shares, amounts and dates, in its data and in a text that tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from api.pages.spells import spells
from api.pages.telling import day

_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_FIGURE = re.compile(
    r"\b\d+ (?:calendar years?|days?|weeks?|months?|quarters?|years?)\b"  # lengths
    r"|\b\d+/\d+\b"  # shares, and numbers of regulations
    r"|\b\d+\.\d\d [A-Z]{3}\b"  # amounts
    r"|\b\d{4}-\d{2}-\d{2}\b"  # dates
)
#: What is told of each decision, by the parts of its data. What a person is not told (addresses, the receipt) is left out.
_TOLD: Mapping[str, tuple[str, ...]] = {
    "outstanding": ("what", "met_on"),
    "because": ("sentence",),
    "blocked_by": ("found", "needed", "distance"),
    "missing": ("question",),
    "left_open": ("about",),
    "ledger": ("credited", "dropped", "why"),
    "amounts": ("fraction", "full", "due"),
    "portable": ("sentence",),
    "next_steps": ("step", "form", "fee", "deadline"),
    "still_helps": ("what",),
    "warnings": ("what",),
    "appeal": ("what", "to", "within"),
}
_UNSAID = ("receipt", "url", "ask_at", "address", "because_of")


def figures(text: str) -> set[str]:
    """All figures of a text."""
    return set(_FIGURE.findall(text))


def told(decision: Mapping[str, Any]) -> set[str]:
    """The figures that every rendering of a decision must tell. Nothing dropped is told by leaving it out."""
    texts = [decision["summary"], decision["payable_from"] or "", *decision["assumptions"]]
    for part, names in _TOLD.items():
        if part == "blocked_by" and decision["outcome"] == "yes":
            continue
        entries = decision[part] if isinstance(decision[part], list) else [decision[part]] if decision[part] else []
        texts += [str(entry[name] or "") for entry in entries for name in names]
        texts += [str(entry[name] or "") for entry in entries if part == "ledger" and "year" not in entry for name in ("from", "to")]
    return {f for text in texts if not re.match(r"0 [a-z ]+$", text) for f in figures(text)}


def anywhere(value: Any) -> set[str]:
    """The figures that a rendering may tell: all there are in the data."""
    return {f for text in _texts(value) for f in figures(text)}


def given(case: Mapping[str, Any]) -> set[str]:
    """The figures of a case: what its periods come to, as the page tells them, too."""
    return anywhere(case) | {s.measure for s in spells(case) if s.measure}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key not in _UNSAID:
                yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif value is not None:
        yield str(value)


def in_words(found: set[str]) -> set[str]:
    """Figures as a page tells them: dates in words."""
    return {with_dates(f) for f in found}


def with_dates(text: str) -> str:
    """A sentence of an answer as a page tells it: dates in words."""
    return _ISO.sub(lambda m: day(m.group()), text)


_BLOCKS = frozenset(("div", "p", "li", "dt", "dd", "th", "td", "h1", "h2", "h3", "h4", "caption", "summary"))


class Text(HTMLParser):
    """The text of the main part of a page, without its receipts, and apart from it that of each decision. Spaces are single ones."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.decisions: list[list[str]] = []
        self._depth = 0  # of <div> inside a decision
        self._unread = 0
        self._main = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._main = self._main or tag == "main"
        self._unread += tag in ("pre", "script", "style", "svg")
        if tag in _BLOCKS:
            self.handle_data(" ")
        if tag == "div":
            if self._depth:
                self._depth += 1
            elif ("class", "portal-decision") in attrs:
                self.decisions.append([])
                self._depth = 1

    def handle_endtag(self, tag: str) -> None:
        self._main = self._main and tag != "main"
        self._unread -= tag in ("pre", "script", "style", "svg")
        if tag == "div" and self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._main and not self._unread:
            self.parts.append(data)
            if self._depth:
                self.decisions[-1].append(data)

    @property
    def whole(self) -> str:
        return spaced("".join(self.parts))


def spaced(text: str) -> str:
    """Text with single spaces."""
    return " ".join(text.split())
