"""One decision as plain text: the sentence first, then why, the periods, what is missing and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from engine.wording.phrases import Phrase, listed, phrase, sentences

#: Tells one phrase; `str` tells it in English.
Say = Callable[[str], str]
#: The head of a line, and its text as it is told.
Line = tuple[Phrase, str]


def in_words(decision: dict[str, Any], say: Say = str) -> str:
    """The lines of a decision, as `say` tells them."""
    return "\n".join([say(decision["summary"]), *(f"  {say(head):<8} {text}" for head, text in _lines(decision, say))])


def _lines(decision: dict[str, Any], say: Say) -> Iterator[Line]:
    for b in decision["because"]:
        yield phrase("because"), say(b["sentence"]) + _where(b)
    if decision["outcome"] != "yes":
        yield from ((phrase("not"), say(_blocked(b)) + _where(b)) for b in decision["blocked_by"])
    yield from ((phrase("asked"), f"{say(m['question'])} ({m['fact']})") for m in decision["missing"])
    yield from ((phrase("open"), f"{say(x['about'])}: {say(x['decided_by'])}{_where(x)}") for x in decision["left_open"])
    yield from ((phrase("awaits"), say(x["what"]) + _behind([x["met_on"] or ""], say)) for x in decision["outstanding"])
    yield from ((phrase("period"), say(_counted(x)) + _where(x)) for x in decision["ledger"])
    yield from _money(decision["amounts"] or {}, decision["portable"], say)
    if decision["outcome"] != "yes":
        yield from ((phrase("title"), say(x)) for x in _title(decision.get("title")))
        yield from ((phrase("near"), near["title"]) for near in (decision.get("title") or {}).get("nearest", ()))
    yield from (line for s in decision["next_steps"] for line in _step(s, say))
    yield from ((phrase("helps"), say(s["what"]) + _where(s)) for s in decision["still_helps"])
    yield from ((phrase("mind"), say(w["what"]) + _where(w)) for w in decision["warnings"])
    if appeal := decision["appeal"]:
        yield phrase("appeal"), say(appeal["what"]) + _behind([appeal["to"], appeal["within"]], say) + _where(appeal)
    if recruitment := decision["recruitment"]:
        for x in (recruitment, *recruitment["more"]):
            yield phrase("recruit"), f"{say(Phrase(x['effect'].replace('_', ' ')))}: {say(x['notice'])}{_where(x)}"
    yield from ((phrase("unsure"), f"{u['what']}: {say(u['note'] or Phrase(u['confidence']))}") for u in decision["unconfirmed"])
    yield from ((phrase("taken"), say(a)) for a in decision["assumptions"])
    known = [f"{r['fact']} ({r['known_by']})" for r in decision["rests_on"] if r["known_by"] != "self-declared"]
    if known:
        yield phrase("rests on"), say(phrase("{facts}; everything else is self-declared", facts=", ".join(known)))


def _money(amounts: dict[str, Any], portable: dict[str, Any] | None, say: Say) -> Iterator[Line]:
    if amounts.get("fraction"):
        yield phrase("share"), f"{say(amounts['fraction'])}{_where(amounts)}"
    if amounts.get("full"):
        yield phrase("full"), say(amounts["full"])
    if amounts.get("due"):
        yield phrase("amount"), say(amounts["due"])
    if portable:
        yield phrase("paid in"), f"{portable['payable_in'] or '?'}: {say(Phrase(portable['outcome']))}{_where(portable)}"


def _title(title: dict[str, Any] | None) -> Iterator[Phrase]:
    """What to say of a title that the list does not hold."""
    if title is None or title["listed"]:
        return
    yield phrase("not in the list of that country as it was written; it is matched with no other")
    if title["is_professional_title"]:
        yield phrase("a professional title was given; the title of the diploma is asked for")
    if title["listed_for"]:
        yield phrase("listed for {states}, which is another country", states=", ".join(title["listed_for"]))


def _step(s: dict[str, Any], say: Say) -> Iterator[Line]:
    told = (s["fee"], s["institution"], s["form"], s["deadline"])
    yield phrase("next"), say(s["step"]) + _behind([x for x in told if x not in s["step"]], say) + _where(s)
    if s["documents"]:
        yield phrase("bring"), say(listed(s["documents"]))


def _behind(told: list[str], say: Say) -> str:
    """What stands behind a sentence in brackets, as far as there is anything."""
    words = "; ".join(say(x) for x in told if x)
    return f" ({words})" if words else ""


def _where(x: dict[str, Any]) -> str:
    """Where it stands: the source by its short name in the rule file, and the place in it."""
    words = " ".join(told for told in (x.get("source"), x.get("article")) if told)
    return f" [{words}]" if words else ""


def _blocked(b: dict[str, Any]) -> Phrase:
    told = {"fact": b["fact"], "found": b["found"], "needed": b["needed"]}
    if not b["distance"]:
        return phrase("{fact}: found {found}, needed {needed}", **told)
    if b["over"]:
        return phrase("{fact}: found {found}, needed {needed}, {distance} over", **told, distance=b["distance"])
    return phrase("{fact}: found {found}, needed {needed}, {distance} short", **told, distance=b["distance"])


def _counted(x: dict[str, Any]) -> Phrase:
    told = {"country": x["country"], "start": x["from"] or "?", "end": x["to"] or "?", "credited": x["credited"], "dropped": x["dropped"]}
    if not x["into"]:
        return sentences(phrase("{country} {start} to {end}: {credited}, {dropped} dropped.", **told), x["why"])
    return sentences(phrase("{country} {start} to {end}: {credited} into {record}, {dropped} dropped.", **told, record=x["into"]), x["why"])
