"""What a rule, a figure, a record and a provision must agree on in themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

from engine.language.files.citing import Citing
from engine.language.files.conditions import check_condition, check_measured
from engine.language.files.findings import Finding, items, kind_of, mapping
from engine.language.files.values import check_fill, check_for, check_parameter, check_time
from engine.language.reading import Data, Path

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\Z")
_CREDIT_QUANTITIES = ("every", "holding", "worth", "remainder")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The file a thing stands in: how it cites, its instruments (None: not known here), whether it is a draft."""

    citing: Citing
    instruments: tuple[str, ...] | None
    draft: bool


def check_ids(things: Data, path: Path) -> Iterator[Finding]:
    """Ids are simple words, each once in its list: addresses are made of them."""
    seen: set[str] = set()
    for number, thing in items(things):
        name = mapping(thing).get("id")
        if not isinstance(name, str):
            continue
        if not _ID.match(name):
            yield Finding(
                (*path, number, "id"),
                "bad-id",
                "an id is a part of addresses",
                "use letters, digits, hyphens",
                name,
                "letters, digits, - and _",
            )
        if name in seen:
            yield Finding(
                (*path, number, "id"),
                "id-twice",
                "this id already stands in the list",
                "rename one of the two",
                name,
                "each id once",
            )
        seen.add(name)


def check_removed(told: Data, path: Path, around: Surroundings) -> Iterator[Finding]:
    """Only a draft takes things out, and says nothing else of them."""
    if isinstance(told, dict) and "removed" in told and (not around.draft or len(told) > 2):
        yield Finding(
            (*path, "removed"),
            "removed-outside-draft" if not around.draft else "removed-and-changed",
            "`removed` stands in drafts, with nothing but the id",
            "take the entry out of the file" if not around.draft else "keep id and removed only",
            at_key=True,
        )


def check_provision(told: Data, path: Path, around: Surroundings) -> Iterator[Finding]:
    """A provision and all that stands in it."""
    provision = mapping(told)
    cited = "cite" in provision
    yield from check_removed(told, path, around)
    yield from around.citing.check(told, path, "this provision", inherited=True)
    yield from check_for(told, path)
    yield from check_time(told, path, around.instruments)
    yield from check_fill(provision.get("fill"), (*path, "fill"), around.citing, around.instruments)
    if provision.get("fill") and not provision.get("adopts") and not around.draft:
        yield Finding((*path, "fill"), "fill-without-model", "blanks are those of a model", "say which model it `adopts`", at_key=True)
    if cited is False and provision.get("adopts") and around.citing.due:
        yield Finding(
            (*path, "adopts"),
            "no-citation",
            "the article that adopts a model is its citation",
            'write cite: {source: "article"}',
            expected="a source and a pinpoint",
            at_key=True,
        )
    yield from check_body(provision, path, around, cited)


def check_body(told: dict[str, Data], path: Path, around: Surroundings, cited: bool) -> Iterator[Finding]:
    """Parameters, figures, records and rules of a provision or of a file."""
    for name, parameter in mapping(told.get("parameters")).items():
        yield from check_parameter(parameter, (*path, "parameters", name), around.citing, around.instruments)
    for name, figure in mapping(told.get("figures")).items():
        here = (*path, "figures", name)
        yield from around.citing.check(figure, here, "this figure", inherited=cited)
        yield from check_for(figure, here)
        yield from check_time(figure, here, around.instruments)
        yield from _arguments(mapping(figure).get("from"), (*here, "from"))
    for name, record in mapping(told.get("records")).items():
        yield from around.citing.check(record, (*path, "records", name), "this record", inherited=cited)
    yield from check_ids(told.get("rules"), (*path, "rules"))
    for number, rule in items(told.get("rules")):
        yield from check_rule(rule, (*path, "rules", number), around, cited)


def _arguments(told: Data, path: Path) -> Iterator[Finding]:
    for name, argument in mapping(told).items():
        yield from check_measured(argument, (*path, name))
        for number, term in items(argument):
            yield from check_measured(term, (*path, name, number))


def check_rule(told: Data, path: Path, around: Surroundings, cited: bool) -> Iterator[Finding]:
    """A rule: cited, with a condition, and one ending that fits `each`."""
    rule = mapping(told)
    yield from check_removed(told, path, around)
    yield from around.citing.check(told, path, "this rule", inherited=cited)
    yield from check_for(told, path)
    yield from check_time(told, path, around.instruments)
    for word in ("when", "awaits"):
        if word in rule:
            yield from check_condition(rule[word], (*path, word))
    if "when" not in rule and rule and not around.draft:
        yield Finding(path, "missing-word", "a rule needs `when`", "write when: {all: [...]}", expected="when", at_key=True)
    if not around.draft or {"concludes", "credits"} & rule.keys():
        yield from _ending(rule, path)
    for word, sentence in mapping(rule.get("explain")).items():
        yield from _placeholders(sentence, (*path, "explain", word))


def _ending(rule: dict[str, Data], path: Path) -> Iterator[Finding]:
    ends = [w for w in ("concludes", "credits", "bars") if w in rule]
    each = rule.get("each")
    if "concludes" in ends and "credits" in ends:
        yield Finding((*path, "credits"), "two-endings", "a rule concludes or credits, not both", "make two rules of it", at_key=True)
    if not ends and rule:
        yield Finding(
            path,
            "no-ending",
            "this rule says when, but not what follows",
            "add concludes, credits or bars",
            expected="concludes, credits or bars",
            at_key=True,
        )
    if "credits" in ends and each not in ("period", "earnings"):
        yield Finding(
            (*path, "credits"),
            "each-missing" if each is None else "wrong-each",
            "periods and earnings are credited one by one",
            "write each: period (or each: earnings)",
            kind_of(each),
            "each: period or each: earnings",
            at_key=True,
        )
    if "concludes" in ends and each in ("period", "earnings"):
        yield Finding(
            (*path, "concludes"),
            "wrong-each",
            f"a rule for each {each} credits or bars; it concludes nothing",
            "use credits, or write each: record",
            f"each: {each}",
            "each: record, or none",
            at_key=True,
        )
    for word in ("as", "replaces", "awaits"):
        if word in rule and "concludes" not in ends:
            yield Finding(
                (*path, word),
                "nothing-concluded",
                f"`{word}` belongs to a rule that concludes",
                "add concludes, or use bars" if word == "replaces" else "add concludes, or take it out",
                expected="concludes",
                at_key=True,
            )
    concludes = rule.get("concludes")
    if isinstance(concludes, dict):
        if len(concludes) != 1:
            yield Finding(
                (*path, "concludes"),
                "two-conclusions",
                "a rule concludes one thing",
                "make a rule for each",
                ", ".join(list(concludes)[:4]) or "nothing",
                "a name, or {name: value}",
            )
        for name, value in concludes.items():
            yield from check_measured(value, (*path, "concludes", name))
    yield from _credits(mapping(rule.get("credits")), (*path, "credits"))


def _credits(told: dict[str, Data], path: Path) -> Iterator[Finding]:
    for word in _CREDIT_QUANTITIES:
        yield from check_measured(told.get(word), (*path, word))
    at_most = told.get("at_most")
    if isinstance(at_most, str):
        yield from check_measured(at_most.removesuffix(" each calendar_year"), (*path, "at_most"))
    if ("every" in told) != ("worth" in told):
        there, missing = ("every", "worth") if "every" in told else ("worth", "every")
        yield Finding(
            (*path, there),
            "half-a-credit",
            f"`{there}` needs `{missing}`",
            f"write `{missing}:` too",
            there,
            "every ... worth ...",
            at_key=True,
        )


def _placeholders(sentence: Data, path: Path) -> Iterator[Finding]:
    if isinstance(sentence, str):
        try:
            names = [name for _, name, _, _ in Formatter().parse(sentence) if name is not None]
        except ValueError:
            names = [""]
        if not all(re.fullmatch(r"[A-Za-z][\w.-]*", name) for name in names):
            yield Finding(
                path,
                "bad-placeholder",
                "the braces of this sentence do not hold names",
                "write {name}, with both braces",
                sentence[:60],
                "{name}",
            )
