"""What a key may be allowed to do. A route names one of these words or says that it needs none; a word that is not here is an error."""

from __future__ import annotations

from collections.abc import Iterable

from engine.problems import InputRefused, Place, Problem, nearest

SCOPES = {
    "decisions:ask": "ask for decisions within the tenant's quota",
    "credentials:verify": "have signed credentials verified within the tenant's quota",
    "drafts:read": "read the tenant's drafts and what was found in them",
    "drafts:write": "store, replace and delete drafts",
    "batches:read": "read the tenant's batches of candidates and their results",
    "batches:write": "send and delete batches",
    "jobs:read": "see the tenant's jobs",
    "jobs:write": "start, stop and repeat jobs",
    "records:read": "read, list and export the tenant's decision records",
    "records:write": "have decisions kept as records",
    "statistics:read": "read statistics",
    "statistics:give": "let the tenant's decisions be counted, where a request says that the person agreed",
    "operations": "see figures of the running service, and have its rules read anew",
}


def known(scopes: Iterable[str]) -> list[str]:
    """The scopes, each once, in the order of the table. Raises InputRefused for one that is none, or for none at all."""
    told = set(scopes)
    problems = [
        Problem(Place(pointer="scopes"), "no-such-scope", "there is no such scope", found=s[:60], mend=_mend(s)) for s in told - SCOPES.keys()
    ]
    if not told:
        problems = [Problem(Place(pointer="scopes"), "no-scope", "a key without a scope opens nothing", expected=", ".join(SCOPES))]
    if problems:
        raise InputRefused(problems)
    return [s for s in SCOPES if s in told]


def _mend(scope: str) -> str:
    return nearest(scope[:60], list(SCOPES)) or f"there are {', '.join(SCOPES)}"


def table() -> str:
    """The table of scopes, as docs/operations.md shows it."""
    return "\n".join(["| scope | what it allows |", "|---|---|", *(f"| `{scope}` | {told} |" for scope, told in SCOPES.items())])
