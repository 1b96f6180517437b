"""Conditions, values and citations of rule files as a reader sees them, without a case.

Where a rule has a sentence of its own it is told; what depends on a person is named in words, what the text fixes is given.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from engine.wording.facts import label
from engine.wording.sentences import VERBS, filled

_ROLES = {
    "deciding": "the deciding State",
    "partner": "the other State",
    "home": "the State of origin",
    "host": "the host State",
    "sending": "the sending State",
    "receiving": "the receiving State",
    "residence_state": "the State of residence",
    "benefit": "benefit",
    "missing": "facts that only the case can tell",
    "blocked": "see its conditions",
}
Names = Mapping[str, str]


def value_in_words(value: Any, names: Names | None = None) -> str:
    """A value of a rule file as text: a day as a date, a list with commas, a name by what it stands for."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is None:
        return "ends here"
    if isinstance(value, list):
        return ", ".join(value_in_words(v, names) for v in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{label(str(k))}: {value_in_words(v, names)}" for k, v in value.items())
    text = str(value)
    if text in _ROLES:
        return _ROLES[text]
    if names and text in names:
        return f"{label(text)} ({names[text]})"
    return label(text) if "_" in text or text.startswith(("person.", "own.", "combined.", "claim.", "record.")) else text


def condition(tree: Any, names: Names) -> str:
    """A `when` as one sentence part: "age is at least 65 years, and not (residence is one of DE)"."""
    if isinstance(tree, Mapping) and list(tree) == ["any"]:
        return ", or ".join(_condition(t, names) for t in tree["any"])
    return _condition(tree, names)


def _condition(tree: Any, names: Names) -> str:
    if not isinstance(tree, Mapping):
        return ""
    parts = []
    for word, told in tree.items():
        if word == "all":
            parts.append(", and ".join(_condition(t, names) for t in told))
        elif word == "any":
            parts.append("(" + ", or ".join(_condition(t, names) for t in told) + ")")
        elif word == "none":
            parts.append("not (" + ", or ".join(_condition(t, names) for t in told) + ")")
        else:
            parts.append(_test(str(word), told, names))
    return ", and ".join(parts)


def _test(fact: str, told: Any, names: Names) -> str:
    pairs = [(v, o) for v, o in told.items() if v != "named"] if isinstance(told, Mapping) else [("is", told)]
    return " and ".join(f"{_fact(fact)} is {VERBS.get(verb, verb)} {value_in_words(o, names)}".replace("  ", " ") for verb, o in pairs)


def _fact(name: str) -> str:
    return label(name) or name


def sentence(text: str, names: Names) -> str:
    """A sentence of a rule with what the text fixes filled in; what only a case can tell is named in brackets."""
    return filled(text, lambda name: _ROLES.get(name) or names.get(name) or f"[{label(name)}]")


def narrowed(told: Mapping[str, Any] | None) -> str:
    """A `for` in words: "deciding: DE; benefit: grv-old-age"."""
    return "; ".join(f"{label(k)}: {value_in_words(v)}" for k, v in (told or {}).items())


def day(told: Any) -> str | None:
    """A `since` or `until`: a date, or the id of an instrument of the file."""
    if told is None:
        return None
    return told.isoformat() if isinstance(told, datetime.date) else str(told)


def citation(cite: Mapping[str, Any] | None, *sources: Mapping[str, Any]) -> dict[str, str]:
    """Article, source, its title and its address; the first of `sources` that knows the source is taken."""
    if not cite:
        return {"article": "", "source": "", "source_title": "", "url": ""}
    ((source, pinpoint),) = cite.items()
    known: Mapping[str, Any] = next((s[source] for s in sources if source in s), {})
    return {"article": str(pinpoint), "source": str(source), "source_title": str(known.get("title", "")), "url": str(known.get("url", ""))}
