"""A `when` as written, turned into conditions of the representation: every name resolved, every test with its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.language.blocks import Block
from engine.language.ir import All, AnyOf, Condition, Figure, Given, Held, Literal, Not, Said, Test, Value
from engine.language.units import met
from engine.problems import nearest

if TYPE_CHECKING:
    from engine.language.rules import RuleBook

_ORDER = ("at_least", "at_most", "more_than", "less_than", "on_or_after", "before")


class Conditions:
    """Lowers conditions of one instance. `book` knows its rules and what they conclude."""

    def __init__(self, book: RuleBook) -> None:
        self.book, self.names = book, book.names

    def lower(self, tree: Mapping[str, Any], block: Block, at: str, record: str | None = None) -> Condition:
        parts: list[Condition] = []
        for key, told in tree.items():
            if key in ("all", "any", "none"):
                inner = tuple(self.lower(x, block, at, record) for x in told)
                parts.append(All(inner) if key == "all" else AnyOf(inner) if key == "any" else Not(AnyOf(inner)))
            else:
                parts.append(self._test(key, told, block, at, record))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _test(self, key: str, told: Mapping[str, Any], block: Block, at: str, record: str | None) -> Condition:
        name = f"{record}{key[6:]}" if record and (key == "record" or key.startswith("record.")) else key
        verb, obj = next((v, o) for v, o in told.items() if v != "named")
        shown = told.get("named") or (key[7:] if key.startswith("record.") else key)
        address = f"{at}.{shown}"
        if verb == "is" and isinstance(obj, bool):
            said = self._said(name, address, block)
            if said is not None:
                return said if obj else Not(said)
        quantifier, _, rest = name.partition(".")
        if quantifier in ("every_partner", "any_partner"):
            asked = Figure("truth", name, "partners_conclude", (("holds", rest), ("quantifier", quantifier)))
            return Test(address, asked, "is", Literal("truth", int(bool(obj))), name)
        if name == "basis":
            labels = obj if isinstance(obj, list) else [obj]
            held = tuple(Held(f"{address}.{i}", i) for i in self.book.labelled([str(x) for x in labels]))
            return AnyOf(held) if held else self._never(address, name)
        left = self._left(name, block, record)
        if verb == "listed_in":
            return self._listed(left, name, str(obj), address, block)
        if verb in ("is", "in"):
            return self._among(left, name, verb, obj, address, block, record)
        return self._compared(left, name, verb, obj, address, block, record)

    def _left(self, name: str, block: Block, record: str | None) -> Value:
        if name == "benefit":
            scope = self.names.scope
            return Literal("codes", frozenset({scope.benefit, f"{scope.roles.get('deciding')}.{scope.benefit}"}))
        return self.names.value(name, block, record)

    def _said(self, name: str, address: str, block: Block) -> Condition | None:
        if name in self.book.conclusions:
            return Said(address, name)
        if name in self.book.possible_conclusions(block):
            return self._never(address, name)
        if name.partition(".")[0] in self.names.records and name.endswith(".qualifies"):
            return Test(address, Given("truth", f"not_encoded.{name}"), "is", Literal("truth", 1), name)
        rule = self.book.rule_id(name, block)
        if rule is not None:
            return Held(address, rule)
        return self._never(address, name) if self.book.is_known_rule(name, block) else None

    def _never(self, address: str, name: str) -> Test:
        """A conclusion or rule that the scope narrowed away: it does not hold here."""
        return Test(address, Literal("truth", 0), "is", Literal("truth", 1), name)

    def _listed(self, left: Value, name: str, group: str, address: str, block: Block) -> Condition:
        tables = self.names.top.data.get("tables") or {}
        if group in tables:
            return Test(address, Figure("truth", f"{name} in {group}", "table_row_exists", (("table", group),)), "is", Literal("truth", 1), name)
        codes = self.book.corpus.members(group, self.names.day)
        return Test(address, left, "listed_in", tuple(sorted(codes)) or ("",), name)

    def _among(self, left: Value, name: str, verb: str, obj: Any, address: str, block: Block, record: str | None) -> Condition:
        objects = obj if isinstance(obj, list) else [obj]
        if left.kind in ("code", "codes"):
            codes: list[str] = []
            for x in objects:
                found = self._object(x, block, record)
                if isinstance(found, Literal):
                    codes += sorted(found.value) if isinstance(found.value, frozenset) else [str(found.value)]
                elif found is not None and len(objects) == 1:
                    return Test(address, left, verb, found, name)
                else:
                    codes.append(str(x))
            return Test(address, left, verb, tuple(codes), name)
        values = [self.names.value(x, block, record) for x in objects]
        tests = tuple(Test(address if len(values) == 1 else f"{address}.{n}", left, "is", v, name) for n, v in enumerate(values))
        return tests[0] if len(tests) == 1 else AnyOf(tests)

    def _object(self, told: Any, block: Block, record: str | None) -> Value | None:
        """A word of an object: a role, a blank, a figure of this instance that gives countries; else it is a code as it stands."""
        text = str(told)
        if text == "partners":
            return Literal("codes", frozenset(self.names.scope.partners))
        declared = any(text in b.part(word) for b in block.sight() for word in ("figures", "parameters"))
        if declared or text in block.fill or text in block.blanks or text in self.names.scope.roles:
            return self.names.find(text, block, record)
        return self.names.find(text, block, record) if "." in text and text.partition(".")[0] in ("person", "posting", "claim") else None

    def _compared(self, left: Value, name: str, verb: str, obj: Any, address: str, block: Block, record: str | None) -> Condition:
        if verb not in _ORDER:
            raise block.refuse("unknown-verb", "a test has no such verb", verb, nearest(verb, _ORDER))
        right = self.names.value(obj, block, record)
        pair = met(left, right, self.book.conversion)
        if pair is None:
            raise block.refuse(
                "units-do-not-meet",
                f"{address}: {left.kind} are compared with {right.kind} and no conversion is in force",
                mend="say the figure in the unit of the deciding scheme, or name a conversion on the record (converted_by)",
            )
        self._comparable(pair, block, address)
        return Test(address, pair[0], verb, pair[1], name)

    def _comparable(self, pair: tuple[Value, Value], block: Block, address: str) -> None:
        kinds = {"months" if v.kind == "calendar_years" else v.kind for v in pair} - {"unknown"}
        if len(kinds) > 1 and kinds != {"count", "months"}:
            raise block.refuse("wrong-unit", f"{address}: values of different kinds are compared", " and ".join(sorted(kinds)))


def condition_names(tree: Any) -> Sequence[str]:
    """Names that a `when` as written tests, in order."""
    found: list[str] = []
    if isinstance(tree, Mapping):
        for key, told in tree.items():
            if key in ("all", "any", "none"):
                for x in told:
                    found += condition_names(x)
            else:
                found.append(key)
    return found
