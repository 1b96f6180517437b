"""The parent: starts the child, gives it its orders, reads what it prints up to a limit, and ends it when its time is over."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from engine.language.checked import CACHE_VARIABLE, cache_folder
from engine.language.corpus import HOME_VARIABLE, rules_home
from engine.problems import Place, Problem, RuleFileRefused
from engine.sandbox.escaped import escaped
from engine.sandbox.limits import Limits

#: Settings that a child is given of its parent's environment.
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "PYTHONPATH", "PYTHONHASHSEED", "SOURCE_DATE_EPOCH", "XDG_CACHE_HOME", CACHE_VARIABLE, HOME_VARIABLE)
_CHUNK = 65536
_LONGEST_LINE = 10_000
#: Seconds between two looks whether the child is still wanted.
_LOOK = 0.2


class Unwanted(Exception):
    """The child was ended since nobody wants its result any more."""


@dataclass(frozen=True, slots=True)
class Contained:
    """How a contained command ended: its exit code and what it printed, made safe to show."""

    code: int
    out: str


def contained(
    module: str,
    words: Sequence[str],
    *,
    reads: Sequence[Path] = (),
    writes: Sequence[Path] = (),
    limits: Limits | None = None,
    told: Callable[[str], None] | None = None,
    stdin: int = subprocess.DEVNULL,
    wanted: Callable[[], bool] | None = None,
    starts: bool = False,
    home: Path | None = None,
) -> Contained:
    """Run `module.run(words)` in a child that may read the rules, the program and `reads`, and write into `writes`.

    `told` is given each line of standard error (progress, problems), made safe. `wanted` is asked again and again; the child is ended once it
    says no. `starts`: the command reads nothing of a draft itself but starts contained children that do; limits hold for it, and no guard.
    `home` holds the rules; without it they are those of this process.

    Raises RuleFileRefused where the child had to be ended, Unwanted where it was no longer wanted.
    """
    most = limits or Limits()
    home = home or rules_home()
    orders = {
        "module": module,
        "words": list(words),
        "reads": [str(home / "agreements"), str(home / "rulesets"), *map(str, reads)],
        "writes": [str(cache_folder()), *map(str, writes)],
        "limits": asdict(most),
        "starts": starts,
    }
    with _started(orders, stdin, home) as process:
        assert process.stdout is not None and process.stderr is not None
        printed = _Printed(process.stdout, most.output, process)
        lines = _Lines(process.stderr, most.output, process, told or _to_stderr)
        over = _waited(process, most.seconds, wanted)
        printed.join()
        lines.join()
    ended = _why(process.returncode, over, printed.over or lines.over, most)
    if ended is not None:
        raise RuleFileRefused([ended])
    return Contained(process.returncode, escaped(printed.text))


def _started(orders: Mapping[str, object], stdin: int, home: Path) -> subprocess.Popen[bytes]:
    reading, writing = os.pipe()
    environment = {k: v for k, v in os.environ.items() if k in _KEPT} | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8:backslashreplace"}
    environment[HOME_VARIABLE] = str(home)
    top = str(Path(__file__).parents[2])
    environment["PYTHONPATH"] = os.pathsep.join([top, *filter(None, [environment.get("PYTHONPATH")])])
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "engine.sandbox.child", str(reading)],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=(reading,),
            env=environment,
            start_new_session=True,
        )
    finally:
        os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:
        json.dump(orders, pipe)
    return process


def _waited(process: subprocess.Popen[bytes], seconds: int, wanted: Callable[[], bool] | None) -> bool:
    """Wait for the end. True where the time was over and the child was ended. Raises Unwanted."""
    until = time.monotonic() + seconds
    try:
        while (left := until - time.monotonic()) > 0:
            try:
                process.wait(min(left, _LOOK) if wanted else left)
                return False
            except subprocess.TimeoutExpired:
                if wanted and not wanted():
                    raise Unwanted from None
    except BaseException:
        _end(process)
        raise
    _end(process)
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the child; it may start no processes of its own."""
    process.kill()
    process.wait()


def _why(code: int, over: bool, too_much: bool, most: Limits) -> Problem | None:
    """What ended the child before its own end, as a problem; None where it ended by itself."""
    if over or code == -signal.SIGXCPU:
        return _stopped("out-of-time", "this takes longer than a draft may", f"at most {most.cpu} s of processor time and {most.seconds} s in all")
    if too_much:
        return _stopped("too-much-output", "this says more than a draft may", f"at most {most.output} bytes")
    if code < 0:
        found = signal.Signals(-code).name
        return _stopped("stopped", f"the process was ended by the system ({found})", f"at most {most.memory} bytes of memory")
    return None


def _stopped(code: str, message: str, expected: str) -> Problem:
    return Problem(Place("(draft)"), code, message, expected=expected, mend="make the draft smaller, or look for what makes it so large")


def _to_stderr(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


class _Printed(threading.Thread):
    """Standard output, up to a limit; beyond it the child is ended."""

    def __init__(self, stream: IO[bytes], most: int, process: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self._stream, self._most, self._process = stream, most, process
        self._parts: list[bytes] = []
        self.over = False
        self.start()

    @property
    def text(self) -> str:
        return b"".join(self._parts).decode("utf-8", "backslashreplace")

    def run(self) -> None:
        size = 0
        while part := self._stream.read1(_CHUNK) if hasattr(self._stream, "read1") else self._stream.read(_CHUNK):
            size += len(part)
            if size > self._most:
                self.over = True
                self._process.kill()
                return
            self._parts.append(part)


class _Lines(threading.Thread):
    """Standard error, handed on line by line while the child runs."""

    def __init__(self, stream: IO[bytes], most: int, process: subprocess.Popen[bytes], told: Callable[[str], None]) -> None:
        super().__init__(daemon=True)
        self._stream, self._most, self._process, self._told = stream, most, process, told
        self.over = False
        self.start()

    def run(self) -> None:
        size = 0
        while line := self._stream.readline(_LONGEST_LINE):
            size += len(line)
            if size > self._most:
                self.over = True
                self._process.kill()
                return
            self._told(escaped(line.decode("utf-8", "backslashreplace").rstrip("\r\n")))
