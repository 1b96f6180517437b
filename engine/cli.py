"""The `portability` command. Each command loads only what it needs: a decision must not wait for what it does not use.

Exit codes: 0 fine, 1 findings (or, with --strict, an outcome other than yes), 2 misuse or bad input.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from engine.sandbox.limits import LIMITS

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

#: command -> (module, what it does). Commands of the service join by entry point.
COMMANDS = {
    "decide": ("engine.commands.decide", "decide a case: portability decide CASE.yaml"),
    "test": ("engine.commands.test", "run scenarios: portability test [PATH…]"),
    "check": ("engine.commands.check", "check rule files: portability check [PATH…]"),
    "compare": ("engine.commands.compare", "what changes between two texts: portability compare BEFORE AFTER"),
    "coverage": ("engine.commands.coverage", "what is encoded, from which text, and what is not"),
    "verify": ("engine.commands.verify", "a signed credential, or a list of candidates row by row: portability verify FILE"),
    "registry": ("engine.commands.registry", "keep a signed registry of issuers: portability registry key|sign|check"),
    "prove": ("engine.commands.prove", "what holds for all persons: portability prove ID|DRAFT"),
    "report": ("engine.commands.report", "one document on a text: portability report ID|DRAFT --out DIR"),
    "batches": ("engine.commands.batches", "the batches of candidates that are kept, and what of them ends soon"),
    "draft": ("engine.commands.draft", "begin a draft: portability draft new --parties KE,DE --out FILE, or draft amend ID"),
    "schema": ("engine.commands.schema", "JSON Schema of the rule files, for editors"),
}
GROUP = "portability.commands"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    name = words[0] if words else ""
    if name in COMMANDS:
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for plugins reads the metadata of every package
        if name == "decide":
            gc.disable()  # one case is over before there is anything to collect
        return _guarded(lambda: _run(name, words[1:]))
    served = _served()
    if name in served:
        return _guarded(lambda: int(served[name].load()(words[1:]) or 0))
    return _help(name, served)


def _run(name: str, words: list[str]) -> int:
    """A command; what it reads of drafts from outside it reads in a contained process."""
    module = COMMANDS[name][0]
    if name in LIMITS:
        from engine.sandbox.command import command

        if (code := command(name, module, words)) is not None:
            return code
    return int(import_module(module).run(words))


def _served() -> dict[str, EntryPoint]:
    """Commands of the service, which joins this one command by entry point."""
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=GROUP)}


def _guarded(command: Callable[[], int]) -> int:
    """A command with bad input told on standard error, place by place."""
    from engine.problems import InputRefused

    try:
        return command()
    except InputRefused as refused:
        for problem in refused.problems:
            print(problem, file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever read the output has enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("stopped; nothing was changed", file=sys.stderr)
        return 2


def _help(name: str, served: Mapping[str, object]) -> int:
    from engine.problems import nearest

    known = [*COMMANDS, *served]
    parser = argparse.ArgumentParser(prog="portability", description="Does what was earned in one country count in another?")
    parser.add_argument("command", help=", ".join(known))
    parser.epilog = "; ".join(told for _, told in COMMANDS.values())
    if name in ("-h", "--help"):
        parser.print_help()
        return 0
    print(f"portability: {'no command' if not name else 'there is no such command'}; {nearest(name, known)}".rstrip("; "), file=sys.stderr)
    parser.print_usage(sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main())
