"""What a child process may take: memory, processor time, time on the clock, output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of address space, seconds of processor time, seconds on the clock, bytes of all that is printed, bytes of one written file."""

    memory: int = 2048 * MEBIBYTE
    cpu: int = 120
    seconds: int = 240
    output: int = 32 * MEBIBYTE
    written: int = 32 * MEBIBYTE


#: command -> what it may take on a draft. The long ones ask many persons, or a solver, whose own limits are steps and bite first.
LIMITS: Mapping[str, Limits] = {
    "decide": Limits(cpu=60, seconds=120),
    "check": Limits(cpu=300, seconds=600),
    "test": Limits(cpu=600, seconds=1200),
    "compare": replace(Limits(), cpu=1800, seconds=3600),
    "prove": Limits(memory=4096 * MEBIBYTE, cpu=7200, seconds=14400),
}
