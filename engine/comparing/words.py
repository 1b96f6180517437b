"""Conditions and values of the representation in plain words; the States of an instance by their parts in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.comparing.normal import normal
from engine.language.ir import All, AnyOf, Condition, Dated, Figure, Given, Held, Literal, Measure, Not, Said, Test, Value
from engine.language.literals import show
from engine.language.naming import LAW
from engine.wording.facts import label
from engine.wording.sentences import VERBS

_VERBS = {**VERBS, "is": "is", "in": "is", "listed_in": "is among"}
_ROLES = {
    "deciding": "the State that decides",
    "partner": "the other State",
    "sending": "the sending State",
    "receiving": "the receiving State",
    "host": "the host State",
    "home": "the home State",
}


class Wording:
    """Sentences for one instance: its States are called by their part, so that both directions of one rule read the same."""

    def __init__(self, roles: Mapping[str, str | None]) -> None:
        self.states = {code: _ROLES[role] for role, code in roles.items() if code and role in _ROLES}

    def condition(self, node: Condition) -> str:
        return self._condition(normal(node))

    def _condition(self, node: Condition, inside: bool = False) -> str:
        if isinstance(node, (All, AnyOf)):
            told = (" and " if isinstance(node, All) else " or ").join(sorted(self._condition(p, True) for p in node.parts))
            return f"({told})" if inside else told
        if isinstance(node, Not):
            part = node.part
            if isinstance(part, Test) and not _is_truth(part):
                return self._test(part, " not")
            return f"not so: {self._condition(part, True)}"
        if isinstance(node, Said):
            return label(node.conclusion)
        if isinstance(node, Held):
            return f"the rule `{node.rule.rpartition('.')[2]}` holds"
        return self._test(node, "")

    def _test(self, test: Test, denial: str) -> str:
        if _is_truth(test):
            assert isinstance(test.right, Literal)
            return f"{self._left(test)}: {'yes' if test.right.value else 'no'}"
        verb = _VERBS[test.verb] + denial
        if isinstance(test.right, tuple):
            return f"{self._left(test)} {verb} {self.codes(test.right)}"
        if test.left.kind == "date":
            verb = {"at_least": "on or after", "less_than": "before", "at_most": "on or before", "more_than": "after"}.get(verb, verb)
        return f"{self._left(test)} {verb} {self.value(test.right)}"

    def _left(self, test: Test) -> str:
        return label(test.name) if test.name else self.value(test.left)

    def codes(self, codes: Iterable[str]) -> str:
        told = sorted(self.states.get(c, c) for c in codes if c)
        return " or ".join(told) if len(told) < 8 else f"{', '.join(told[:4])} and {len(told) - 4} others"

    def value(self, node: Value | None) -> str:
        """A value in words; a literal with its unit."""
        if node is None:
            return "nothing"
        if isinstance(node, Literal):
            if isinstance(node.value, frozenset) or node.kind == "code":
                return self.codes(node.value if isinstance(node.value, frozenset) else [str(node.value)])
            return show(node.kind, node.value, node.currency)
        if isinstance(node, Given):
            return f"{label(node.path.rpartition('.')[2])} (not encoded for that day)" if node.path.startswith(LAW) else label(node.path)
        if isinstance(node, Measure):
            return label(f"{node.record}.coverage")
        if isinstance(node, Dated):
            return f"{label(node.name)} (by {self.value(node.by)})"
        return self.figure(node)

    def figure(self, node: Figure) -> str:
        """A derived value: its name, its function, and what it is counted from."""
        parts = [f"{label(word)} {self._argument(told)}" for word, told in node.arguments]
        return f"{label(node.name)} ({label(node.function)}: {'; '.join(parts)})" if parts else label(node.name)

    def _argument(self, told: Value | str | tuple[Value, ...]) -> str:
        if isinstance(told, str):
            return told
        return ", ".join(self.value(v) for v in told) if isinstance(told, tuple) else self.value(told)


def _is_truth(test: Test) -> bool:
    return isinstance(test.right, Literal) and test.right.kind == "truth"
