"""Decisions per second over HTTP on one worker, as a ratio to an empty FastAPI endpoint that validates the same body.

    python benchmarks/over_http.py [--seconds 5] [--connections 8]

Both servers run in processes of their own, one after the other in turns, and are asked by the same client. The aim is 0.2 or more.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import socket
import statistics
import tempfile
import time
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.service import GOLDEN_CASE, Service
from api.settings import Settings
from engine.facts import CaseModel

URL = "/v1/decisions/contribution-record"
BODY = json.dumps(GOLDEN_CASE).encode()


def decisions() -> FastAPI:
    """The service, with a database of its own and no limit for one address."""
    folder = tempfile.mkdtemp(prefix="portability-benchmark-")
    return create_app(Service(settings=Settings.read({"DATABASE_URL": f"sqlite:///{folder}/archive.db", "PORTABILITY_ANONYMOUS_LIMIT": "off"})))


def empty() -> FastAPI:
    """An endpoint that validates the body and answers with two words."""
    app = FastAPI()

    @app.post(URL)
    async def validated(case: CaseModel) -> dict[str, bool]:
        return {"valid": True}

    return app


def serve(make: Callable[[], FastAPI], port: int) -> None:
    """One worker without logs."""
    uvicorn.run(make(), port=port, access_log=False, log_level="error")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def ask(port: int, until: float) -> int:
    """Requests answered on one connection until a moment."""
    request = f"POST {URL} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n".encode() + BODY
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answered = 0
    while time.perf_counter() < until:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
        await reader.readexactly(length)
        answered += 1
    writer.close()
    return answered


async def rate(port: int, seconds: float, connections: int) -> float:
    """Requests answered in a second over all connections."""
    began = time.perf_counter()
    answered = await asyncio.gather(*(ask(port, began + seconds) for _ in range(connections)))
    return sum(answered) / (time.perf_counter() - began)


def ready(port: int) -> None:
    """Wait until the server accepts connections. Raises TimeoutError after a minute."""
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not start")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--turns", type=int, default=3)
    told = parser.parse_args()
    ports = {make: free_port() for make in (decisions, empty)}
    servers = [multiprocessing.Process(target=serve, args=(make, port), daemon=True) for make, port in ports.items()]
    for server in servers:
        server.start()
    rates: dict[str, list[float]] = {"decisions": [], "empty": []}
    try:
        for port in ports.values():
            ready(port)
            asyncio.run(rate(port, 1, told.connections))
        for _ in range(told.turns):
            for make, port in ports.items():
                rates[make.__name__].append(asyncio.run(rate(port, told.seconds, told.connections)))
    finally:
        for server in servers:
            server.terminate()
    found = {name: round(statistics.median(values), 1) for name, values in rates.items()}
    print(json.dumps({"per_second": found, "ratio": round(found["decisions"] / found["empty"], 3), "aim": 0.2}))


if __name__ == "__main__":
    main()
