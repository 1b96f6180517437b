"""The C module of durable-rules, loaded without the package around it.

The package's `Host` starts timer threads and runs actions in the background; the C module alone does neither. Python 3.13 dropped
a function that the module names but that only unused callbacks call: bound lazily, the module loads there too.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

MODULE = "durable_rules_engine"
_FOLDER = "durable_rules-"


class Extension(Protocol):
    """The functions used, with handles as ints. All raise `durable_rules_engine.error` with the code in the message.

    An offset names the session of the last fact. `assert_fact` gives 0 (taken), 1 (no rule mentions it) or 2 (had already).
    """

    error: type[Exception]
    __file__: str

    def create_ruleset(self, name: str, rules: str, /) -> int: ...
    def delete_ruleset(self, handle: int, /) -> None: ...
    def assert_fact(self, handle: int, fact: str, /) -> tuple[int, int]: ...
    def start_action_for_state(self, handle: int, offset: int, /) -> tuple[str, str] | None: ...
    def complete_and_start_action(self, handle: int, offset: int, /) -> str | None: ...
    def delete_state(self, handle: int, session: str, /) -> None: ...


@cache
def load() -> Extension:
    """The module. Raises ImportError, with the reason, where it is not installed or does not load."""
    try:
        return cast(Extension, import_module(MODULE))
    except ModuleNotFoundError:
        raise
    except ImportError:
        if not hasattr(sys, "setdlopenflags"):
            raise
        flags = sys.getdlopenflags()
        sys.setdlopenflags(os.RTLD_LAZY)
        try:
            return cast(Extension, import_module(MODULE))
        finally:
            sys.setdlopenflags(flags)


def release() -> str:
    """The version installed, as the receipt names it: read off the name of its folder, which is far quicker than its metadata."""
    beside = Path(str(load().__file__)).parent
    found = [p.name.removeprefix(_FOLDER).removesuffix(".dist-info") for p in beside.glob(f"{_FOLDER}*.dist-info")]
    return found[0] if found else "(version not known)"
