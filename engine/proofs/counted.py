"""The facts that counting reads: in crediting rules and their exceptions, in the limits of records, in the windows of figures."""

from __future__ import annotations

from collections.abc import Iterator

from engine.decision.amounts import walk
from engine.language.instance import Instance
from engine.language.ir import Citation, Condition, Figure, Given, Test, Value, leaves


def counted_from(node: Value) -> Iterator[Value]:
    """The values that a counting function is given."""
    if isinstance(node, Figure):
        for _, argument in node.arguments:
            yield from (part for part in (argument if isinstance(argument, tuple) else (argument,)) if not isinstance(part, str))


def counted_by_rules(instance: Instance) -> Iterator[Given]:
    """Every fact that some crediting rule, exception or record of the instance reads, but for facts of the period itself."""
    for _, _, values in sources(instance):
        for value in values:
            yield from (p for p in walk(value) if isinstance(p, Given) and not p.path.startswith(("period.", "earning.")))


def sources(instance: Instance) -> Iterator[tuple[str, Citation | None, list[Value]]]:
    """Each rule or record by which periods are counted, its citation, and the values that it reads."""
    for credits in instance.credits.values():
        for credit in credits:
            limits = [v for v in (credit.not_before, credit.not_after) if v is not None]
            yield credit.id, credit.cite, [*_tested(credit.when), *limits]
    for bars in instance.period_bars.values():
        for bar in bars:
            yield bar.id, bar.cite, list(_tested(bar.when))
    for name, record in instance.records.items():
        limits = [v for v in (record.not_before, record.not_after, record.without_countries, record.third_states) if v is not None]
        yield f"record {name}", record.cite, limits


def _tested(when: Condition) -> Iterator[Value]:
    for leaf, _ in leaves(when):
        if isinstance(leaf, Test):
            yield from (leaf.left, *(() if isinstance(leaf.right, tuple) else (leaf.right,)))
