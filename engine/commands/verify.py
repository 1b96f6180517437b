"""`portability verify FILE`: by its ending, a list of candidates."""

from __future__ import annotations

import sys
from pathlib import Path

from engine.batches.table import ENDINGS


def run(words: list[str]) -> int:
    """Hands the words on to the command for this kind of file."""
    if any(Path(word).suffix.lower() in ENDINGS for word in words) or {"-h", "--help"} & set(words):
        from engine.commands.verify_batch import run as run_batch

        return run_batch(words)
    print(f"portability verify: name a file that ends in one of {', '.join(ENDINGS)}", file=sys.stderr)
    return 2
