"""A condition as a tree of sentences: what must hold together, what is enough by itself, what must not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.pages.law import values
from api.pages.law.facts import is_sentence
from api.pages.law.names import Names
from api.pages.law.texts import say


@dataclass(frozen=True)
class Told:
    """One sentence; or a sentence that leads to `parts`. `text` says which of them must hold."""

    text: str
    parts: tuple[Told, ...] = field(default=())


def told(tree: Mapping[str, Any] | None, names: Names) -> Told | None:
    """A `when` or `awaits`, read out; None where there is none. One test alone stands without a lead."""
    if not tree:
        return None
    parts = tuple(_parts(tree, names))
    return parts[0] if len(parts) == 1 else Told(say("All of these hold:"), parts)


def _parts(tree: Mapping[str, Any], names: Names) -> Iterator[Told]:
    for word, inner in tree.items():
        if word == "all":
            found = tuple(p for x in inner for p in _parts(x, names))
            yield found[0] if len(found) == 1 else Told(say("All of these hold:"), found)
        elif word == "any":
            found = tuple(_joined(x, names) for x in inner)
            yield found[0] if len(found) == 1 else Told(say("At least one of these holds:"), found)
        elif word == "none":
            yield Told(say("None of these holds:"), tuple(_joined(x, names) for x in inner))
        else:
            yield Told(_test(str(word), inner, names))


def _joined(tree: Mapping[str, Any], names: Names) -> Told:
    parts = tuple(_parts(tree, names))
    return parts[0] if len(parts) == 1 else Told(say("All of these hold:"), parts)


def _test(name: str, told: Any, names: Names) -> str:
    pairs = [(v, o) for v, o in told.items() if v != "named"] if isinstance(told, Mapping) else [("is", told)]
    return " ".join(_one(name, verb, obj, names) for verb, obj in pairs)


def _one(name: str, verb: str, obj: Any, names: Names) -> str:
    quantifier, _, rest = name.partition(".")
    if quantifier in ("every_partner", "any_partner"):
        fact = names.fact(rest)
        if quantifier == "every_partner":
            return say("For every other State: %(fact)s.", fact=fact) if obj else say("Not for every other State: %(fact)s.", fact=fact)
        return say("For at least one other State: %(fact)s.", fact=fact) if obj else say("For no other State: %(fact)s.", fact=fact)
    fact = names.fact(name)
    if (point := names.open_point(name)) is not None:
        return _open(fact, verb, obj, str(point["to"]), names)
    if verb == "is" and isinstance(obj, bool):
        return _truth(name, fact, obj, names)
    return _compared(fact, verb, names.listed(str(obj)) if verb == "listed_in" else names.value(obj))


def _truth(name: str, fact: str, wanted: bool, names: Names) -> str:
    if names.rule(name) is not None:
        return say("The rule “%(rule)s” holds.", rule=fact) if wanted else say("The rule “%(rule)s” does not hold.", rule=fact)
    if is_sentence(name):
        return f"{fact}." if wanted else say("This is not so: %(fact)s.", fact=fact)
    return say("%(fact)s: yes.", fact=fact) if wanted else say("%(fact)s: no.", fact=fact)


def _open(fact: str, verb: str, obj: Any, who: str, names: Names) -> str:
    """A fact that the law leaves to somebody."""
    value = values.written(obj) if isinstance(obj, bool) else _compared_shortly(verb, names.value(obj))
    if who == "person":
        return say("%(fact)s: %(value)s. The person says so.", fact=fact, value=value)
    return say("%(fact)s: %(value)s. Who decides this: %(who)s.", fact=fact, value=value, who=who)


def _compared_shortly(verb: str, value: str) -> str:
    short = {
        "at_least": say("at least %(value)s", value=value),
        "at_most": say("at most %(value)s", value=value),
        "more_than": say("more than %(value)s", value=value),
        "less_than": say("less than %(value)s", value=value),
        "on_or_after": say("%(value)s or later", value=value),
        "before": say("before %(value)s", value=value),
        "in": say("one of: %(value)s", value=value),
    }
    return short.get(verb, value)


def _compared(fact: str, verb: str, value: str) -> str:
    told = {"fact": fact, "value": value}
    match verb:
        case "at_least":
            return say("%(fact)s is at least %(value)s.", **told)
        case "at_most":
            return say("%(fact)s is at most %(value)s.", **told)
        case "more_than":
            return say("%(fact)s is more than %(value)s.", **told)
        case "less_than":
            return say("%(fact)s is less than %(value)s.", **told)
        case "on_or_after":
            return say("%(fact)s is %(value)s or later.", **told)
        case "before":
            return say("%(fact)s is before %(value)s.", **told)
        case "listed_in":
            return say("%(fact)s stands in the list “%(value)s”.", **told)
        case "in":
            return say("%(fact)s is one of these: %(value)s.", **told)
        case _:
            return say("%(fact)s is %(value)s.", **told)
