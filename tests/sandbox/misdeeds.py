"""What a contained process must not be able to do, one word each; run in a child by the tests."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path


def run(words: list[str]) -> int:
    what, *rest = words
    try:
        return _done(what, rest)
    except PermissionError:
        print("refused")
        return 7


def _done(what: str, rest: list[str]) -> int:
    if what == "read":
        print(Path(rest[0]).read_text())
    elif what == "write":
        Path(rest[0]).write_text("x")
    elif what == "rename":
        Path(rest[0]).rename(rest[1])
    elif what == "connect":
        socket.create_connection(("127.0.0.1", 9), 1)
    elif what == "start":
        subprocess.run([sys.executable, "-c", ""], check=True)
    elif what == "fork":
        os.fork()
    elif what == "grow":
        held = []
        while True:
            held.append(bytearray(1 << 24))
    elif what == "spin":
        while True:
            pass
    elif what == "sleep":
        import time

        time.sleep(60)
    elif what == "talk":
        while True:
            print("x" * 65536)
    elif what == "descend":
        return _done(what, rest)
    elif what == "say":
        print("a\x1b[31mb\u202ec\U000e0041")
        print("d\x9be", file=sys.stderr)
    elif what == "environment":
        print(sorted(os.environ))
    return 0
