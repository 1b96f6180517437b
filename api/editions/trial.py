"""`python -m api.editions.trial FOLDER`: whether rule files may be taken over. A process of its own: the check takes long and memory.

Prints the findings as JSON, as `portability check` does. Every error of the check counts, and a golden case that comes out otherwise.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from api.service import golden_comes_out
from engine.checking.corpus_check import check
from engine.checking.findings import reported
from engine.decision.decide import Decider
from engine.language.corpus import Corpus
from engine.problems import InputRefused, Place, Problem

#: More errors than these are counted, and not told one by one.
MOST = 50


def tried(home: Path) -> list[Problem]:
    """The errors of the rule files under a folder; none where they may be taken over."""
    try:
        errors = [p for p in check(Corpus(home)) if p.severity == "error"]
        if errors:
            return errors
        good = golden_comes_out(Decider(Corpus(home)))
    except InputRefused as refused:
        return list(refused.problems)
    message, mend = "the case that every healthy service decides alike comes out otherwise", "undo what changed the answer to it"
    return [] if good else [Problem(Place(file="agreements, rulesets"), "golden-case", message, mend=mend)]


if __name__ == "__main__":
    found = tried(Path(sys.argv[1]))
    print(json.dumps({"count": len(found), "problems": [reported(p) for p in found[:MOST]]}))
