"""The parts of a rule file that have a page of their own: an article, and a rule in the place where it applies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.catalogue import words
from api.catalogue.instrument import Told
from engine.language.corpus import RuleFile


@dataclass(frozen=True)
class Article:
    """An article of an agreement or rule set. `data` is empty where the rules stand in no article (a national law, a model)."""

    told: Told
    data: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.data.get("id", ""))

    @property
    def model(self) -> RuleFile | None:
        return self.told.models.get(self.data.get("adopts", ""))

    @property
    def title(self) -> str:
        return str(self.data.get("title") or (self.model.data["title"] if self.model else "") or self.told.data["title"])

    @property
    def cited(self) -> dict[str, str]:
        return words.citation(self.data.get("cite"), self.told.sources)

    @property
    def path(self) -> str:
        """Where its page stands; that of the instrument where the rules stand in no article."""
        return f"{home_of(self.told)}/{self.id}".rstrip("/")

    @cached_property
    def rules(self) -> tuple[RulePart, ...]:
        """Its own rules, then those of the model that it adopts."""
        own = self.data.get("rules") if self.data else self.told.data.get("rules")
        found = [RulePart(self, r, None) for r in own or []]
        if self.model:
            found += [RulePart(self, r, self.model) for r in self.model.data.get("rules") or []]
        return tuple(found)

    def rule(self, name: str) -> RulePart | None:
        return next((r for r in self.rules if r.id == name), None)


@dataclass(frozen=True)
class RulePart:
    """A rule as it stands in an article; `model` is the file it comes from where the article adopts it."""

    article: Article
    data: Mapping[str, Any]
    model: RuleFile | None

    @property
    def id(self) -> str:
        return str(self.data["id"])

    @property
    def path(self) -> str:
        return f"{self.article.path}/{self.id}"

    @property
    def own_name(self) -> str:
        """Its name in answers and scenarios: `art-7.opens`, or `national.DE.regular-old-age`."""
        return f"{self.article.id or self.article.told.name}.{self.id}"


def home_of(told: Told) -> str:
    """The page of a file."""
    return f"/models/{told.name}" if told.kind == "model" else f"/instruments/{told.name}"


def articles(told: Told) -> Iterator[Article]:
    """The articles of a file, in its order; one without a name where rules stand in none."""
    if told.data.get("rules"):
        yield Article(told, {})
    for provision in told.data.get("provisions") or []:
        yield Article(told, provision)


def article(told: Told, name: str) -> Article | None:
    return next((a for a in articles(told) if a.id == name), None)
