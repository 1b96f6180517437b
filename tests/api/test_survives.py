"""Processes and the database are ended by `kill -9` while jobs and records are accepted: none is lost, none done twice, the chain is whole.

The long run is benchmarks/survives.py; this one is the same with fewer of everything.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from benchmarks.cluster import Cluster
from benchmarks.survives import run
from tests.api.databases import SERVERS


@pytest.mark.parametrize("server", SERVERS)
def test_accepted_work_survives(server: str) -> None:
    """A cluster of its own: whoever shares a server would be ended with it."""
    with tempfile.TemporaryDirectory(prefix="portability-survives-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        cluster = Cluster(folder / "postgresql") if server == "postgresql" else None
        try:
            found = run(folder, jobs=20, records=40, kills=2, seed=3, within=3.0, cluster=cluster)
        finally:
            if cluster:
                cluster.stop()
    assert found["amiss"] == {}
    assert found["jobs"] == 20
    assert sum(found["kills"].values()) >= 1, "all was done before anything was ended"
