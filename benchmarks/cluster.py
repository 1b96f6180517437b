"""A PostgreSQL cluster that can be ended like a machine that loses power, and started again: `kill -9` of the server and of all it started."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from pathlib import Path


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL of this machine; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


class Cluster:
    """A cluster in a folder, on a free port. It writes through to the disk, as in production. The folders above must let others pass."""

    def __init__(self, folder: Path) -> None:
        home = binaries()
        if home is None:
            raise RuntimeError("this machine has no PostgreSQL")
        self.home, self.folder = home, folder
        self._as = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []  # PostgreSQL refuses to run as root
        folder.mkdir(parents=True)
        if self._as:
            subprocess.run(["chown", "postgres", str(folder)], check=True)
        self._run("initdb", f"--pgdata={folder}/data", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.start()

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it, after an end of any kind; returns when it answers."""
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories="
        for attempt in range(20):
            try:
                self._run("pg_ctl", f"--pgdata={self.folder}/data", f"--log={self.folder}/server.log", f"--options={options}", "--wait", "start")
                return
            except subprocess.CalledProcessError:  # what is left of the one before is still going
                if attempt == 19:
                    raise
                time.sleep(0.5)

    def kill(self) -> None:
        """`kill -9` of the server and of every process that it started."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for one in (pid, *map(int, children)):
            try:
                os.kill(one, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def stop(self) -> None:
        self._run("pg_ctl", f"--pgdata={self.folder}/data", "--mode=immediate", "--wait", "stop")

    def _run(self, name: str, *words: str) -> None:
        subprocess.run([*self._as, str(self.home / name), *words], check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
