"""What the names in a rule stand for where it is written: values of the law, derived figures, open points, other rules, lists."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from api.catalogue.instrument import fillings
from api.catalogue.parts import Article, articles
from api.pages.law import facts, values
from api.pages.law.texts import say
from engine.language.corpus import Corpus
from engine.language.vocabulary import kind_of_fact
from engine.problems import RuleFileRefused
from engine.wording.facts import label

Told = Mapping[str, Any]


class Names:
    """Looks names up as the language does: what fills a blank here, then figures and parameters of the article, its model, the file."""

    def __init__(self, article: Article, narrowing: Told | None = None) -> None:
        """`narrowing` is the `for` of a rule: of a series, the values for others are left out."""
        self.article, self.narrowing = article, narrowing or {}
        self.corpus: Corpus = article.told.corpus
        model = article.model.data if article.model else {}
        #: From the nearest to the farthest.
        self.files: tuple[Told, ...] = (article.data, model, article.told.data)

    def series(self, name: str) -> list[Told]:
        """The values of a parameter or of a filled blank; none for a name that is neither."""
        return [x for x in self._series(name) if self._concerns(x.get("for") or {})]

    def _concerns(self, told: Told) -> bool:
        return all(set(_listed(told[key])) & set(_listed(wanted)) for key, wanted in self.narrowing.items() if key in told)

    def _series(self, name: str) -> list[Told]:
        model, _, rest = name.rpartition(".")
        if model and (other := next((a for a in articles(self.article.told) if a.data.get("adopts") == model), None)):
            return Names(other).series(rest)
        if name in (self.article.data.get("fill") or {}):
            return fillings(self.article.data["fill"][name])
        for file in self.files:
            if name in (file.get("parameters") or {}):
                return list(file["parameters"][name]["values"])
            blank = (file.get("blanks") or {}).get(name)
            if blank and blank.get("default") is not None:
                return [{"value": blank["default"]}]
        return []

    def figure(self, name: str) -> Told | None:
        return self._in("figures", name)

    def open_point(self, name: str) -> Told | None:
        return next((x for f in self.files for x in f.get("leaves_open") or [] if x["fact"] == name), None)

    def title(self, name: str) -> str:
        """A parameter, figure or blank by its title, or else by its name in words."""
        name = name.rpartition(".")[2]
        told = self._in("parameters", name) or self._in("figures", name) or self._in("blanks", name) or {}
        return str(told.get("title") or label(name))

    def _in(self, part: str, name: str) -> Told | None:
        return next((f[part][name] for f in self.files if name in (f.get(part) or {})), None)

    def fact(self, name: str) -> str:
        """A name as the subject of a sentence."""
        point = self.open_point(name)
        if point is not None:
            return facts.capital(str(point["about"]))
        if name.startswith("record.") and self.figure(name[7:]):
            return facts.capital(self.title(name[7:]))
        told = self._in("figures", name)
        if told and told.get("title"):
            return facts.capital(str(told["title"]))
        if series := self.series(name):
            return say(
                "%(name)s (here: %(values)s)", name=facts.capital(self.title(name)), values=", ".join(values.written(x["value"]) for x in series)
            )
        return facts.named(name)

    def value(self, told: Any) -> str:
        """What a test compares with: a literal, or a name with what it stands for."""
        if isinstance(told, list):
            return ", ".join(self.value(x) for x in told)
        if not isinstance(told, str) or values.role(told):
            return values.written(told)
        if (series := self.series(told)) and series != [{"value": told}]:
            return self._of_series(told, series)
        if self.figure(told):
            return self.title(told)
        head, _, rest = told.rpartition(".")
        if rest == "in_force" and (day := self.in_force(head)):
            return say("%(day)s, when “%(text)s” came into force", day=values.date(day), text=self.instrument(head))
        if head == "benefit":
            return say("what the law of the State that decides asks for (%(what)s)", what=label(rest))
        if values.country(head):
            return self.benefit(rest) or told
        if kind_of_fact(told):
            return facts.named(told)
        return self.benefit(told) or self.scheme(told) or values.written(told)

    def _of_series(self, name: str, series: list[Told]) -> str:
        shown = [values.written(x.get("value")) for x in series if x.get("value") is not None]
        if len(shown) == 1:
            return shown[0] if shown[0] == self.title(name) else say("%(value)s (%(name)s)", value=shown[0], name=self.title(name))
        if any(x.get("since") for x in series):
            return say("the value in force then (%(name)s: from %(first)s to %(last)s)", name=self.title(name), first=shown[0], last=shown[-1])
        told = [f"{v} ({self.narrowed(x.get('for'))})" if x.get("for") else v for v, x in zip(shown, series, strict=False)]
        return say("%(value)s (%(name)s)", value=", ".join(told), name=self.title(name))

    def in_sentence(self, name: str) -> str:
        """A placeholder of a sentence: the value where the law fixes it, a State by its part, and in brackets what only a case can tell."""
        series = [x for x in self.series(name) if x.get("value") is not None]
        if any(x.get("since") for x in series[1:]) or (not series and not values.role(name)):
            return self._of_a_case(name)
        if not series:
            return self.value(name)
        shown = [values.written(x["value"]) for x in series]
        return ", ".join(f"{v} ({self.narrowed(x['for'])})" if x.get("for") and len(shown) > 1 else v for v, x in zip(shown, series, strict=True))

    def _of_a_case(self, name: str) -> str:
        if name == "benefit":
            return say("[benefit asked about]")
        if name.endswith(".coverage"):
            return say("[the time counted]")
        return f"[{label(name[8:]) if name.startswith('benefit.') else facts.small(self.fact(name))}]"

    # --- names of other things

    def instrument(self, name: str) -> str:
        return str(((self.article.told.data.get("instruments") or {}).get(name) or {}).get("title") or label(name))

    def in_force(self, name: str) -> datetime.date | None:
        found = ((self.article.told.data.get("instruments") or {}).get(name) or {}).get("in_force")
        return found if isinstance(found, datetime.date) else None

    def day(self, told: Any) -> str:
        """A `since` or `until` in words; empty for none."""
        if told is None:
            return ""
        if isinstance(told, datetime.date):
            return values.date(told)
        day = self.in_force(str(told))
        return say("%(day)s (“%(text)s”)", day=values.date(day), text=self.instrument(str(told))) if day else self.instrument(str(told))

    def listed(self, name: str) -> str:
        """A reference list, or a table of the file, by its title."""
        table = (self.article.told.data.get("tables") or {}).get(name)
        if table:
            return str(table.get("title") or label(name))
        reference = self.corpus.optional_reference(name)
        return str(reference.data.get("title") or label(name)) if reference else label(name)

    def narrowed(self, told: Told | None) -> str:
        """A `for` in words: Germany, regular old-age pension."""
        return "; ".join(self._narrowing(key, value) for key, value in (told or {}).items())

    def _narrowing(self, key: str, told: Any) -> str:
        shown = ", ".join(self.value(x) for x in (told if isinstance(told, list) else [told]))
        if key in ("deciding", "benefit", "scheme", "branch", "profession", "route"):
            return shown
        return say("%(role)s: %(value)s", role=values.role(key) or label(key), value=shown)

    def benefit(self, name: str) -> str:
        return next((str(n["benefits"][name]["title"]) for n in self._nationals() if name in (n.get("benefits") or {})), "")

    def scheme(self, name: str) -> str:
        return next((str(n["schemes"][name]["title"]) for n in self._nationals() if name in (n.get("schemes") or {})), "")

    def _nationals(self) -> Iterator[Told]:
        """The laws of the States that the file speaks of, where it names them."""
        data = self.article.told.data
        parties = [data["national"]] if "national" in data else data.get("parties")
        for state in parties if isinstance(parties, list) else (data.get("scope") or {}).get("benefits") or {}:
            try:
                national = self.corpus.national(str(state).partition("-")[0])
            except RuleFileRefused:
                continue
            if national:
                yield national.data

    def rule(self, name: str) -> Any:
        """A rule of the same article, or of another that is named `art-7.opens`; None for no rule."""
        return self.article.rule(name.rpartition(".")[2]) if "." not in name or name.startswith(f"{self.article.id}.") else None


def _listed(told: Any) -> list[Any]:
    return told if isinstance(told, list) else [told]
