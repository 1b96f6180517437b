"""The child: `python -m engine.sandbox.child FD`, with its orders as JSON on that descriptor. Confined before it opens anything else.

Orders: module (its `run(words)` is called), words, reads, writes, limits, starts (whether it starts contained children of its own). Its exit
code is that of the command; what stops it short is told as one problem on standard error.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module

from engine.problems import InputRefused, Place, Problem
from engine.sandbox.confine import confine
from engine.sandbox.guard import Guard
from engine.sandbox.limits import Limits

REFUSED = 2
_LONGEST = 64 << 20


def main() -> int:
    with os.fdopen(int(sys.argv[1]), encoding="utf-8") as orders:
        told = json.load(orders)
    confine(Limits(**told["limits"]))
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    command = import_module(told["module"])
    if not told["starts"]:
        Guard(told["reads"], told["writes"], _LONGEST).install()
    try:
        return int(command.run(told["words"]))
    except InputRefused as refused:
        for problem in refused.problems:
            print(problem, file=sys.stderr)
    except MemoryError:
        print(_stopped("out-of-memory", "this takes more memory than a draft may"), file=sys.stderr)
    except RecursionError:
        print(_stopped("too-deep", "this goes too deep to be followed"), file=sys.stderr)
    except Exception as fault:  # whatever a draft brings about, it ends here and is told
        print(_stopped("not-readable", f"this cannot be worked with ({type(fault).__name__} in {_where(fault)})"), file=sys.stderr)
    return REFUSED


def _stopped(code: str, message: str) -> Problem:
    return Problem(Place("(draft)"), code, message, mend="look at the draft with `portability check` first")


def _where(fault: BaseException) -> str:
    """The last place in the program, without anything that the draft says."""
    step = fault.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    return f"{os.path.basename(step.tb_frame.f_code.co_filename)}:{step.tb_lineno}" if step is not None else "?"  # noqa: PTH119


if __name__ == "__main__":
    raise SystemExit(main())
