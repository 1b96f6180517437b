"""Writes docs/language.md from the language itself: the models that read the files, the closed lists, and what each word means.

Usage: python scripts/language_reference.py [--check]. With --check nothing is written; 1 is returned where the page is out of date.
A word without a meaning in engine/language/meanings.yaml, or a meaning without a word, ends it with 2.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from engine.language.files.heads import HEADS, Law  # noqa: E402  (found from wherever the script is started)
from engine.language.files.values import FOR_WORDS  # noqa: E402
from engine.language.files.words import Cited, Words  # noqa: E402
from engine.language.literals import UNITS  # noqa: E402
from engine.language.reference import MEANINGS, Entry, called, entries, sentence, shapes  # noqa: E402
from engine.language.vocabulary import CASE_FACTS, FUNCTIONS, PERIOD_FACTS, ROLES, VERBS  # noqa: E402

PAGE = ROOT / "docs/language.md"

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


def takes(entry: Entry) -> str:
    """What a word takes, as the page writes it."""
    return "".join(f"`{x.text}`" if x.code else f"[{x.text}](#{x.anchor})" if x.anchor else x.text for x in entry.takes)


def table(kind: type[Words], left_out: set[str], used: set[str]) -> Iterator[str]:
    """The rows of one shape."""
    yield "| word | takes | meaning |\n|---|---|---|"
    try:
        told = entries(kind)
    except LookupError as missing:
        raise SystemExit(_told(str(missing))) from None
    for entry in told:
        used.add(entry.key)
        if entry.word not in left_out:
            yield f"| `{entry.word}`{' *' if entry.needed else ''} | {takes(entry)} | {entry.meaning} |"


def _told(what: str) -> int:
    print(f"engine/language/meanings.yaml: {what}", file=sys.stderr)
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
    found = shapes(HEADS.values())
    heads = [k.__name__ for k in HEADS.values()]
    for name in heads:
        kind = found[name]
        law = issubclass(kind, Law)
        lines += [f"### {called(name)}\n", sentence(kind), ""]
        lines += [*table(kind, common - {"title"} if law else CITED if issubclass(kind, Cited) else set(), used), ""]
        lines += ["With the [words of every file of law](#words-of-every-file-of-law).\n"] if law else []
    lines += ["### words of every file of law\n", *table(Law, {"title"}, used), "", "## Parts\n"]
    lines += ["What stands on a source may carry these:\n", *table(Cited, set(), used), ""]
    for name in sorted(set(found) - set(heads), key=called):
        kind = found[name]
        cited = issubclass(kind, Cited)
        lines += [f"### {called(name)}\n", sentence(kind) + (" Carries `cite`, `confidence`, `note`." if cited else ""), ""]
        lines += [*table(kind, CITED if cited else set(), used), ""]
    if unused := sorted(set(MEANINGS["words"]) - used):
        raise SystemExit(_told(f"no word of the language is called {', '.join(unused)}"))
    return "\n".join([*lines, *_lists()]) + "\n"


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
