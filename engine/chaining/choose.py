"""Which engine reads: durable-rules, or the pure-Python twin where the extension does not load, never silently."""

from __future__ import annotations

import os
import sys
import warnings
from functools import cache

from engine.chaining.durable import DurableRules
from engine.chaining.port import Engine
from engine.chaining.twin import PurePython
from engine.problems import nearest

VARIABLE = "PORTABILITY_ENGINE"
NAMES = ("durable-rules", "pure-python")


def engine(name: str | None = None) -> Engine:
    """The engine by name, else by the environment variable PORTABILITY_ENGINE, else durable-rules.

    An engine that is asked for by name is given or refused: ImportError where durable-rules does not load, ValueError where the
    name is not known. Without a name the twin takes over where durable-rules does not load; it warns once, and its own name, which
    stands in every receipt, says so.
    """
    wanted = name or os.environ.get(VARIABLE) or ""
    if wanted == "pure-python":
        return PurePython()
    if wanted == "durable-rules":
        return DurableRules()
    if wanted:
        asked = "the engine" if name else VARIABLE
        raise ValueError(f"{asked}: found “{wanted}”; expected one of {', '.join(NAMES)}; {nearest(wanted, NAMES)}".rstrip("; "))
    try:
        return DurableRules()
    except ImportError as reason:
        return _fallback(str(reason))


@cache
def _fallback(reason: str) -> Engine:
    name = f"pure-python (durable-rules is not available: {reason})"
    message = f"the rules are read by the engine {name}; answers are the same; install durable-rules 2.0.28 to use it"
    warnings.warn(message, RuntimeWarning, stacklevel=3)
    print(f"portability: {message}", file=sys.stderr)
    return PurePython(name)
