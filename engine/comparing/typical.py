"""Typical persons as cases: a life that names no country, laid between two parties and counted back from the day of the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from engine.counting.calendar import add_months
from engine.decision.select import benefits_of
from engine.language.corpus import Corpus
from engine.language.files import load_path
from engine.language.literals import parse_literal

PERSONS = "rulesets/persons/typical-persons.yaml"
#: The list of the Member States.
UNION = "eu-members"


@dataclass(frozen=True)
class Person:
    """One life between two parties: `id` names the life and both, `about` is what reports group persons by."""

    id: str
    case: Mapping[str, Any]
    about: Mapping[str, str]


def lives(corpus: Corpus, path: Path | None = None) -> list[Mapping[str, Any]]:
    """The lives of a file of typical persons, the standard one where none is named. Raises RuleFileRefused for a faulty file."""
    document, _ = load_path(path or corpus.home / PERSONS, str(path or PERSONS))
    return list(document.data["persons"])


def persons(corpus: Corpus, law: Mapping[str, Any], pair: tuple[str, str], third: str, day: int, told: list[Mapping[str, Any]]) -> Iterator[Person]:
    """Every life in both directions. `law` is the data of an instrument: periods are laid in the schemes of the benefits that it covers."""
    for life in told:
        for a, b in (pair, pair[::-1]):
            yield _Laid(corpus, law, {"A": a, "B": b, "third": third}, day, life).person()


@dataclass(frozen=True)
class _Laid:
    corpus: Corpus
    law: Mapping[str, Any]
    where: Mapping[str, str]
    day: int
    life: Mapping[str, Any]

    def person(self) -> Person:
        life = self.life
        case: dict[str, Any] = {"question": "contribution-record", "as_of": date.fromordinal(self.day), "benefit": life["asks"]}
        person: dict[str, Any] = {"birth_date": self._born(life["age"]), "sex": life["sex"], "status": life.get("status", "national")}
        person["nationalities"] = [self.where[life["nationality"]]] if life["nationality"] != "none" else []
        person["residence"] = self.where[life["lives_in"]]
        person["legally_resident_in_union"] = person["residence"] in self.corpus.members(
            UNION, self.day
        )  # whoever lives somewhere here does so lawfully
        event = life.get("died_at") or life.get("incapable_at")
        if event:
            person["died" if life.get("died_at") else "incapacity_from"] = self._at(event)
            case["claim"] = {"date": date.fromordinal(self.day), "contingency": self._at(event)}
        if "survivor" in life:
            case["claimant"] = self._survivor(life["survivor"])
        if life.get("child_ages"):
            case["children"] = [{"birth_date": self._born(x), "residence": person["residence"]} for x in life["child_ages"]]
        if "sent" in life:
            case["posting"] = self._sent(life["sent"])
            case.pop("claim", None)
        else:
            case["deciding"] = sorted({self.where["A"], self.where["B"]})
            case["record"] = [entry for stretch in life.get("life") or [] for entry in self._stretch(stretch)]
        work = {s.get("doing", "employed") for s in life.get("life") or []} - {"caring", "residing", "employed"}
        doing = life["sent"].get("activity", "employed") if "sent" in life else next(iter(sorted(work)), "employed")
        about = {
            "sex": life["sex"],
            "age": _decade(life["age"]),
            "status": person["status"],
            "nationality": self._whose(),
            "occupation": doing,
            "asks": life["asks"],
        }
        return Person(f"{life['id']}-{self.where['A'].lower()}-{self.where['B'].lower()}", case | {"person": person}, about)

    def _whose(self) -> str:
        return {"A": "of a party", "B": "of a party", "third": "of a third State"}.get(self.life["nationality"], "none")

    def _born(self, age: str) -> date:
        """The day of birth of someone who is so old on the day of the law: the first of a month."""
        return date.fromordinal(add_months(self.day, -_months(age))).replace(day=1)

    def _at(self, age: str) -> date:
        return date.fromordinal(add_months(self._born(self.life["age"]).toordinal(), _months(age)))

    def _survivor(self, told: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {"relation": told["relation"], "birth_date": self._born(told["age"]), "residence": self.where[told["lives_in"]]}
        found["nationalities"] = [self.where[self.life["nationality"]]] if self.life["nationality"] != "none" else []
        if "married_for" in told:
            married = add_months(self._at(self.life["died_at"]).toordinal(), -_months(told["married_for"]))
            found["married"] = date.fromordinal(married)
        return found

    def _sent(self, told: Mapping[str, Any]) -> dict[str, Any]:
        start = date.fromordinal(self.day).replace(day=1)
        end = date.fromordinal(add_months(start.toordinal(), told["months"])) - timedelta(days=1)
        found = {
            "home": self.where[told["from"]],
            "host": self.where[told["to"]],
            "from": start,
            "to": end,
            "activity": told.get("activity", "employed"),
        }
        found |= {
            "employer_there": told.get("employer_there", "same"),
            "employer_in": found["home"],
            "replaces_another": False,
            "insured_at_home_months": 60,
        }
        found |= {"shares_of_work": {found["host"]: 100}, "employer_seats": [found["home"]]}
        return found | ({"flag": self.where[told["flag"]]} if told.get("flag") else {})

    def _stretch(self, told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """The periods of one part of a life: of work in the scheme of work, of residence where a scheme counts that."""
        state, doing = self.where[told["in"]], told.get("doing", "employed")
        start, end = self._at(told["from"]), self._at(told["to"]) - timedelta(days=1)
        end = min(end, date.fromordinal(self.day))
        if start > end:
            return
        span: dict[str, Any] = {"country": state, "from": start, "to": end}
        for scheme, entry in self._schemes(state):
            if entry.get("insures") == "residence":
                if not told.get("voluntary"):
                    yield span | {"kind": "residence"}
            elif doing != "residing":
                kind = "child-raising" if doing == "caring" else "voluntary" if told.get("voluntary") else "compulsory"
                activity = {"activity": doing} if doing != "caring" else {}
                months = (end.year - start.year) * 12 + end.month - start.month + 1
                quarters = {"quarters": months // 3} if entry.get("counted_in") == "quarters" else {}
                yield span | {"scheme": scheme, "kind": kind} | activity | quarters

    def _schemes(self, state: str) -> list[tuple[str, Mapping[str, Any]]]:
        """The schemes whose periods open what is asked: all of residence, and of work the first that a covered benefit names."""
        national = self.corpus.national(state)
        if national is None:
            return []
        every = national.data.get("benefits") or {}
        covered = benefits_of(self.corpus, self.law, state, self.life["asks"]) or [
            b for b, e in every.items() if e.get("branch") == self.life["asks"]
        ]
        names: list[str] = []
        for benefit in covered:
            named = every[benefit].get("scheme") or []
            names += [n for n in (named if isinstance(named, list) else [named]) if n not in names]
        schemes = national.data.get("schemes") or {}
        work = [n for n in names if schemes[n].get("insures") == "work"][:1]
        return [(n, schemes[n]) for n in names if n in work or schemes[n].get("insures") == "residence"]


def _months(age: str) -> int:
    literal = parse_literal(age)
    assert literal is not None and isinstance(literal.value, int)
    return literal.value


def _decade(age: str) -> str:
    years = _months(age) // 12
    return f"{years // 10 * 10} to {years // 10 * 10 + 9}"
