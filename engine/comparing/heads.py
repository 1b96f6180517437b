"""The head of a file compared: parties, dates of instruments, what is left open, and notices (by what they are for, never by their words)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from engine.comparing.changes import ADDED, CHANGED, REMOVED, Change
from engine.comparing.law import Law
from engine.decision.select import parties_of
from engine.language.blocks import Block, Scope, blocks_of
from engine.language.vocabulary import VERBS, kind_of_fact


def of_heads(before: Law, after: Law, same: bool) -> Iterator[Change]:
    """What changed there; parties and instruments are those of `same` texts alone, since two agreements have each their own."""
    if same:
        parties = [parties_of(law.corpus, law.file.data, law.day) for law in (before, after)]
        yield from (Change("parties", "parties", REMOVED, f"{p} is a party", "") for p in parties[0] - parties[1])
        yield from (Change("parties", "parties", ADDED, "", f"{p} is a party") for p in parties[1] - parties[0])
        yield from _instruments(before, after)
    yield from _open(before, after)
    yield from _notices(before, after)


def _instruments(before: Law, after: Law) -> Iterator[Change]:
    left, right = (law.file.data.get("instruments") or {} for law in (before, after))
    for name in sorted(left.keys() | right.keys()):
        for word in ("in_force", "terminated"):
            had, has = ((side.get(name) or {}).get(word) for side in (left, right))
            if had != has:
                words = [f"{name} {label}: {day}" if day else "" for label, day in ((word.replace("_", " "), had), (word.replace("_", " "), has))]
                yield Change(f"instruments.{name}", "value", CHANGED if had and has else ADDED if has else REMOVED, *words)


def _open(before: Law, after: Law) -> Iterator[Change]:
    left, right = _left_open(before), _left_open(after)
    for fact in sorted(left.keys() | right.keys()):
        (mine, mine_at), (yours, yours_at) = left.get(fact, ("", "")), right.get(fact, ("", ""))
        if mine != yours:
            yield Change(
                f"leaves_open.{fact}", "discretion", CHANGED if mine and yours else ADDED if yours else REMOVED, mine, yours, yours_at or mine_at
            )


def _left_open(law: Law) -> dict[str, tuple[str, str]]:
    """Who decides what the text leaves open, by fact."""
    found = {}
    for block in _blocks(law):
        for told in block.data.get("leaves_open") or []:
            among = f", among {', '.join(map(str, told['among']))}" if told.get("among") else ""
            narrowed = f", for {json.dumps(told['for'], sort_keys=True)}" if told.get("for") else ""
            pinpoint = next(iter((told.get("cite") or block.cite or {"": ""}).values()))
            found[str(told["fact"])] = (f"left to: {told['to']}{among}{narrowed}", str(pinpoint))
    return found


def _blocks(law: Law) -> list[Block]:
    scope = _All({"deciding": None})
    return [b for b in blocks_of(law.file, law.corpus, scope, law.day) if not b.id.startswith("national.")]


class _All(Scope):
    def fits(self, narrow: object) -> bool:
        return True


_OF_NOTICES = ("says", "for", "since", "until", "outcomes", "when", "about", "effect", "fee", "deadline", "within", "form")


def _notices(before: Law, after: Law) -> Iterator[Change]:
    """A notice with other words is the same one; a step, a way to appeal or a warning that is no longer told is a change."""
    left, right = _told(before), _told(after)
    for key in sorted(left.keys() | right.keys()):
        mine, yours = left.get(key, []), right.get(key, [])
        yield from (Change(f"notices.{n['id']}", "notice", REMOVED, f"{n['says']}: {n['text']}", "", _pin(n)) for n in mine[len(yours) :])
        yield from (Change(f"notices.{n['id']}", "notice", ADDED, "", f"{n['says']}: {n['text']}", _pin(n)) for n in yours[len(mine) :])


def _told(law: Law) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for block in _blocks(law):
        for notice in block.data.get("notices") or []:
            told = {w: notice[w] for w in _OF_NOTICES if w in notice and w != "when"} | {"when": _unordered(notice.get("when"))}
            key = json.dumps(told, sort_keys=True, default=str)
            found.setdefault(key, []).append(notice)
    return found


def _unordered(node: Any) -> Any:
    """The condition of a notice without order, labels, and names of rules."""
    if isinstance(node, Mapping):
        known = {k: k if k in ("all", "any", "none", *VERBS) or kind_of_fact(k) else "a rule" for k in node if k != "named"}
        return {name: _unordered(node[k]) for k, name in known.items()}
    return sorted((_unordered(x) for x in node), key=repr) if isinstance(node, list) else node


def _pin(notice: Mapping[str, Any]) -> str:
    return str(next(iter((notice.get("cite") or {"": ""}).values())))
