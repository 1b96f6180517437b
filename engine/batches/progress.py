"""How far a run has come: on one line of a terminal, elsewhere a line each time."""

from __future__ import annotations

import sys
import time
from typing import TextIO

_WIDTH, _EVERY = 30, 0.2


class Progress:
    """Shown on a terminal, or where it is asked for. `total` is the number of rows that the table holds."""

    def __init__(self, total: int, done: int = 0, wanted: bool | None = None, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.shown = self.stream.isatty() if wanted is None else wanted
        self.total, self.done, self._before = total, done, done
        self._start, self._last = time.monotonic(), 0.0

    def step(self, rows: int) -> None:
        """So many more rows are done."""
        self.done += rows
        now = time.monotonic()
        if self.shown and (now - self._last > _EVERY or self.done >= self.total):
            self._last = now
            line = self.line(now - self._start)
            self.stream.write(f"\r{line}" if self.stream.isatty() else f"{line}\n")
            self.stream.flush()

    def line(self, seconds: float) -> str:
        """The line after so many seconds."""
        part = min(self.done / self.total, 1.0) if self.total else 1.0
        speed = (self.done - self._before) / seconds if seconds > 0 else 0.0
        left = f", {int((self.total - self.done) / speed)} s left" if speed and self.done < self.total else ""
        bar = "#" * int(part * _WIDTH)
        return f"[{bar:<{_WIDTH}}] {self.done} of {self.total} rows, {int(part * 100)} %, {speed:.0f} rows/s{left}   "

    def end(self) -> None:
        if self.shown and self.stream.isatty():
            self.stream.write("\n")
            self.stream.flush()
