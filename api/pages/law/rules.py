"""A rule, an article and an instrument as the templates show them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from api.catalogue import words
from api.catalogue.instrument import Told as File
from api.catalogue.parts import Article, RulePart, articles
from api.catalogue.parts import article as article_of
from api.pages.law import effects, facts, values
from api.pages.law.conditions import Told, told
from api.pages.law.names import Names
from api.pages.law.series import Series, series
from api.pages.law.texts import Text, sentence
from engine.wording.countries import country_name
from engine.wording.facts import label

#: A capital letter inside a sentence.
_PROPER = re.compile(r"(?<=[a-z,;(] )[A-Z][a-z]+")
#: They go with the edition of the rules to which the file belongs.
_PROPER_OF: WeakKeyDictionary[File, dict[str, str]] = WeakKeyDictionary()
_BRACES = re.compile(r"\{([A-Za-z][\w.-]*)\}")


@dataclass(frozen=True)
class RuleView:
    """A rule in words. `sentence` is empty where the file has none; `keeps_off` and `kept_off_by` lead to other rules of the article."""

    part: RulePart
    title: str
    sentence: Text
    fails: Text
    each: str
    for_: str
    since: str
    until: str
    when: Told | None
    awaits: Told | None
    follows: list[str]
    bars: list[RulePart]
    replaces: list[RulePart]
    barred_by: list[RulePart]
    replaced_by: list[RulePart]
    cite: dict[str, str]
    confidence: str
    note: str

    @property
    def path(self) -> str:
        return self.part.path


def title_of(part: RulePart) -> str:
    """Its title, or its name in words."""
    return str(part.data.get("title") or in_words(part.id, part.article.told))


def in_words(name: str, told: File) -> str:
    """A name of a file in words; names of peoples and States are written as the sentences of the file write them."""
    proper = _proper(told)
    return facts.capital(" ".join(proper.get(w, w) for w in label(name).split()))


def _proper(told: File) -> dict[str, str]:
    if told not in _PROPER_OF:
        texts = [str(x) for a in articles(told) for r in a.rules for x in (r.data.get("explain") or {}).values()]
        states = [w for p in told.head()["parties"] if values.country(p) for w in country_name(p).split()]
        _PROPER_OF[told] = {w.lower(): w for w in (*_PROPER.findall(" ".join(texts)), *states)}
    return _PROPER_OF[told]


def view(part: RulePart) -> RuleView:
    names = Names(part.article, part.data.get("for"))
    data, explain = part.data, part.data.get("explain") or {}
    return RuleView(
        part=part,
        title=title_of(part),
        sentence=_sentence(str(explain.get("holds", "")), names),
        fails=_sentence(str(explain.get("fails", "")), names),
        each=str(data.get("each", "")),
        for_=names.narrowed(data.get("for")),
        since=names.day(data.get("since")),
        until=names.day(data.get("until")),
        when=told(data.get("when"), names),
        awaits=told(data.get("awaits"), names),
        follows=effects.follows(data, names),
        bars=_others(part, _listed(data.get("bars"))),
        replaces=_others(part, _listed(data.get("replaces"))),
        barred_by=_pointing(part, "bars"),
        replaced_by=_pointing(part, "replaces"),
        cite=_cite(part),
        confidence=str(data.get("confidence", "confirmed")),
        note=str(data.get("note", "")),
    )


def used(part: RulePart) -> list[Series]:
    """The values of the law that the conditions of a rule name, each once, in the order in which they are named."""
    names = Names(part.article, part.data.get("for"))
    found: dict[str, Series] = {}
    for name in (*_named_in(part.data.get("when"), part.data.get("awaits"), part.data.get("credits")), *_in_braces(part.data.get("explain") or {})):
        for each in (name, *_arguments(name, names)):
            if each not in found and (entries := names.series(each)):
                found[each] = series(each, entries, names, part.article.data, _by(each, names))
    return list(found.values())


def _arguments(name: str, names: Names) -> Iterable[str]:
    figure = names.figure(name.removeprefix("record."))
    return [str(x) for x in _named_in(figure["from"])] if figure else []


def _by(name: str, names: Names) -> str:
    return next((str(f["parameters"][name].get("by") or "") for f in names.files if name in (f.get("parameters") or {})), "")


def _in_braces(explain: Mapping[str, str]) -> list[str]:
    return _BRACES.findall(" ".join(map(str, explain.values())))


def _named_in(*trees: Any) -> Iterable[str]:
    for tree in trees:
        if isinstance(tree, dict):
            for key, value in tree.items():
                yield str(key)
                yield from _named_in(value)
        elif isinstance(tree, list):
            yield from _named_in(*tree)
        elif isinstance(tree, str):
            yield tree


def _sentence(text: str, names: Names) -> Text:
    """A sentence of the file; what the law fixes is filled in, what only a case can tell is named."""
    return sentence(text, names.in_sentence)


def _cite(part: RulePart) -> dict[str, str]:
    """Where the rule stands: its own citation, else that of the article."""
    own = part.data.get("cite") if part.model is None else None
    known = (part.article.told.sources, (part.model.data.get("sources") or {}) if part.model else {})
    return words.citation(own or part.article.data.get("cite") or part.data.get("cite"), *known)


def _others(part: RulePart, wanted: list[str]) -> list[RulePart]:
    return [found for name in wanted if (found := _found(part.article, name)) is not None]


def _found(article: Article, name: str) -> RulePart | None:
    """A rule of the same article by its id; of another article by both (`art-7.opens`)."""
    head, _, rest = name.rpartition(".")
    where = article if not head or head == article.id else article_of(article.told, head)
    return where.rule(rest) if where else None


def _pointing(part: RulePart, word: str) -> list[RulePart]:
    return [r for r in part.article.rules if part.id in _listed(r.data.get(word))]


def _listed(value: Any) -> list[str]:
    return [str(x) for x in (value if isinstance(value, list) else [value])] if value else []
