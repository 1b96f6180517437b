"""Which of several States' periods counts where they lie on the same days.

Source: Regulation (EC) 987/2009 Art. 12(3) (compulsory insurance before voluntary), (4) (a real period before one treated as
such), (5) (of periods treated as such in several States, that of the State in which the person was last compulsorily insured
before; failing that, first afterwards). The order of kinds is an argument.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.counting.masks import highest, lowest, runs, span


@dataclass(frozen=True, slots=True)
class Layer:
    """Periods of one kind in one State, as slots that are surely and that are possibly covered."""

    country: str
    kind: str
    sure: int
    maybe: int


def keep(layers: Sequence[Layer], order: Mapping[str, int]) -> tuple[Layer, ...]:
    """What each layer keeps beside those of other States whose kind stands before its own in `order` (the lowest number first).

    Layers of one State do not displace each other: that is for its own law. Raises KeyError on a kind without a place in `order`.
    """
    kept = []
    for layer in layers:
        before = [o for o in layers if o.country != layer.country and order[o.kind] < order[layer.kind]]
        sure, maybe = layer.sure, layer.maybe
        for other in before:
            sure, maybe = sure & ~other.maybe, maybe & ~other.sure
        kept.append(Layer(layer.country, layer.kind, sure, maybe))
    return tuple(kept)


def keep_one_assimilated(layers: Sequence[Layer], assimilated: str, compulsory: str) -> tuple[Layer, ...]:
    """Where periods of the kind `assimilated` of several States meet, each stretch goes to one of these States: Art. 12(5).

    Where the State cannot be told (no compulsory insurance at all, or dates in doubt), every State that may be it keeps the
    stretch as possible only. Give layers that `keep` has already cleared of real periods.
    """
    contested = 0
    rivals = [layer for layer in layers if layer.kind == assimilated]
    for i, layer in enumerate(rivals):
        for other in rivals[:i]:
            if other.country != layer.country:
                contested |= layer.maybe & other.maybe
    result = list(layers)
    for stretch in _even_stretches(contested, rivals):
        claiming = sorted({layer.country for layer in rivals if layer.maybe & stretch})
        certain = all(layer.sure & stretch == stretch for layer in rivals if layer.maybe & stretch)
        winners = _last_insured(layers, claiming, compulsory, lowest(stretch), highest(stretch))
        for i, layer in enumerate(result):
            if layer.kind != assimilated or not layer.maybe & stretch:
                continue
            if layer.country not in winners:
                # the stretch falls back to this State if the other, in doubt, has no period there
                result[i] = Layer(layer.country, layer.kind, layer.sure & ~stretch, layer.maybe & ~(stretch if certain else 0))
            elif len(winners) > 1:
                result[i] = Layer(layer.country, layer.kind, layer.sure & ~stretch, layer.maybe)
    return tuple(result)


def _even_stretches(contested: int, rivals: Sequence[Layer]) -> list[int]:
    """The contested slots, cut where a period of any rival begins or ends."""
    masks = [mask for layer in rivals for mask in (layer.sure, layer.maybe)]
    cuts = {edge for mask in masks for first, last in runs(mask) for edge in (first, last + 1)}
    stretches = []
    for first, last in runs(contested):
        edges = sorted({first, last + 1, *(c for c in cuts if first < c <= last)})
        stretches += [span(a, b - 1) for a, b in pairwise(edges)]
    return stretches


def _last_insured(layers: Sequence[Layer], countries: Sequence[str], compulsory: str, first: int, last: int) -> frozenset[str]:
    """The States, of those that claim the stretch, in which compulsory insurance lay last before it, or else first after it."""
    insured = {c: (_join(layers, c, compulsory, True), _join(layers, c, compulsory, False)) for c in countries}
    before = {c: tuple((mask & ((1 << first) - 1)).bit_length() for mask in pair) for c, pair in insured.items()}
    if any(high for _, high in before.values()):
        best = max(low for low, _ in before.values())
        found = frozenset(c for c, (_, high) in before.items() if high and high >= best)
        return found if best else frozenset(countries)
    after = {c: (_first_after(pair[1], last), _first_after(pair[0], last)) for c, pair in insured.items()}
    ends = [high for _, high in after.values() if high is not None]
    found = frozenset(c for c, (low, _) in after.items() if low is not None and (not ends or low <= min(ends)))
    return found if found and ends else frozenset(countries)


def _join(layers: Sequence[Layer], country: str, kind: str, sure: bool) -> int:
    joined = 0
    for layer in layers:
        if layer.country == country and layer.kind == kind:
            joined |= layer.sure if sure else layer.maybe
    return joined


def _first_after(mask: int, last: int) -> int | None:
    rest = mask >> (last + 1)
    return lowest(rest) + last + 1 if rest else None
