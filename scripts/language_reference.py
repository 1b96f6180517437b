"""Writes docs/language.md from the language itself: the models that read the files, the closed lists, and what each word means.

Usage: python scripts/language_reference.py [--check]. With --check nothing is written; 1 is returned where the page is out of date.
A word without a meaning in language_words.yaml, or a meaning without a word, ends it with 2.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import yaml
from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from engine.language.files.heads import HEADS, Law  # noqa: E402  (found from wherever the script is started)
from engine.language.files.values import FOR_WORDS  # noqa: E402
from engine.language.files.words import Cited, Words  # noqa: E402
from engine.language.files.words import listed as read_as_list  # noqa: E402
from engine.language.literals import UNITS  # noqa: E402
from engine.language.vocabulary import CASE_FACTS, FUNCTIONS, PERIOD_FACTS, ROLES, VERBS  # noqa: E402

PAGE = ROOT / "docs/language.md"
MEANINGS: dict[str, dict[str, str]] = yaml.safe_load((ROOT / "scripts/language_words.yaml").read_text(encoding="utf-8"))

INTRODUCTION = """\
# The language, word by word

This page is written by `make reference` from the models that read the files; do not edit it. How the words are used stands in
[encode-an-agreement.md](encode-an-agreement.md), why they are as they are in [decisions](decisions/).

A file is strict YAML: one document, no anchors, aliases or tags, each key once, at most 40 levels deep. Only `true` and `false` are
truth values, only whole numbers are numbers, dates are `2000-01-31`. Everything else is text: `NO`, `on` and `7.10` stay what they are.
The first word of a file, its head, says what it is. The lists of words are closed: any other word is an error that names the nearest.
"""

LITERALS = """\
| literal | written | |
|---|---|---|
| truth | `true`, `false` | |
| whole number | `3` | |
| date | `1990-01-01` | |
| length | `60 months`, `65 years 4 months`, `40 quarters` | units: {units}; a year is twelve months, a calendar year is counted by its number |
| amount | `1730.00 USD` | two decimals and the currency |
| fraction | `25/100` | two whole numbers |
| conversion | `{{week: 5, month: 22}}` | days of each unit |

Lengths of different units never meet, save years, months and calendar years: everything else needs a conversion in force.
"""

NAMES = """\
A name in a test, in `fill` or in `from` is sought in this order: what fills a blank of this provision; a figure or parameter of this
provision, of the agreement, of the national file; a fact of the case. `own.coverage` is the length of the record `own`,
`own.<figure>` a figure with `each: record` read on it, `benefit.<parameter>` the deciding State's value for this benefit,
`<instrument>.in_force` a date, `<model>.<blank>` what fills a blank of another model. A rule's id, and a conclusion, are facts too:
`right: {is: true}`. `every_partner.x` and `any_partner.x` ask the other States.
"""

CITED = {"cite", "confidence", "note"}


def shapes() -> dict[str, type[Words]]:
    """Every shape of the language, in the order in which the heads lead to them."""
    found: dict[str, type[Words]] = {}

    def walk(kind: Any) -> None:
        if isinstance(kind, type) and issubclass(kind, Words) and kind.__name__ not in found:
            found[kind.__name__] = kind
            for field in kind.model_fields.values():
                walk(field.annotation)
        for part in get_args(kind):
            walk(part)

    for kind in HEADS.values():
        walk(kind)
    return found


def called(name: str) -> str:
    """What a shape is called on the page."""
    for head, kind in HEADS.items():
        if kind.__name__ == name:
            return f"{head}:"
    return MEANINGS["shapes"].get(name, name.lower())


def anchor(name: str) -> str:
    return called(name).replace(":", "").replace(" ", "-")


def takes(field: FieldInfo, word: str) -> str:
    """What a word takes, in words."""
    kind = field.annotation
    if word in ("when", "awaits", "persons"):
        return "[tests](#tests)"
    if word == "for":
        return "[narrowing](#narrowing)"
    if word.endswith("cite"):
        return '`{source: "place"}`'
    if word in ("since", "until") and str in get_args(kind):
        return "date or instrument"
    if word in ("fill", "expect"):
        return {"fill": "names with a literal, a name or [values](#value)", "expect": "[expectation](#expectation), or a list"}[word]
    one_or_more = any(isinstance(m, BeforeValidator) and m.func is read_as_list for m in field.metadata)
    return ("text or " if one_or_more else "") + " or ".join(dict.fromkeys(_parts(kind)))


def _parts(kind: Any) -> Iterator[str]:
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        yield from _parts(parts[0])
    elif origin is Literal:
        yield ", ".join(f"`{x}`" for x in parts if x)
    elif origin is list:
        yield f"list of {' or '.join(dict.fromkeys(_parts(parts[0])))}"
    elif origin is dict:
        yield f"names with {' or '.join(dict.fromkeys(_parts(parts[1])))}"
    elif parts:
        for part in parts:
            yield from _parts(part)
    elif isinstance(kind, type) and issubclass(kind, Words):
        yield f"[{called(kind.__name__)}](#{anchor(kind.__name__)})"
    elif kind is not type(None):
        yield {str: "text", int: "whole number", bool: "truth", date: "date", Any: "any value"}.get(kind, "mapping")


def table(name: str, kind: type[Words], left_out: set[str], used: set[str]) -> Iterator[str]:
    """The rows of one shape."""
    yield "| word | takes | meaning |\n|---|---|---|"
    for attribute, field in kind.model_fields.items():
        word = attribute.rstrip("_")
        key = f"{name}.{word}" if f"{name}.{word}" in MEANINGS["words"] else word
        if key not in MEANINGS["words"]:
            raise SystemExit(_told(f"{name}.{word} has no meaning"))
        used.add(key)
        if word not in left_out:
            needed = " *" if field.is_required() else ""
            yield f"| `{word}`{needed} | {takes(field, word)} | {MEANINGS['words'][key]} |"


def _told(what: str) -> int:
    print(f"scripts/language_words.yaml: {what}", file=sys.stderr)
    return 2


def listed(part: str, known: tuple[str, ...]) -> Iterator[str]:
    """A table of a closed list with its meanings."""
    if set(MEANINGS[part]) != set(known):
        raise SystemExit(_told(f"{part}: {sorted(set(MEANINGS[part]) ^ set(known))} stand on one side only"))
    yield "| word | meaning |\n|---|---|"
    yield from (f"| `{word}` | {MEANINGS[part][word]} |" for word in known)


def page() -> str:
    """The whole page."""
    used: set[str] = set()
    common = {f.rstrip("_") for f in Law.model_fields}
    lines = [INTRODUCTION, "An asterisk marks a word that must be there.\n", "## Heads\n"]
    found = shapes()
    heads = [k.__name__ for k in HEADS.values()]
    for name in heads:
        kind = found[name]
        law = issubclass(kind, Law)
        lines += [f"### {called(name)}\n", _sentence(kind), ""]
        lines += [*table(name, kind, common - {"title"} if law else CITED if issubclass(kind, Cited) else set(), used), ""]
        lines += ["With the [words of every file of law](#words-of-every-file-of-law).\n"] if law else []
    lines += ["### words of every file of law\n", *table("Law", Law, {"title"}, used), "", "## Parts\n"]
    lines += ["What stands on a source may carry these:\n", *table("Cited", Cited, set(), used), ""]
    for name in sorted(set(found) - set(heads), key=called):
        kind = found[name]
        cited = issubclass(kind, Cited)
        lines += [f"### {called(name)}\n", _sentence(kind) + (" Carries `cite`, `confidence`, `note`." if cited else ""), ""]
        lines += [*table(name, kind, CITED if cited else set(), used), ""]
    if unused := sorted(set(MEANINGS["words"]) - used):
        raise SystemExit(_told(f"no word of the language is called {', '.join(unused)}"))
    return "\n".join([*lines, *_lists()]) + "\n"


def _sentence(kind: type[Words]) -> str:
    return " ".join((kind.__doc__ or "").split())


def _lists() -> Iterator[str]:
    yield "## Tests\n"
    yield "`all`, `any` or `none` of a list of tests; a test is `fact: {verb: object}`. Two tests of one fact in a rule: `named: <name>`.\n"
    yield from listed("verbs", VERBS)
    yield "\n## Narrowing\n"
    yield f"`for` takes {_quoted(FOR_WORDS)}, each with one value or a list."
    yield f"Roles of an instance: {_quoted(ROLES)}.\n"
    yield "## Literals\n"
    yield LITERALS.format(units=", ".join(f"`{u}`" for u in UNITS if u.endswith("s")))
    yield "## Names\n"
    yield NAMES
    yield "## Counting functions\n"
    yield from listed("functions", tuple(FUNCTIONS))
    for title, facts in (("Facts of a case", CASE_FACTS), ("Facts of a period or of a year of earnings", PERIOD_FACTS)):
        yield f"\n## {title}\n\n| fact | kind |\n|---|---|"
        yield from (f"| `{fact}` | {kind} |" for fact, kind in facts.items())
    yield "\nBeside them: `person.date_of_age_65` and `claimant.date_of_age_65` (any age in years), `language.de` (the level held, any"
    yield "language), `award.<what>` (amounts of the deciding State that a case gives)."


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{w}`" for w in words)


def main(words: list[str]) -> int:
    text = page()
    if "--check" not in words:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        print("docs/language.md is out of date; run: make reference", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
