"""`portability serve` as processes of their own."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass
class Served:
    """A service that runs, and its log."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def ask(self, path: str, body: Any = None, key: str = "", method: str | None = None, raw: bytes | None = None, **headers: str) -> tuple[int, Any]:
        """Status and body of an answer, on a connection of its own; `body` is sent as JSON, `raw` as it is."""
        told = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {}), **headers}
        data = json.dumps(body).encode() if body is not None else raw
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, told, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                answer = response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        try:
            return 200, json.loads(answer)
        except ValueError:
            return 200, answer.decode()

    def editions(self, asked: int = 12) -> set[str]:
        """The editions that the processes name in so many looks."""
        return {self.ask("/readyz")[1]["edition"] for _ in range(asked)}


@contextlib.contextmanager
def served(folder: Path, workers: int, **environment: str) -> Iterator[Served]:
    """A service with its files under a folder; it is stopped afterwards, and must end by itself."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = {**os.environ, "PORT": str(port), "PORTABILITY_ANONYMOUS_LIMIT": "off", "PORTABILITY_METRICS": "open", **environment}
    command = [sys.executable, "-c", f"import sys; from api.cli import serve; sys.exit(serve(['--workers', '{workers}']))"]
    log = folder / "log"
    with log.open("wb") as lines:
        process = subprocess.Popen(command, cwd=environment.get("PWD"), env=told, stdout=lines, stderr=lines)
        running = Served(port, process, log)
        try:
            for _ in range(600):
                try:
                    running.ask("/livez")
                    break
                except OSError:
                    assert process.poll() is None, log.read_text()
                    time.sleep(0.1)
            yield running
            process.terminate()
            assert process.wait(60) == 0, log.read_text()
        finally:
            process.kill()
            process.wait()
