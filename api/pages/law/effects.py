"""What follows where a rule holds: what it concludes, what a period is worth, which other rules it keeps from applying."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from api.pages.law import facts, values
from api.pages.law.names import Names
from api.pages.law.texts import say
from engine.wording.facts import label


def follows(rule: Mapping[str, Any], names: Names) -> list[str]:
    """Sentences on what follows; references to other rules stand apart, as links."""
    found = [*_concluded(rule.get("concludes"), names), *_credited(rule.get("credits"), names)]
    if rule.get("as"):
        found.append(say("The right rests on: %(basis)s.", basis=label(str(rule["as"]))) if _is_right(rule) else _route(rule))
    return found


def _is_right(rule: Mapping[str, Any]) -> bool:
    return rule.get("concludes") == "right"


def _route(rule: Mapping[str, Any]) -> str:
    return say("This is the route: %(route)s.", route=label(str(rule["as"])))


def _concluded(told: Any, names: Names) -> Iterator[str]:
    if isinstance(told, Mapping):
        for name, value in told.items():
            yield _valued(str(name), names.value(value))
    elif told:
        yield _concluded_by_name(str(told))


def _valued(name: str, value: str) -> str:
    match name:
        case "insured_in":
            return say("The person is insured in this State, and only there: %(state)s.", state=value)
        case "amount":
            return say("The amount is: %(value)s.", value=value)
        case _:
            return say("%(what)s: %(value)s.", what=facts.named(name), value=value)


def _concluded_by_name(name: str) -> str:
    match name:
        case "right":
            return say("There is a right to the benefit.")
        case "payable":
            return say("The benefit is paid where the person lives.")
        case "recognised":
            return say("The qualification is recognised.")
        case "record.qualifies":
            return say("The time that counts is enough for the benefit under the law of this State.")
        case "in_scope":
            return say("The instrument covers the person.")
        case _:
            return say("From then on this holds: %(what)s.", what=label(name.removeprefix("record.")))


def _credited(told: Mapping[str, Any] | None, names: Names) -> Iterator[str]:
    if not told:
        return
    yield say("The period counts. It enters this record: %(record)s.", record=facts.record_named(str(told["into"])))
    if told.get("every"):
        yield say("Each %(part)s counts as %(worth)s.", part=names.value(told["every"]), worth=names.value(told["worth"]))
    if told.get("holding"):
        yield say("It counts only where it holds at least %(least)s.", least=names.value(told["holding"]))
    if told.get("remainder"):
        yield say("A rest that is less than a whole counts as %(worth)s.", worth=names.value(told["remainder"]))
    if told.get("within") == "calendar_year":
        yield say("Each calendar year is counted by itself.")
    if told.get("never_on"):
        taken = told["never_on"] if isinstance(told["never_on"], list) else [told["never_on"]]
        records = ", ".join(facts.record_named(str(x)) for x in taken)
        yield say("What is counted there already is not counted twice: %(records)s.", records=records)
    if told.get("at_most"):
        most, each, _ = str(told["at_most"]).partition(" each calendar_year")
        shown = {"most": names.value(most)}
        yield say("At most %(most)s are counted in a calendar year.", **shown) if each else say("At most %(most)s are counted.", **shown)
    if told.get("not_before"):
        yield say("Nothing before this day counts: %(day)s.", day=_day(told["not_before"], names))
    if told.get("not_after"):
        yield say("Nothing after this day counts: %(day)s.", day=_day(told["not_after"], names))
    if told.get("certified_only"):
        yield say("Only a total that the institution certifies counts for certain.")


def _day(told: Any, names: Names) -> str:
    if not isinstance(told, str) or names.series(told):
        return names.value(told)
    if told.rpartition(".")[2] == "in_force":
        return names.value(told)
    return facts.named(told) if not values.country(told) else told
