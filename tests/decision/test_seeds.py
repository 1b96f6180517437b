"""The same input gives the same bytes in every process, whatever the seed of its hashes."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
import hashlib
from tests.decision.people import bare, decided, decider, people
told = [hashlib.sha256(bare(decided(s.case(), decider("pure-python")))).hexdigest() for s in people()[::3]]
print(*told)
"""


def test_answers_do_not_depend_on_the_seed_of_hashes() -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", PROGRAM], env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, text=True)
        for seed in ("1", "4242")
    ]
    told = [process.communicate(timeout=120)[0].split() for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert len(told[0]) > 100
    assert told[0] == told[1]
