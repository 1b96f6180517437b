"""`portability serve` as a process, and many requests at once."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.cli import serve
from api.service import SHORT
from engine.problems import InputRefused
from tests.api.cases import RECORDS

URL = "/v1/decisions/contribution-record"


@pytest.mark.parametrize("port", ["70000", "-1"])
def test_a_port_that_is_none(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve([f"--port={port}"]) == 2
    assert "65535" in capsys.readouterr().err


def test_a_variable_that_is_no_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "eighty")
    with pytest.raises(InputRefused, match="PORT"):
        serve([])


def test_it_serves(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PORT": str(port), "DATABASE_URL": f"sqlite:///{tmp_path}/archive.db"}
    command = [sys.executable, "-c", "import sys; from api.cli import serve; sys.exit(serve([]))"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            for _ in range(300):
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz?name=Zyxwvu", timeout=10) as response:
                        assert json.load(response)["golden"]
                        assert "server" not in response.headers
                    break
                except OSError:
                    assert process.poll() is None
                    time.sleep(0.1)
            else:
                pytest.fail("the server did not start in 30 seconds")
        finally:
            process.terminate()
            assert process.wait(20) == 0
    log_text = (tmp_path / "log").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in log_text.splitlines() if line.startswith("{")]
    answered = [line for line in lines if line["event"] == "answered"]
    assert [(line["method"], line["route"], line["status"]) for line in answered] == [("GET", "/readyz", 200)]
    assert len(answered[0]["request_id"]) == 32
    assert "portability keys add" in log_text
    assert "Zyxwvu" not in log_text


def test_many_at_once_are_answered_as_each_alone(client: TestClient) -> None:
    """Short cases are decided where they arrive, long ones in a thread; neither disturbs the other."""
    alone = {n: client.post(URL, json=case).json()["decisions"] for n, case in enumerate(RECORDS)}

    def ask(turn: int) -> bool:
        number = turn % len(RECORDS)
        padding = b" " * (SHORT if turn % 2 else 0)
        body = json.dumps(RECORDS[number]).encode() + padding
        return bool(client.post(URL, content=body, headers={"Content-Type": "application/json"}).json()["decisions"] == alone[number])

    with ThreadPoolExecutor(6) as threads:
        assert all(threads.map(ask, range(60)))
