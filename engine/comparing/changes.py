"""What changed between two pieces that are laid side by side: values, conditions, exceptions, what is concluded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.comparing.matching import Matched, matched
from engine.comparing.normal import Form, Naming, form, literals, value_form
from engine.comparing.pieces import CREDIT, EXCEPTION, RECORD, Piece, Pieces, named_value
from engine.comparing.words import Wording
from engine.language.ir import Citation, Condition, Figure, Literal, Test, Value
from engine.wording.facts import label

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, order=True)
class Change:
    """One clause: where, what kind of thing, how it changed, and both sides in words (empty where there was or is none)."""

    address: str
    kind: str
    change: str
    before: str
    after: str
    article: str = ""


def changes(before: Pieces, after: Pieces) -> list[Change]:
    """Everything that differs between two instances, but for words, names and order."""
    side = matched(before, after)
    differ = _Differ(before.wording, after.wording, side)
    found = [c for a, b in side.changed for c in differ.pair(a, b)]
    found += [Change(p.id, p.kind, REMOVED, said(p, before.wording), "", _article(p.cite)) for p in side.removed]
    found += [Change(p.id, p.kind, ADDED, "", said(p, after.wording), _article(p.cite)) for p in side.added]
    return sorted(dict.fromkeys(found))


class _Differ:
    def __init__(self, before: Wording, after: Wording, side: Matched) -> None:
        self.wordings, self.names = (before, after), (side.before, side.after)

    def pair(self, a: Piece, b: Piece) -> Iterator[Change]:
        yield from self._conditions(a, b, a.conditions, b.conditions, "")
        yield from self._conditions(a, b, a.awaits, b.awaits, "from when: ")
        for word in ("bars", "replaces"):
            had, has = set(getattr(a, word)), {self.names[1].rule(t) for t in getattr(b, word)}
            for gone in sorted(map(str, had - has)):
                yield Change(a.id, EXCEPTION, REMOVED, self._excepts(word, gone, a), "", _article(a.cite))
            for new in sorted(map(str, has - had)):
                yield Change(a.id, EXCEPTION, ADDED, "", self._excepts(word, new, b), _article(b.cite))
        yield from self._values(a, b)

    def _excepts(self, word: str, target: str, piece: Piece) -> str:
        return f"{'never beside' if piece.kind == CREDIT else 'takes the effect of' if word == 'bars' else 'stands in place of'} `{target}`"

    # --- conditions

    def _conditions(self, a: Piece, b: Piece, left: Sequence[Condition], right: Sequence[Condition], when: str) -> Iterator[Change]:
        mine = {repr(form(c, self.names[0])): c for c in left}
        yours = {repr(form(c, self.names[1])): c for c in right}
        gone, came = [mine[k] for k in sorted(mine.keys() - yours.keys())], [yours[k] for k in sorted(yours.keys() - mine.keys())]
        for alike in (self._blanked, self._asked):
            for c in list(gone):
                other = next((d for d in came if alike(c, self.names[0]) == alike(d, self.names[1])), None)
                if other is not None:
                    gone.remove(c)
                    came.remove(other)
                    yield from self._one(a, b, c, other, when)
        for c in gone:
            yield Change(a.id, "condition", REMOVED, when + self.wordings[0].condition(c), "", _article(a.cite))
        for c in came:
            yield Change(a.id, "condition", ADDED, "", when + self.wordings[1].condition(c), _article(b.cite))

    def _blanked(self, node: Condition, naming: Naming) -> Form:
        return form(node, naming, True)

    def _asked(self, node: Condition, naming: Naming) -> Form:
        return value_form(node.left, naming, True) if isinstance(node, Test) else repr(node)

    def _one(self, a: Piece, b: Piece, c: Condition, d: Condition, when: str) -> Iterator[Change]:
        if self._blanked(c, self.names[0]) == self._blanked(d, self.names[1]):
            figures = [(x, y) for x, y in zip(literals(c), literals(d), strict=False) if value_form(x, Naming()) != value_form(y, Naming())]
            if figures and len(literals(c)) == len(literals(d)):
                yield from (self._figure(a, b, x, y, when + self.wordings[0].condition(c)) for x, y in figures)
                return
        words = (when + self.wordings[0].condition(c), when + self.wordings[1].condition(d))
        yield Change(a.id, "condition", CHANGED, *words, _article(b.cite))

    # --- values

    def _figure(self, a: Piece, b: Piece, x: Literal, y: Literal, where: str) -> Change:
        """A figure that is another: under its own name if it is declared, else under the rule that states it."""
        name = named_value(x) or named_value(y)
        cite = (y.origin.cite if y.origin else None) or b.cite
        address = f"{a.provision}.{name}" if name else a.id
        told = label(name) if name else where
        return Change(address, "value", CHANGED, f"{told}: {self.wordings[0].value(x)}", f"{told}: {self.wordings[1].value(y)}", _article(cite))

    def _values(self, a: Piece, b: Piece) -> Iterator[Change]:
        mine, yours = dict(a.values), dict(b.values)
        for word in sorted(mine.keys() | yours.keys()):
            x, y = mine.get(word), yours.get(word)
            if self._told(x, self.names[0], word) == self._told(y, self.names[1], word):
                continue
            if isinstance(x, Literal) and isinstance(y, Literal) and x.kind not in ("code", "codes") and y.kind == x.kind:
                yield self._figure(a, b, x, y, label(word)) if named_value(x) or named_value(y) else self._word(a, b, word, x, y)
                continue
            if x is None or y is None or isinstance(x, str) or isinstance(y, str):
                yield self._word(a, b, word, x, y)
            else:
                yield from self._inside(a, b, word, x, y)

    def _inside(self, a: Piece, b: Piece, word: str, x: Value, y: Value) -> Iterator[Change]:
        """Where in two derived values the difference lies: down to the first part that is another."""
        if isinstance(x, Literal) and isinstance(y, Literal) and x.kind == y.kind and x.kind not in ("code", "codes"):
            yield self._figure(a, b, x, y, label(word))
        elif isinstance(x, Figure) and isinstance(y, Figure) and x.function == y.function:
            for name in sorted({n for n, _ in (*x.arguments, *y.arguments)}):
                one, other = (_parts(v, name) for v in (x, y))
                lone = [p for p in one if self._told(p, self.names[0], name) not in [self._told(q, self.names[1], name) for q in other]]
                new = [q for q in other if self._told(q, self.names[1], name) not in [self._told(p, self.names[0], name) for p in one]]
                if len(lone) == len(new) == 1 and not isinstance(lone[0], str) and not isinstance(new[0], str):
                    yield from self._inside(a, b, word if name == "terms" else name, lone[0], new[0])
                elif lone or new:
                    yield self._word(a, b, word if name == "terms" else name, lone[0] if lone else None, new[0] if new else None)
        else:
            yield self._word(a, b, word, x, y)

    def _told(self, told: Value | str | None, naming: Naming, word: str) -> Form:
        if isinstance(told, str):
            return naming.conclusion(told) if word == "concludes" else naming.record(told) if word == "into" else told
        return value_form(told, naming)

    def _word(self, a: Piece, b: Piece, word: str, x: Value | str | None, y: Value | str | None) -> Change:
        kind = a.kind if a.kind in (CREDIT, RECORD) else "rule"
        told = [f"{label(word)}: {v if isinstance(v, str) else w.value(v)}" for v, w in zip((x, y), self.wordings, strict=True)]
        change = ADDED if x is None else REMOVED if y is None else CHANGED
        return Change(a.id, kind, change, told[0] if x is not None else "", told[1] if y is not None else "", _article(b.cite))


def _parts(node: Figure, name: str) -> tuple[Value | str, ...]:
    told = dict(node.arguments).get(name, ())
    return told if isinstance(told, tuple) else (told,)


def said(piece: Piece, wording: Wording) -> str:
    """A whole piece in words: what it says, when, and whom it excepts."""
    told = [f"{label(w)}: {label(v) if isinstance(v, str) else wording.value(v)}" for w, v in piece.values]
    told += [f"takes the effect of {', '.join(f'`{t}`' for t in piece.bars)}"] if piece.bars else []
    told += [f"stands in place of {', '.join(f'`{t}`' for t in piece.replaces)}"] if piece.replaces and piece.kind != CREDIT else []
    told += [f"when {' and '.join(sorted(wording.condition(c) for c in piece.conditions))}"] if piece.conditions else []
    told += [f"from when {' and '.join(sorted(wording.condition(c) for c in piece.awaits))}"] if piece.awaits else []
    return "; ".join(told)


def _article(cite: Citation | None) -> str:
    return cite.pinpoint if cite else ""
