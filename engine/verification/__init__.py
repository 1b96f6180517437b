"""Signed credentials: whether one can be relied on, on a day, by a registry of issuers; and the facts of a case that it tells.

    from engine.verification import demonstration, verify
    verify(raw, demonstration(), day=date(2026, 11, 1))

`verify` never raises for what a file holds: everything has a state and a code (`states.py`). The libraries that check signatures are an
extra (`portability[verification]`) and are loaded when the first credential is checked.
"""

from engine.verification.checker import Checker
from engine.verification.facts import merged
from engine.verification.registry import Registry
from engine.verification.registry_file import RegistryRefused, demonstration, load
from engine.verification.states import CODES, PRECEDENCE, State
from engine.verification.status_lists import Fetched, Folder, NoLists, StatusLists
from engine.verification.verify import verify

__all__ = [
    "CODES",
    "PRECEDENCE",
    "Checker",
    "Fetched",
    "Folder",
    "NoLists",
    "Registry",
    "RegistryRefused",
    "State",
    "StatusLists",
    "demonstration",
    "load",
    "merged",
    "verify",
]
