"""Which codes the tests of a program tell apart, fact by fact: for all others one code stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.decision.amounts import walk
from engine.decision.listing import folded
from engine.language.instance import Instance
from engine.language.ir import Condition, Dated, Figure, Given, Literal, Program, Test, Value, leaves
from engine.language.tables import rows_of
from engine.proofs.codes import closed, elsewhere, is_place, places


class Relevant:
    """The domain of each code of one program (or of two that are compared): codes that rules name, and one that stands for the rest."""

    def __init__(self, readings: Iterable[tuple[Instance, Program]]) -> None:
        self._named: dict[str, set[str]] = {}
        self._among: dict[str, tuple[str, ...]] = {}
        self._places: set[str] = set()
        self._days: set[str] = set()
        self._counted_from: set[str] = set()
        for instance, program in readings:
            self._read(instance, program)

    def _read(self, instance: Instance, program: Program) -> None:
        self._places |= {s for s in (*instance.scope.roles.values(), *instance.scope.partners) if s}
        for path, (entry, _) in instance.names.open_facts.items():
            among = tuple(str(x) for x in entry.get("among") or () if not isinstance(x, bool))
            if among:
                self._among[path] = among
        for test in _tests(program):
            codes = set(_codes(test))
            self._places |= places(codes)
            for node in (test.left, *(() if isinstance(test.right, tuple) else (test.right,))):
                self._day(node)
                for part in walk(node):
                    if isinstance(part, Given):
                        self._named.setdefault(part.path, set()).update(codes)
                    elif isinstance(part, Figure):
                        self._table(instance, part)

    def _day(self, node: Value) -> None:
        """A day that a test compares as it is, or a value for which it is read otherwise."""
        if isinstance(node, Given):
            if node.kind == "date":
                self._days.add(node.path)
            self._counted_from.add(f"{node.path.partition('.')[0]}.birth_date" if "age" in node.path else "")
            return
        inside = node.by if isinstance(node, Dated) else node
        self._counted_from |= {part.path for part in walk(inside) if isinstance(part, Given)}

    @property
    def plain_days(self) -> set[str]:
        """Facts that are days and are only compared: no months are counted from them."""
        return self._days - self._counted_from

    def _table(self, instance: Instance, figure: Figure) -> None:
        arguments = dict(figure.arguments)
        table = arguments.get("table")
        if not isinstance(table, str):
            return
        rows = list(rows_of(instance.corpus, instance.file, table))
        for column, name in instance.file.data["tables"][table]["match"].items():
            node = instance.names.value(name, instance.blocks[0])
            if isinstance(node, Given) and node.kind == "code":
                self._named.setdefault(node.path, set()).update(str(row[column]) for row in rows)
            elif isinstance(node, Literal):
                rows = [r for r in rows if folded(str(r[column])) == folded(str(node.value))]
        among = arguments.get("among")
        if isinstance(among, Given):
            cells = {str(row[str(arguments["column"])] or "") for row in rows} - {"", "none", "None"}
            self._named.setdefault(among.path, set()).update(option for cell in cells for option in cell.split("|"))

    def domain(self, path: str) -> tuple[str, ...]:
        """The codes that a fact may have, in order; the last stands for all that are not named, unless the list is closed."""
        words = closed(path, self._among.get(path, ()))
        if words:
            return words
        if is_place(path):
            return (*sorted(self._places), elsewhere(self._places))
        return (*sorted(self._named.get(path, ())), f"another {path.rpartition('.')[2].replace('_', ' ')}")

    @property
    def states(self) -> tuple[str, ...]:
        """Every State that is named, and one that is not."""
        return self.domain("person.residence")


def _tests(program: Program) -> Iterator[Test]:
    for rule in program.rules:
        yield from conditions(rule.when)
        if rule.awaits is not None:
            yield from conditions(rule.awaits)


def conditions(when: Condition) -> Iterator[Test]:
    """The tests of a condition."""
    return (leaf for leaf, _ in leaves(when) if isinstance(leaf, Test))


def _codes(test: Test) -> Iterator[str]:
    if isinstance(test.right, tuple):
        yield from test.right
        return
    for node in (test.left, test.right):
        yield from literal_codes(node)


def literal_codes(node: Value) -> Iterator[str]:
    """The codes that a written value holds."""
    if isinstance(node, Literal) and isinstance(node.value, (str, frozenset)):
        yield from [node.value] if isinstance(node.value, str) else sorted(node.value)
