"""What the operating system holds a child to: limits of resources, a network of its own with nothing in it, an end with its parent."""

from __future__ import annotations

import ctypes
import os
import resource
import signal

from engine.sandbox.limits import Limits

_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
_DIE_WITH_PARENT, _NO_NEW_PRIVILEGES = 1, 38


def confine(limits: Limits) -> bool:
    """Hold this process to its limits. True where it also has a network of its own; where the system grants none, the guard refuses sockets alone."""
    _limit(resource.RLIMIT_AS, limits.memory)
    _limit(resource.RLIMIT_CPU, limits.cpu, grace=5)
    _limit(resource.RLIMIT_FSIZE, limits.written)
    _limit(resource.RLIMIT_CORE, 0)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write beyond the limit is an error and no sudden end
    try:
        system = ctypes.CDLL(None)
    except OSError:
        return False
    if hasattr(system, "prctl"):
        system.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if not hasattr(system, "unshare"):
        return False
    return system.unshare(_NEW_NETWORK) == 0 or (os.getuid() != 0 and system.unshare(_NEW_USER | _NEW_NETWORK) == 0)


def _limit(what: int, most: int, grace: int = 0) -> None:
    """Never above what the process already has; `grace` lies between the signal and the end by force."""
    hard = resource.getrlimit(what)[1]
    first, last = (x if hard == resource.RLIM_INFINITY else min(x, hard) for x in (most, most + grace))
    resource.setrlimit(what, (first, last))
