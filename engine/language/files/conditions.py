"""Tests: `all`, `any`, `none` of a list, or `fact: {verb: object}`; `named:` where two tests of one fact meet in a rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.language.files.findings import Finding, kind_of
from engine.language.literals import looks_measured, parse_literal, why_not
from engine.language.reading import Data, Path
from engine.problems import nearest

GROUPS = ("all", "any", "none")
VERBS = ("is", "in", "listed_in", "at_least", "at_most", "more_than", "less_than", "on_or_after", "before")
_MEASURES = frozenset({"at_least", "at_most", "more_than", "less_than"})
_DATES = frozenset({"on_or_after", "before"})


def check_condition(condition: Data, path: Path) -> Iterator[Finding]:
    """What is wrong with a tree of tests."""
    names: dict[str, Path] = {}
    yield from _tree(condition, path, names)


def _tree(node: Data, path: Path, names: dict[str, Path]) -> Iterator[Finding]:
    if not isinstance(node, dict):
        yield Finding(
            path,
            "not-a-test",
            "a test is expected here",
            "write it as fact: {verb: object}, or all, any or none of a list",
            kind_of(node),
            "a test",
        )
        return
    if len(node) != 1:
        words = [w for w in node if w not in GROUPS]
        stray = any(w in VERBS or w == "named" for w in node)
        yield Finding(
            path,
            "not-a-test",
            "a test says one thing",
            "put the verb and `named` in braces behind the fact" if stray else "give each test a line of its own under all, any or none",
            ", ".join(list(node)[:4]) or "nothing",
            "one fact, or one of all, any, none",
            at_key=not words,
        )
        return
    word, said = next(iter(node.items()))
    here = (*path, word)
    if word in GROUPS:
        if not isinstance(said, list) or not said:
            yield Finding(
                here,
                "empty-group",
                f"`{word}` needs a list of tests",
                "list at least one test, or take the word out",
                kind_of(said) if said else "nothing",
                "a list of tests",
            )
            return
        for number, part in enumerate(said):
            yield from _tree(part, (*here, number), names)
    else:
        yield from _test(word, said, here, names)


def _test(fact: str, said: Data, path: Path, names: dict[str, Path]) -> Iterator[Finding]:
    if not isinstance(said, dict):
        group = nearest(fact, GROUPS) if isinstance(said, list) else ""
        yield Finding(
            path,
            "not-a-test",
            f"what is asked of `{fact}` is missing",
            group or "write it as fact: {verb: object}",
            kind_of(said),
            "{verb: object}",
        )
        return
    verbs = [w for w in said if w != "named"]
    if len(verbs) != 1:
        yield Finding(
            path,
            "not-one-verb",
            f"a test has exactly one verb, `{fact}` has {len(verbs)}",
            "write one test for each verb" if verbs else "say what is asked, like {is: true}",
            ", ".join(verbs[:4]) or "none",
            "one of " + ", ".join(VERBS),
        )
        return
    verb = verbs[0]
    if verb not in VERBS:
        yield Finding(
            (*path, verb),
            "unknown-verb",
            f"`{verb}` is no verb of a test",
            nearest(verb, VERBS) or "use one of the verbs; there are no negative ones, write none: [...]",
            verb,
            "one of " + ", ".join(VERBS),
            at_key=True,
        )
        return
    named = said.get("named", "-")
    if not isinstance(named, str) or not named:
        yield Finding((*path, "named"), "wrong-type", "`named` is a word", "write a short name", kind_of(named), "a name")
    address = named if "named" in said and isinstance(named, str) else fact
    if address in names:
        yield Finding(
            path,
            "test-twice",
            f"two tests of this rule have the address `{address}`",
            "give one of them `named:`",
            address,
            "a name of its own for each test",
            at_key=True,
        )
    names[address] = path
    yield from _object(verb, said[verb], (*path, verb))


def _object(verb: str, told: Data, path: Path) -> Iterator[Finding]:
    if told is None or isinstance(told, dict) or (isinstance(told, list) and verb != "in"):
        yield Finding(
            path,
            "wrong-object",
            f"`{verb}` needs a value",
            "write a name or a value",
            kind_of(told),
            "codes in a list" if verb in ("in", "listed_in") else "a value or a name",
        )
    elif verb == "in":
        if isinstance(told, list) and (not told or not all(isinstance(x, (str, int)) and not isinstance(x, bool) for x in told)):
            yield Finding(
                path,
                "wrong-object",
                "`in` needs a list of codes",
                "list one or more codes, or name a list",
                kind_of(told) if told else "an empty list",
                "codes in a list",
            )
    elif verb == "listed_in":
        if not isinstance(told, str):
            yield Finding(
                path,
                "wrong-object",
                "`listed_in` names a list",
                "write the name of a reference list or table",
                kind_of(told),
                "a name",
            )
    elif verb in _DATES and not isinstance(told, (date, str)):
        yield Finding(path, "wrong-object", f"`{verb}` compares dates", "write a date YYYY-MM-DD or a name", kind_of(told), "a date")
    elif verb in _MEASURES and isinstance(told, bool):
        yield Finding(path, "wrong-object", f"`{verb}` compares quantities", "write is: true", kind_of(told), "a quantity")
    elif verb in _MEASURES and isinstance(told, str):
        yield from check_measured(told, path)


def check_measured(told: Data, path: Path) -> Iterator[Finding]:
    """A text that begins with a number must be a literal with a known unit."""
    if isinstance(told, str) and looks_measured(told) and parse_literal(told) is None:
        yield Finding(path, "bad-literal", "this quantity cannot be read", why_not(told), told, "a number and its unit")
