"""What is encoded: for each instrument its articles, its figures of law and how many are confirmed; national law; credentials."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.decision.select import DEFAULT_PURPOSE, parties_of
from engine.language.corpus import Corpus, RuleFile
from engine.language.tables import rows_of
from engine.scenarios.files import Scenario, scenarios

Entry = dict[str, Any]


def coverage(corpus: Corpus, today: datetime.date | None = None) -> Entry:
    """The report of the contract. Raises RuleFileRefused where a file does not load."""
    day = (today or datetime.date.today()).toordinal()
    nationals = [f for f in map(corpus.national, corpus.national_files) if f is not None]
    return {
        "instruments": [_instrument(corpus, corpus.agreement(name), name, day) for name in corpus.agreements],
        "national": [_national(f) for f in nationals],
        "credentials": [_credential(corpus, corpus.credential(name), name, day) for name in corpus.credentials],
        "scenarios": counted(list(scenarios(corpus))),
    }


def counted(found: list[Scenario]) -> dict[str, int]:
    """All scenarios, and how many distinct worked persons have a source."""
    return {"total": len(found), "official": len({s.person for s in found if s.official})}


def _instrument(corpus: Corpus, file: RuleFile, name: str, day: int) -> Entry:
    data = file.data
    base = (data.get("instruments") or {}).get("base") or {}
    return {
        "id": name,
        "title": str(data["title"]),
        "parties": sorted(parties_of(corpus, data, day)),
        "status": data.get("status"),
        "in_force": _iso(base.get("in_force")),
        "text_as_of": _text_as_of(data, base),
        "articles_encoded": articles_encoded(data),
        "articles_not_encoded": articles_not_encoded(data),
        **_figures(data),
    }


def _national(file: RuleFile) -> Entry:
    data = file.data
    return {
        "id": str(data["national"]),
        "title": str(data["title"]),
        "schemes": sorted(data.get("schemes") or {}),
        "benefits": {b: str(x.get("branch")) for b, x in (data.get("benefits") or {}).items()},
        "rules": len(data.get("rules") or []),
        "text_as_of": _text_as_of(data, {}),
        "articles_encoded": articles_encoded(data),
        "articles_not_encoded": articles_not_encoded(data),
        **_figures(data),
    }


def _credential(corpus: Corpus, file: RuleFile, name: str, day: int) -> Entry:
    entry = (
        _instrument(corpus, file, name, day)
        if _has_one_group(file.data)
        else {**_instrument(corpus, _without_parties(file), name, day), "parties": file.data["parties"]}
    )
    rows = {table: rows_of(corpus, file, table) for table in file.data.get("tables") or {}}
    every = [row for table in rows.values() for row in table]
    return {
        **entry,
        "profession": file.data.get("profession"),
        "purpose": purposes_of(file.data),
        "rows": len(every),
        "rows_confirmed": sum(row.get("confidence", "confirmed") == "confirmed" for row in every),
        "rows_by_country": dict(sorted(Counter(str(row["home"]) for row in _titles(file, rows)).items())),
        "tables": {table: len(found) for table, found in rows.items()},
    }


def _titles(file: RuleFile, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[Mapping[str, Any]]:
    """The rows that list titles of evidence by country."""
    for name, table in (file.data.get("tables") or {}).items():
        if {"credential.evidence", "home"} <= set(table["match"].values()):
            yield from (row for row in rows[name] if "home" in row)


def purposes_of(data: Mapping[str, Any]) -> list[str]:
    """For what a qualification is to count under a rule set: one word or a list of them."""
    told = data.get("purpose") or DEFAULT_PURPOSE
    return [str(x) for x in (told if isinstance(told, list) else [told])]


def _has_one_group(data: Mapping[str, Any]) -> bool:
    told = data.get("parties")
    return not isinstance(told, Mapping) or set(told) == {"listed_in"}


def _without_parties(file: RuleFile) -> RuleFile:
    return RuleFile(file.path, replace(file.document, data={**file.data, "parties": []}))


def _iso(day: Any) -> str | None:
    return day.isoformat() if isinstance(day, datetime.date) else None


def _text_as_of(data: Mapping[str, Any], base: Mapping[str, Any]) -> str | None:
    """The day whose wording of the base text was read; where it is not told, the latest day told for any source."""
    sources = data.get("sources") or {}
    told = (sources.get(base.get("source")) or {}).get("text_as_of")
    every = [s["text_as_of"] for s in sources.values() if isinstance(s.get("text_as_of"), datetime.date)]
    return _iso(told or max(every, default=None))


def articles_encoded(data: Mapping[str, Any]) -> list[str]:
    """Every pinpoint on which a provision, rule, figure or value stands, with its source, once, in the order of the file."""
    found = [
        f"{source} {pinpoint}" for key in ("scope", "provisions", "rules", "figures", "parameters") for source, pinpoint in _cites(data.get(key))
    ]
    return list(dict.fromkeys(found))


def _cites(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        for key, inner in node.items():
            if (key == "cite" or str(key).endswith("_cite")) and isinstance(inner, Mapping):
                yield from ((str(s), str(p)) for s, p in inner.items())
            else:
                yield from _cites(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _cites(inner)


def articles_not_encoded(data: Mapping[str, Any]) -> list[dict[str, str]]:
    """What is left out, and why."""
    return [{"article": " ".join(f"{s} {p}" for s, p in (x.get("cite") or {}).items()), "why": str(x["why"])} for x in data.get("not_encoded") or []]


def _figures(data: Mapping[str, Any]) -> dict[str, int]:
    """How many values of law a file holds (rows of parameters, filled blanks), and how many of them are confirmed."""
    values: list[str] = []
    for part in (data, *(data.get("provisions") or [])):
        for parameter in (part.get("parameters") or {}).values():
            values += [str(row.get("confidence", "confirmed")) for row in parameter["values"] if row["value"] is not None]
        for told in (part.get("fill") or {}).values():
            rows = told if isinstance(told, list) and told and isinstance(told[0], Mapping) else [told]
            values += [str(row.get("confidence", "confirmed")) if isinstance(row, Mapping) else "confirmed" for row in rows]
    return {"parameters": len(values), "confirmed": values.count("confirmed")}
