"""Which piece of one text is which piece of another: by content first, whatever its name; then by name; then by likeness."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engine.comparing.normal import Form, Naming, form
from engine.comparing.pieces import RECORD, Piece, Pieces

#: How alike two pieces under different names must be, in hundredths, to be one that was changed.
ALIKE = 50
_DEEPEST = 12


@dataclass(frozen=True)
class Matched:
    """`changed` are (before, after) that are one piece and say something else; pieces that say the same are left out. `after` speaks of
    the pieces after by their names before."""

    changed: list[tuple[Piece, Piece]]
    removed: list[Piece]
    added: list[Piece]
    before: Naming
    after: Naming


def matched(before: Pieces, after: Pieces) -> Matched:
    """Lay two instances side by side."""
    records = _renamed_records(before, after)
    conclusions = _renamed_conclusions(before, after, records)
    content = [_Content(before, Naming()), _Content(after, Naming(records=records, conclusions=conclusions))]
    left, right = dict(before.own), dict(after.own)
    same = _pair(left, right, lambda p: content[0].whole(p), lambda p: content[1].whole(p))
    pairs = _pair(left, right, lambda p: (p.kind == RECORD, p.id), lambda p: (p.kind == RECORD, _record_id(p, records)))
    pairs += _likest(left, right, content)
    known = {b.id: a.id for a, b in (*same, *pairs)}
    names = Naming(lambda i: known.get(i, i), records, conclusions)
    return Matched(pairs, list(left.values()), list(right.values()), Naming(), names)


def _record_id(piece: Piece, records: dict[str, str]) -> str:
    name = piece.id.removeprefix("records.")
    return f"records.{records.get(name, name)}" if piece.kind == RECORD else piece.id


class _Content:
    """The content of pieces with the rules that they name put in their place, so that a name counts for nothing."""

    def __init__(self, pieces: Pieces, naming: Naming) -> None:
        self.pieces, self.naming, self.deep = pieces, Naming(self.of, naming.records, naming.conclusions), 0

    def of(self, name: str) -> Form:
        """What a rule says, in place of its name; a ring of rules (which the loader refuses) would end at its name."""
        piece = self.pieces.find(name)
        if piece is None or self.deep >= _DEEPEST:
            return name
        self.deep += 1
        try:
            return piece.body(self.naming)
        finally:
            self.deep -= 1

    def whole(self, piece: Piece) -> Form:
        told = (piece.body(self.naming), *(tuple(sorted((self.of(t) for t in ts), key=repr)) for ts in (piece.bars, piece.replaces)))
        return (_record_id(piece, dict(self.naming.records)), told) if piece.kind == RECORD else told


def _pair(
    left: dict[str, Piece], right: dict[str, Piece], of_left: Callable[[Piece], Form], of_right: Callable[[Piece], Form]
) -> list[tuple[Piece, Piece]]:
    """Pairs of equal keys, those of one name first; both are taken out of what is left."""
    found: list[tuple[Piece, Piece]] = []
    waiting: dict[str, list[Piece]] = {}
    for piece in right.values():
        waiting.setdefault(repr(of_right(piece)), []).append(piece)
    for piece in list(left.values()):
        same = waiting.get(repr(of_left(piece)), [])
        other = next((p for p in same if p.id == piece.id), same[0] if same else None)
        if other is not None:
            same.remove(other)
            found.append((left.pop(piece.id), right.pop(other.id)))
    return found


def _likest(left: dict[str, Piece], right: dict[str, Piece], content: list[_Content]) -> list[tuple[Piece, Piece]]:
    """The pairs of different names that are most alike, the likest first."""
    scores = sorted(
        ((-_likeness(a, b, content), a.id, b.id) for a in left.values() for b in right.values() if a.kind == b.kind and a.kind != RECORD),
    )
    found = []
    for score, a, b in scores:
        if -score >= ALIKE and a in left and b in right:
            found.append((left.pop(a), right.pop(b)))
    return found


def _likeness(a: Piece, b: Piece, content: list[_Content]) -> int:
    """How much of the conditions of two pieces is the same but for their figures, in hundredths, and more for one article or one last name.

    What they conclude or credit must be the same.
    """
    if a.head(content[0].naming, True)[:2] != b.head(content[1].naming, True)[:2]:
        return 0
    parts = [{repr(form(c, s.naming, True)) for c in p.conditions} for p, s in zip((a, b), content, strict=True)]
    alike = 100 * len(parts[0] & parts[1]) // max(1, len(parts[0] | parts[1]))
    if not alike:
        return 0
    same_article = bool(a.cite and b.cite and (a.cite.source, a.cite.pinpoint) == (b.cite.source, b.cite.pinpoint))
    return alike + 10 * same_article + 10 * (a.id.rpartition(".")[2] == b.id.rpartition(".")[2])


def _renamed_records(before: Pieces, after: Pieces) -> dict[str, str]:
    """Records of other names, built of the same and filled by the same rules."""
    names = [set(p.instance.records) for p in (before, after)]
    lone = [sorted(names[0] - names[1]), sorted(names[1] - names[0])]
    told = {repr(_record_content(before, n)): n for n in lone[0]}
    return {n: told[c] for n in lone[1] for c in [repr(_record_content(after, n))] if c in told}


def _record_content(pieces: Pieces, record: str) -> Form:
    naming = Naming(lambda _: "", {record: "this"})
    record_piece = pieces.find(f"records.{record}")
    into = [p.body(naming) for p in _all(pieces) if dict(p.values).get("into") == record]
    return (record_piece.head(naming) if record_piece else (), tuple(sorted(into, key=repr)))


def _renamed_conclusions(before: Pieces, after: Pieces, records: dict[str, str]) -> dict[str, str]:
    """Conclusions of other names that the same rules draw."""
    lone = [sorted(p.instance.conclusions - q.instance.conclusions) for p, q in ((before, after), (after, before))]
    told = {repr(_drawn(before, n, {})): n for n in lone[0]}
    return {n: told[c] for n in lone[1] for c in [repr(_drawn(after, n, records))] if c in told}


def _drawn(pieces: Pieces, conclusion: str, records: dict[str, str]) -> Form:
    naming = Naming(lambda _: "", records, {conclusion: "this"})
    return tuple(sorted((p.body(naming) for p in _all(pieces) if dict(p.values).get("concludes") == conclusion), key=repr))


def _all(pieces: Pieces) -> Iterable[Piece]:
    return [*pieces.own.values(), *pieces.national.values()]
