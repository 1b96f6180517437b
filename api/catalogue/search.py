"""Search over what is encoded: an index in memory, made when it is first asked, from the files of one edition.

The full-text index of SQLite does the work: accents and case do not matter, the beginning of a word is enough. What is sought is about
the law; it is kept nowhere.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from api.catalogue.instrument import Told
from api.catalogue.parts import articles, home_of
from engine.language.tables import rows_of
from engine.problems import RuleFileRefused
from engine.wording.countries import country_name
from engine.wording.facts import label
from engine.wording.languages import LANGUAGES

MOST_LETTERS, MOST_WORDS, MOST_FOUND = 100, 8, 40
#: No index grows without end, whatever the files hold.
_MOST_ENTRIES, _MOST_TEXT = 60_000, 6_000
ROWS_A_PAGE = 100
_OPEN, _CLOSE = "\x02", "\x03"
#: Letters that are no letter with an accent, as people write them without.
_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "đ": "d", "Đ": "D", "ı": "i", "þ": "th"})
_WORD = re.compile(r"\w+")
_BRACES = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True)
class Found:
    """One place: its page, what kind of thing it is, its title, the instrument, and its text around what was sought.

    `snippet` is in pieces; every second one is what was sought.
    """

    kind: str
    path: str
    title: str
    within: str
    snippet: tuple[str, ...]


class Index:
    """The index of one edition. Not safe for two threads at once; the service computes one thing at a time."""

    def __init__(self, files: Iterator[Told]) -> None:
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        columns = "kind unindexed, path unindexed, title, within, body, plain"
        self._db.execute(f"create virtual table places using fts5({columns}, tokenize='unicode61 remove_diacritics 2')")
        entries = (entry for told in files for entry in _entries(told))
        for n, entry in enumerate(entries):
            if n == _MOST_ENTRIES:
                break
            self._db.execute("insert into places values (?, ?, ?, ?, ?, ?)", (*entry, _plain(" ".join(entry[2:]))))

    def find(self, sought: str) -> list[Found]:
        """The places that have every word, the best first; those that have any of them where none has all."""
        words = _WORD.findall(unicodedata.normalize("NFC", sought[:MOST_LETTERS]))[:MOST_WORDS]
        if not words:
            return []
        asked = [f'"{w.translate(_PLAIN)}"*' for w in words]
        return self._rows(" AND ".join(asked)) or self._rows(" OR ".join(asked))

    def _rows(self, query: str) -> list[Found]:
        told = f"select kind, path, title, within, snippet(places, 4, '{_OPEN}', '{_CLOSE}', ' … ', 24) from places where places match ? "
        order = "order by bm25(places, 0, 0, 8, 2, 1, 0.5) + case kind when 'instrument' then -4 when 'article' then -1 else 0 end limit ?"
        rows = self._db.execute(told + order, (query, MOST_FOUND)).fetchall()
        return [Found(kind, path, title, within, tuple(re.split(f"[{_OPEN}{_CLOSE}]", snippet))) for kind, path, title, within, snippet in rows]


def _plain(text: str) -> str:
    """The words that are written without an accent by another letter."""
    return " ".join(w.translate(_PLAIN) for w in set(_WORD.findall(text)) if w.translate(_PLAIN) != w)


def _entries(told: Told) -> Iterator[tuple[str, str, str, str, str]]:
    """Kind, path, title, instrument and text of everything in a file that has a page."""
    title, home = str(told.data["title"]), home_of(told)
    yield "instrument", home, title, "", _short(" ".join(_about(told)))
    for article in articles(told):
        if article.id:
            cite = article.cited
            yield "article", article.path, article.title, title, _short(f"{cite['article']}, {cite['source_title']}")
        for rule in article.rules:
            explain = rule.data.get("explain") or {}
            sentences = " ".join(_BRACES.sub("…", str(explain[k])) for k in ("holds", "fails") if explain.get(k))
            yield (
                "rule",
                rule.path,
                label(rule.id).capitalize(),
                f"{title}, {article.title}" if article.id else title,
                _short(f"{sentences} {rule.data.get('note', '')}"),
            )
    for name, table in (told.data.get("tables") or {}).items():
        yield from _rows_of(told, name, str(table.get("title") or label(name)), title)


def _about(told: Told) -> Iterator[str]:
    """What an instrument is about: its parties in every language, its texts, its benefits and professions, what is open and not encoded."""
    data = told.data
    for code in told.head()["parties"]:
        if len(code.partition("-")[0]) == 2:
            yield from dict.fromkeys(country_name(code, language) for language in LANGUAGES)
    professions = data.get("profession") or []
    yield from (label(str(p)) for p in (professions if isinstance(professions, list) else [professions]))
    for part in ("instruments", "sources", "benefits", "schemes", "institutions"):
        yield from (str(x["title"]) for x in (data.get(part) or {}).values())
    yield from (str(x["about"]) for x in data.get("leaves_open") or [])
    yield from (str(x["why"]) for x in data.get("not_encoded") or [])


def _rows_of(told: Told, name: str, table: str, title: str) -> Iterator[tuple[str, str, str, str, str]]:
    try:
        rows = rows_of(told.corpus, told.file, name)
    except RuleFileRefused:
        return
    for n, row in enumerate(rows):
        cells = [_cell(key, value) for key, value in row.items() if key not in ("source", "page", "confidence") and value not in ("", "none", None)]
        shown = str(row.get("title") or row.get("specialty") or row.get("authority") or next(iter(row.values()), ""))
        yield "row", f"/lists/{told.name}/{name}?page={n // ROWS_A_PAGE + 1}#row-{n + 1}", shown, f"{title}, {table}", _short("; ".join(cells))


def _cell(key: str, value: Any) -> str:
    text = str(value)
    return country_name(text) if key in ("home", "host", "country") else text


def _short(text: str) -> str:
    return text[:_MOST_TEXT]
