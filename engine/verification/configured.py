"""The registry and the status lists that the operator configured: by path, or by the settings of the environment.

`PORTABILITY_REGISTRY` and `PORTABILITY_OPERATOR_KEY` name the signed registry and the public key of its operator; without them the
demonstration registry is taken. `PORTABILITY_STATUS` names the folder of status lists, and `PORTABILITY_STATUS_HOSTS` the hosts
(`a.example,b.example`) from which lists may be fetched; without it nothing is.
"""

from __future__ import annotations

import os
from pathlib import Path

from engine.problems import InputRefused, Place, Problem
from engine.verification.registry import Registry
from engine.verification.registry_file import demonstration, load
from engine.verification.status_lists import Fetched, Folder, NoLists, StatusLists


def registry(path: Path | None = None, operator: Path | None = None) -> Registry:
    """The registry to rest on. Raises InputRefused where one of the two files is named without the other, or cannot be used."""
    path, operator = path or _setting("PORTABILITY_REGISTRY"), operator or _setting("PORTABILITY_OPERATOR_KEY")
    if path is None and operator is None:
        return demonstration()
    if path is None or operator is None:
        mend = "name both: --registry FILE --operator-key FILE, or PORTABILITY_REGISTRY and PORTABILITY_OPERATOR_KEY"
        raise InputRefused([Problem(Place(), "registry-half", "a registry is checked with the public key of its operator", mend=mend)])
    return load(path, operator)


def lists(folder: Path | None = None) -> StatusLists:
    """The status lists at hand. Raises InputRefused where the folder cannot be read."""
    folder = folder or _setting("PORTABILITY_STATUS")
    kept: StatusLists = Folder(folder) if folder else NoLists()
    hosts = tuple(h.strip() for h in os.environ.get("PORTABILITY_STATUS_HOSTS", "").split(",") if h.strip())
    return Fetched(hosts, kept) if hosts else kept


def _setting(name: str) -> Path | None:
    told = os.environ.get(name, "").strip()
    return Path(told) if told else None
