"""A receipt, run again: the same facts under the same rule files, from the archive."""

from __future__ import annotations

import re
import tempfile
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from api.problems import refused
from api.storage.archive import Archive
from engine import __version__
from engine.chaining.port import Engine
from engine.decision.decide import Decider
from engine.language.corpus import Corpus
from engine.problems import CaseRefused, Place, Problem

MOST_FILES, MOST_HOMES = 200, 4
_PATH = re.compile(r"(agreements|rulesets)(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+", re.ASCII)
_HASH = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)


class Rerun:
    """Runs receipts again. The few sets of rule files used last stay compiled."""

    def __init__(self, archive: Archive, engine: Engine) -> None:
        self.archive, self.engine = archive, engine
        self._homes: OrderedDict[frozenset[tuple[str, str]], tuple[tempfile.TemporaryDirectory[str], Decider]] = OrderedDict()

    def rerun(self, receipt: Mapping[str, Any]) -> dict[str, Any]:
        """What the receipt comes to today.

        `same` is true where a decision has the digest of the receipt's trace. Raises CaseRefused where the receipt is malformed,
        or names a file that is not archived here; its words never repeat the receipt.
        """
        rules, facts = _rules(receipt), _facts(receipt)
        decider = self._decider(rules)
        try:
            answer = decider.decide(facts)
        except CaseRefused as error:
            raise _below_facts(error) from None
        decision = next((d for d in answer["decisions"] if d["receipt"].get("trace") == receipt.get("trace")), None)
        return {
            "same": decision is not None,
            "told": _told(decision is not None, str(receipt.get("engine", "")), receipt.get("backend"), self.engine.name),
            "engine_now": __version__,
            "engine_differs": receipt.get("engine") != __version__,
            "decisions": [decision] if decision else answer["decisions"],
        }

    def _decider(self, rules: Mapping[str, str]) -> Decider:
        key = frozenset(rules.items())
        if key not in self._homes:
            texts = self.archive.texts(rules.values())
            if absent := len({h for h in rules.values() if h not in texts}):
                found = f"{absent} of {len(rules)} files"
                mend = "ask the service that gave the answer"
                raise refused("not-archived", "a rule file of the receipt is not archived here", pointer="/rules", found=found, mend=mend)
            self._homes[key] = _home({path: texts[h] for path, h in rules.items()}, self.engine)
            while len(self._homes) > MOST_HOMES:
                self._homes.popitem(last=False)[1][0].cleanup()
        self._homes.move_to_end(key)
        return self._homes[key][1]


def _home(texts: Mapping[str, str], engine: Engine) -> tuple[tempfile.TemporaryDirectory[str], Decider]:
    folder = tempfile.TemporaryDirectory(prefix="portability-rerun-")
    home = Path(folder.name)
    for part in ("agreements", "rulesets"):
        (home / part).mkdir()
    for path, text in texts.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(text.encode("utf-8"))
    return folder, Decider(Corpus(home), engine)


def _rules(receipt: Mapping[str, Any]) -> dict[str, str]:
    rules = receipt.get("rules")
    if not isinstance(rules, dict) or not 0 < len(rules) <= MOST_FILES:
        mend = "send the receipt as it stood in the answer; a receipt of no rule has nothing to run"
        raise refused("no-rules", "the receipt names no rule files", pointer="/rules", expected="file: sha256:…", mend=mend)
    for path, told in rules.items():
        if not _PATH.fullmatch(path) or not isinstance(told, str) or not _HASH.fullmatch(told):
            mend = "send the receipt as it stood in the answer"
            raise refused("bad-rules", "a rule file is not named as receipts name it", pointer="/rules", expected="file: sha256:…", mend=mend)
    return dict(rules)


def _facts(receipt: Mapping[str, Any]) -> dict[str, Any]:
    facts = receipt.get("facts")
    if not isinstance(facts, dict):
        mend = "run again a receipt that carries its facts, or put them there"
        raise refused("no-facts", "the receipt carries no facts", pointer="/facts", expected="the facts of a case", mend=mend)
    return facts


def _below_facts(error: CaseRefused) -> CaseRefused:
    """The problems of a case as problems of the receipt that carries it."""
    return CaseRefused(Problem(Place(pointer=f"/facts{p.place.pointer}"), p.code, p.message, p.found, p.expected, p.mend) for p in error.problems)


def _told(same: bool, then: str, backend_then: Any, backend_now: str) -> str:
    engine = (
        f"The receipt was given by another version of the engine; {__version__} runs now."
        if then != __version__
        else "The engine has the version of the receipt."
    )
    backend = "" if backend_then == backend_now else " Another backend reads the rules now; both give the same answers."
    outcome = "The same answer came out." if same else "No decision came out with the digest of the receipt: the answers below are today's."
    return f"{outcome} {engine}{backend}"
