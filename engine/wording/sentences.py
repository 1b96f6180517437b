"""Sentences from rules and tests. A rule's own `explain` comes first; where it has none, its tests are read out.

A placeholder in a rule's sentence is a name of the language; it is replaced by its value, never evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.language.ir import Test
from engine.wording.facts import label
from engine.wording.phrases import Phrase, phrase, worded

VERBS = {
    "at_least": "at least",
    "at_most": "at most",
    "more_than": "more than",
    "less_than": "less than",
    "on_or_after": "on or after",
    "before": "before",
    "is": "",
    "in": "one of",
    "listed_in": "one of the listed",
}
#: What a test needs to hold, and to fail.
_NEEDED = {
    "at_least": (phrase("at least {value}"), phrase("less than {value}")),
    "at_most": (phrase("at most {value}"), phrase("more than {value}")),
    "more_than": (phrase("more than {value}"), phrase("at most {value}")),
    "less_than": (phrase("less than {value}"), phrase("at least {value}")),
    "on_or_after": (phrase("on or after {value}"), phrase("before {value}")),
    "before": (phrase("before {value}"), phrase("on or after {value}")),
    "is": (Phrase("{value}"), phrase("not {value}")),
    "in": (phrase("one of {value}"), phrase("none of {value}")),
    "listed_in": (phrase("one of the listed {value}"), phrase("none of the listed {value}")),
}
_START = re.compile(r"(?<=[.!?] )t(?=he [A-Z])")  # a State with its article at the start of a sentence
_PLACEHOLDER = re.compile(r"\{([a-z][A-Za-z0-9_.\-]*)\}")


def filled(text: str, value: Callable[[str], str | None]) -> Phrase:
    """A sentence with its placeholders replaced; a name without a value is said in words."""
    if "{" not in text:
        return worded(text)
    values: dict[str, str] = {}

    def put(found: re.Match[str]) -> str:
        name = found.group(1)
        told = values[name] = value(name) or label(name)
        return told

    said = _PLACEHOLDER.sub(put, text)
    said = _START.sub(lambda m: m.group(0).upper(), said)
    return Phrase(said[:1].upper() + said[1:], text, values)


def needed(test: Test, right: str, wanted: bool) -> str:
    """What a test needed, in words: "at least 18 months", "one of DE, US", "yes"."""
    if isinstance(test.right, tuple) and len(test.right) > 6:
        return phrase("a listed one") if wanted else phrase("one that is not listed")
    if test.verb == "is" and wanted:
        return right
    if not right:
        return phrase("one of the listed") if wanted else phrase("none of the listed")
    return phrase(_NEEDED[test.verb][0 if wanted else 1], value=right)


def told(test: Test, found: str, needs: str) -> Phrase:
    """One test as a sentence."""
    return phrase("{fact}: found {found}; needed: {needed}.", fact=label(test.name), found=found, needed=needs)


def unexplained(rule_id: str) -> Phrase:
    """What stands for the sentence of a rule that has none: its id in words."""
    return Phrase(rule_id.rpartition(".")[2].replace("-", " ").capitalize() + ".")
