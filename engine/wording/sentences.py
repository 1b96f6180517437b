"""Sentences from rules and tests. A rule's own `explain` comes first; where it has none, its tests are read out.

A placeholder in a rule's sentence is a name of the language; it is replaced by its value, never evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.language.ir import Test
from engine.wording.facts import label

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
NEGATED = {
    "at_least": "less than",
    "at_most": "more than",
    "more_than": "at most",
    "less_than": "at least",
    "on_or_after": "before",
    "before": "on or after",
    "is": "not",
    "in": "none of",
    "listed_in": "none of the listed",
}
_START = re.compile(r"(?<=[.!?] )t(?=he [A-Z])")  # a State with its article at the start of a sentence
_PLACEHOLDER = re.compile(r"\{([a-z][A-Za-z0-9_.\-]*)\}")


def filled(text: str, value: Callable[[str], str | None]) -> str:
    """A sentence with its placeholders replaced; a name without a value is said in words."""
    if "{" not in text:
        return text
    said = _PLACEHOLDER.sub(lambda m: value(m.group(1)) or label(m.group(1)), text)
    said = _START.sub(lambda m: m.group(0).upper(), said)
    return said[:1].upper() + said[1:]


def needed(test: Test, right: str, wanted: bool) -> str:
    """What a test needed, in words: "at least 18 months", "one of DE, US", "yes"."""
    word = (VERBS if wanted else NEGATED)[test.verb]
    if isinstance(test.right, tuple) and len(test.right) > 6:
        return "a listed one" if wanted else "one that is not listed"
    return f"{word} {right}".strip()


def told(test: Test, found: str, needs: str) -> str:
    """One test as a sentence."""
    return f"{label(test.name)}: found {found}; needed: {needs}."
