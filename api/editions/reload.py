"""Taking over new rules: copied, tried in a process of its own, and made the edition in use; or refused, and the one in use stays."""

from __future__ import annotations

import datetime
import json
import logging
import subprocess
import sys
from typing import Any

from api.editions.store import Store
from engine.problems import InputRefused

#: Seconds that a trial may take; the check of all rule files takes about one minute on a slow machine.
LONGEST = 900
IN_USE, UNCHANGED, REFUSED, CHECKING, NONE = "in use", "unchanged", "refused", "checking", "none"
_log = logging.getLogger("portability.editions")


def reload(store: Store, candidate: str | None = None) -> dict[str, Any]:
    """Take over the rules as they lie in their folder now (or a copy that was just taken); what it came to.

    `state` is `in use`, `unchanged`, `refused` (with `problems`, and `count` of them all) or `checking`, where another is under way.
    """
    with store.alone() as alone:
        if not alone:
            return outcome(CHECKING, candidate or "")
        try:
            came = _reload(store, candidate or store.take())
            store.note(came)
        except InputRefused as refused:  # the copies cannot be kept
            came = outcome(REFUSED, "", [{"place": str(p.place), "code": p.code, "message": p.message} for p in refused.problems])
    _tell(came)
    return came


def standing(store: Store) -> dict[str, Any]:
    """How the last reload stands, and the edition in use."""
    with store.alone() as alone:
        last = store.last() or {"state": NONE, "problems": [], "count": 0} if alone else {"state": CHECKING, "problems": [], "count": 0}
    return {"edition": store.current(), **last}


def _reload(store: Store, candidate: str) -> dict[str, Any]:
    if candidate == store.current():
        return outcome(UNCHANGED, candidate)
    problems, count = _tried(store, candidate)
    if problems:
        store.drop(candidate)
        return {**outcome(REFUSED, candidate, problems), "count": count}
    store.use(candidate)
    return outcome(IN_USE, candidate)


def _tried(store: Store, candidate: str) -> tuple[list[dict[str, str]], int]:
    """The errors of a copy, the first of them and how many there are."""
    command = [sys.executable, "-m", "api.editions.trial", str(store.home(candidate).resolve())]
    try:
        done = subprocess.run(["nice", "-n", "10", *command], capture_output=True, text=True, timeout=LONGEST, check=True)
        told = json.loads(done.stdout)
        return told["problems"], int(told["count"])
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        message, mend = "the trial of the rules did not end as it must", "run `portability check` on the rules and see what it says"
        return [{"place": "agreements, rulesets", "code": "not-tried", "message": message, "found": type(error).__name__, "mend": mend}], 1


def outcome(state: str, candidate: str, problems: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """What a reload came to, as it is written down and told."""
    told = [{key: p.get(key, "") for key in ("place", "code", "message", "found", "expected", "mend")} for p in problems or []]
    at = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"state": state, "asked": candidate, "at": at, "problems": told, "count": len(told)}


def _tell(came: dict[str, Any]) -> None:
    if came["state"] == REFUSED:
        _log.error("new rules are refused; the old ones stay in use", extra={"code": came["problems"][0]["code"]})
        for problem in came["problems"]:
            _log.error("a rule file does not check", extra={"place": problem["place"], "code": problem["code"]})
    elif came["state"] == IN_USE:
        _log.info("new rules are in use", extra={"edition": came["asked"]})
    else:
        _log.info("the rules have not changed", extra={"edition": came["asked"]})
