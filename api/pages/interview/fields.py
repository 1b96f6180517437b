"""The fields of a step: for each fact its question, what can be chosen, and what was told before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from api.pages.interview import kinds, lists, voices
from api.pages.interview.dates import parts_of
from api.pages.interview.paths import found
from api.pages.interview.sheet import Sheet
from api.pages.render import gettext as _
from api.pages.render import told
from api.pages.speaking import LANGUAGE
from api.pages.telling import day
from engine.language.corpus import Corpus
from engine.wording.countries import country_name
from engine.wording.facts import label, question

#: How many empty rows a list offers at least.
ROWS = 3
MOST_YEARS = 70


@dataclass
class Field:
    """One field, or one group of them. `values` are by the name of each input; `options` are (value, words); `columns` those of rows."""

    fact: str
    kind: str
    question: str
    hint: str = ""
    values: dict[str, str] = field(default_factory=dict)
    options: list[tuple[str, str]] = field(default_factory=list)
    columns: list[tuple[str, str, str, list[tuple[str, str]]]] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)


def fields_of(corpus: Corpus, sheet: Sheet, step: str, asked: Mapping[str, str], typed: Mapping[str, str] | None = None) -> list[Field]:
    """The fields of a step. `asked` are the engine's questions by fact; `typed` is what stood in the fields where they are shown again."""
    return [_field(corpus, sheet, fact, asked, typed) for fact in step.split("+")]


def _field(corpus: Corpus, sheet: Sheet, fact: str, asked: Mapping[str, str], typed: Mapping[str, str] | None) -> Field:
    kind = kinds.kind_of(fact)
    made = Field(fact, kind, question_for(sheet, fact, asked), hint_for(fact, kind))
    if kind == "choice":
        made.options = options_for(corpus, sheet, fact)
    elif kind == "truth":
        made.options = [("yes", _("Yes")), ("no", _("No"))]
    elif kind == "rows":
        _rows(made, sheet)
    elif kind == "years":
        _years(made, sheet)
    made.values |= dict(typed) if typed is not None else _before(sheet, fact, kind)
    return made


def question_for(sheet: Sheet, fact: str, asked: Mapping[str, str]) -> str:
    """The question to the person, or about the person where somebody else answers."""
    period = kinds.period_of(fact)
    if period:
        return period_question(sheet, *period)
    voice = {} if sheet.helping else voices.to_survivor() if sheet.way == "survivors" or sheet.branch == "survivors" else voices.to_you()
    if fact == "benefit":
        return _("What do you want to know about?")
    if fact.startswith("language.") and not sheet.helping:
        return _("How well do you speak this language: %(language)s?", language=language_name(fact[9:]))
    return voice.get(fact) or asked.get(fact) or told(question(fact))


def period_question(sheet: Sheet, number: int, part: str) -> str:
    """A question on one period, which is named by its country and its dates."""
    period = (sheet.case.get("record") or [])[number : number + 1]
    where = spell_in_words(period[0]) if period else str(number + 1)
    questions = {
        "from": _("%(period)s: when exactly did it begin?", period=where),
        "to": _("%(period)s: when exactly did it end?", period=where),
        "kind": _("%(period)s: what was it?", period=where),
        "scheme": _("%(period)s: in which scheme was it insured?", period=where),
        "activity": _("%(period)s: what kind of work was it?", period=where),
        "refunded": _("%(period)s: were the contributions paid back?", period=where),
        "insured_under": _("%(period)s: the law of which country applied?", period=where),
        "raised_in": _("%(period)s: where was the child raised?", period=where),
        "days_per_week": _("%(period)s: how many days a week does the scheme count?", period=where),
        "quarters": _("%(period)s: how many quarters does the institution certify?", period=where),
        "country": _("%(period)s: which country was it?", period=where),
    }
    return questions.get(part) or _("%(period)s: how does the total fall on the single years?", period=where)


def spell_in_words(period: Mapping[str, Any]) -> str:
    """A period as a summary names it: country, dates, total."""
    country = country_name(str(period["country"]), LANGUAGE.get()) if period.get("country") else _("Unknown country")
    first, last = (day(period[end]) if end in period else "?" for end in ("from", "to"))
    span = _("%(first)s to %(last)s", first=first, last=last) if "from" in period or "to" in period else ""
    total = next((f"{period[unit]} {words}" for unit, words in lists.units().items() if unit in period), "")
    return ", ".join(part for part in (country, span, total) if part)


def language_name(code: str) -> str:
    """A language by its name in the language of the page."""
    from babel import Locale

    return str(Locale.parse(LANGUAGE.get()).languages.get(code, code))


def hint_for(fact: str, kind: str) -> str:
    """What helps to fill a field."""
    if kind == "date":
        return _("For example 27 3 1985. If you only know the month or the year, leave the rest empty.")
    special = {
        "credential.evidence": _("Write it as it stands there, in its own language."),
        "credential.certificates": _("One on each line, as they are called."),
        "host_region": _("Write its code, such as DE-BY for Bavaria or CA-ON for Ontario."),
        "person.nationalities": _("If there are several, write a comma between them."),
        "claimant.nationalities": _("If there are several, write a comma between them."),
        "posting.employer_seats": _("If there are several, write a comma between them."),
    }
    return special.get(fact, _("Write the name and choose from the list, or write the two-letter code.") if kind == "country" else "")


def options_for(corpus: Corpus, sheet: Sheet, fact: str) -> list[tuple[str, str]]:
    """What can be chosen for a fact, as value and words."""
    period = kinds.period_of(fact)
    if period and period[1] == "scheme":
        return schemes(corpus, sheet, period[0])
    if fact == "credential.profession":
        return professions(corpus)
    name = f"record.{period[1]}" if period else "language" if fact.startswith("language.") else fact
    return list(lists.choices()[name].items())


def schemes(corpus: Corpus, sheet: Sheet, number: int) -> list[tuple[str, str]]:
    """The schemes of the State of a period."""
    period = (sheet.case.get("record") or [])[number : number + 1]
    national = corpus.national(str(period[0].get("country", ""))) if period else None
    known: Mapping[str, Mapping[str, Any]] = (national.data.get("schemes") or {}) if national else {}
    return [(name, str(entry.get("title") or label(name))) for name, entry in known.items()]


def professions(corpus: Corpus) -> list[tuple[str, str]]:
    """The professions that rules name, by their words; last, any other."""
    named: set[str] = set()
    for name in corpus.credentials:
        named |= set(corpus.credential_head(name).professions)
    words = lists.professions()
    known = sorted(((p, words.get(p) or label(p)) for p in named), key=lambda x: x[1])
    return [*known, ("other", _("Another profession"))]


def _before(sheet: Sheet, fact: str, kind: str) -> dict[str, str]:
    value = found(sheet.case, fact)
    if value is None:
        return {}
    if kind == "date":
        return {f"{fact}-{part}": text for part, text in parts_of(value).items()}
    if kind == "truth":
        return {fact: "yes" if value else "no"}
    if kind == "country":
        return {fact: country_name(str(value), LANGUAGE.get())}
    if kind == "countries":
        return {fact: ", ".join(country_name(str(code), LANGUAGE.get()) for code in value)}
    if kind == "lines":
        return {fact: "\n".join(value)}
    if kind == "amount":
        return {fact: str(value.get("amount", "")), f"{fact}-currency": str(value.get("currency", ""))}
    return {fact: str(value)} if kind in ("choice", "number", "text") else {}


def _rows(made: Field, sheet: Sheet) -> None:
    words = {
        "country": _("Country"),
        "from": _("From"),
        "to": _("Until"),
        "hours_per_week": _("Hours a week"),
        "status": _("Status"),
        "date": _("Day of the recognition"),
        "birth_date": _("Date of birth"),
        "residence": _("Lives in"),
        "raised_in": _("Was raised in"),
        "share": _("Percent of the work"),
    }
    columns = kinds.ROWS[made.fact]
    status = list(lists.choices()["registration.status"].items())
    made.columns = [(name, words[name], kind, status if kind == "choice" else []) for name, kind in columns.items()]
    entries = found(sheet.case, made.fact) or []
    if isinstance(entries, Mapping):
        entries = [{"country": country, "share": share} for country, share in entries.items()]
    made.rows = [str(n) for n in range(max(ROWS, len(entries) + 1))]
    for number, entry in enumerate(entries):
        for name, kind in columns.items():
            value = entry.get(name)
            if value is not None:
                made.values[f"{made.fact}-{name}-{number}"] = country_name(value, LANGUAGE.get()) if kind == "country" else str(value)


def _years(made: Field, sheet: Sheet) -> None:
    """A field for each year of a period, to say how its total falls on them."""
    period = found(sheet.case, made.fact) or {}
    first, last = (str(period.get(end) or date.today().year)[:4] for end in ("from", "to"))
    made.rows = [str(year) for year in range(int(first), min(int(last), int(first) + MOST_YEARS) + 1)]
    made.columns = [("total", unit_in_words(period), "number", [])]


def unit_in_words(period: Mapping[str, Any]) -> str:
    """What the total of a period counts, as a heading."""
    return next((words for unit, words in lists.units().items() if unit in period), _("months")).capitalize()


def known_facts(steps: Iterable[str]) -> list[str]:
    """The facts of some steps, each once."""
    return list(dict.fromkeys(fact for step in steps for fact in step.split("+")))
