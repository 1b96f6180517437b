"""One rule set inside the C module: primed, one live session at a time, thrown away where C reports an error.

Three properties of the C code decide the shape. A session slot that never ran an action holds pointers that were never set, so a
rule set is primed: one session that fires, then is deleted, and whose slot serves every later case. Sessions are told apart by a
32-bit hash, so there is only ever one. And an error in the middle of a fact leaves the session half made.
"""

from __future__ import annotations

import json
import re
import weakref
from collections.abc import Callable, Iterable
from itertools import count

from engine.chaining.compiled import PRIME
from engine.chaining.extension import Extension

SESSION = "x"

_numbers = count(1)  # names are never used twice in a process: C keys rule sets by them


class EngineFault(RuntimeError):
    """The chaining broke off; the case has no answer, and the next case starts clean. Never a matter of the case's content."""


class RuleSet:
    """A rule set in C. `budget` is the most firings that a case can take; one more is a fault."""

    def __init__(self, extension: Extension, rules: dict[str, object], budget: int) -> None:
        self._extension = extension
        self._rules = json.dumps(rules)
        self._budget = budget
        self._build()

    def _build(self) -> None:
        c, self._usable = self._extension, False
        self._handle = handle = c.create_ruleset(f"portability-{next(_numbers)}", self._rules)
        _, offset = c.assert_fact(handle, f'{{"sid":"{SESSION}","id":"prime","b":{PRIME}}}')
        if c.start_action_for_state(handle, offset) is None:
            raise EngineFault("the rule set could not be primed")
        while c.complete_and_start_action(handle, offset) is not None:
            pass
        c.delete_state(handle, SESSION)
        self._close = weakref.finalize(self, c.delete_ruleset, handle)
        self._close.atexit = False  # the process gives everything back by itself; C may be gone by then
        self._usable = True

    def rebuild(self) -> None:
        """Start from a fresh rule set. The old one is left alone for ever: what is half made in it cannot be freed safely."""
        self._close.detach()
        self._build()

    def close(self) -> None:
        """Free the rule set."""
        self._close()

    def run(self, facts: Iterable[str], fire: Callable[[str], Iterable[str]]) -> None:
        """Assert the facts, then fire until quiet. `fire` is told the name of each rule that fires and gives facts to add.

        Raises EngineFault where C reports an error or what cannot be; an exception of `fire` passes through. Either way the
        next run starts clean.
        """
        if not self._usable:  # replacing it failed when the last case broke off
            self._build()
        try:
            self._chain(facts, fire)
        except BaseException as broken:
            self._recover(broken)
            if isinstance(broken, (self._extension.error, MemoryError)):
                raise EngineFault(f"durable-rules: {broken}") from broken
            raise

    def _chain(self, facts: Iterable[str], fire: Callable[[str], Iterable[str]]) -> None:
        c, handle, offset, left = self._extension, self._handle, None, self._budget
        for fact in facts:
            offset = self._tell(fact)
        if offset is None:
            return
        started = c.start_action_for_state(handle, offset)
        message = started and started[1]
        while message:
            left -= 1
            if left < 0:
                raise EngineFault(f"more than {self._budget} firings in one case")
            (rule,) = json.loads(message)
            for fact in fire(rule):
                self._tell(fact)
            message = c.complete_and_start_action(handle, offset)
        c.delete_state(handle, SESSION)

    def _tell(self, fact: str) -> int:
        """Assert one fact. Every fact is mentioned by a rule and is told once, so every other code is a fault of ours."""
        code, offset = self._extension.assert_fact(self._handle, fact)
        if code != 0:
            raise EngineFault(f"durable-rules took the fact {fact} with code {code}; expected 0")
        return offset

    def _recover(self, broken: BaseException) -> None:
        """Leave no session behind. Where it is half made (codes 101 and 303, no memory) the rule set is replaced."""
        if isinstance(broken, MemoryError) or _code(broken) in _POISONED:
            self.rebuild()
            return
        try:
            self._extension.delete_state(self._handle, SESSION)
        except self._extension.error as refused:
            if _code(refused) != _NO_SESSION:
                self.rebuild()


_POISONED = frozenset({101, 303})
_NO_SESSION = 309


def _code(error: BaseException) -> int | None:
    """The number at the end of a message of the C module."""
    found = re.search(r"error code: (\d+)", str(error))
    return int(found[1]) if found else None
