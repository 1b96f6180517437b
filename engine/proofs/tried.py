"""What was proved, tried on random pairs of persons: a second opinion that knows nothing of formulas."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from engine.language.corpus import Corpus
from engine.proofs.asked import Question, questions_of
from engine.proofs.examples import PROVED, Asker
from engine.proofs.ground import Ground
from engine.proofs.pairs import Trial
from engine.proofs.seen import Judge

#: Properties of persons: the others are about the text, or are shown by a person of their own.
TRIED = ("irrelevance", "monotonicity", "no_contradiction", "no_gap", "no_one_worse_off")
SEED = 7
_OF = ("deciding", "partner", "sending", "receiving", "home", "host", "benefit")

Progress = Callable[[int, int, str], None]


def tried(
    corpus: Corpus,
    report: dict[str, Any],
    pairs: int,
    *,
    base: Corpus | None = None,
    base_instrument: str | None = None,
    seed: int = SEED,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """The report with the number of pairs on which each proved finding was tried, and the persons that break it, if any.

    `pairs` are shared out evenly among the findings of the instrument, each at least once; a pair that is no case counts too.
    """
    day = datetime.date.fromisoformat(report["as_of"]).toordinal()
    findings = [f for f in report["properties"] if f["result"] == PROVED and f["property"].partition(".")[0] in TRIED]
    each = -(-pairs // len(findings)) if findings else 0
    judge, others = Judge(corpus), dict[str, Asker]()
    if base is not None:
        there = Judge(base)
        others = {q.name: (q, there) for q in questions_of(base, base_instrument or report["instrument"], day)}
    broken = 0
    questions = {_name(q.of): q for q in questions_of(corpus, report["instrument"], day)}
    trials: dict[str, Trial] = {}
    for number, finding in enumerate(findings):
        if progress is not None:
            progress(number, len(findings), finding["property"])
        name = _name(finding)
        trial = trials.get(name) or trials.setdefault(name, _trial(questions[name], judge, seed, others))
        against = trial.broken(finding, each)
        broken += len(against)
        finding |= {"pairs": each, **({"broken_by": against} if against else {})}
    if progress is not None:
        progress(len(findings), len(findings), "")
    return {**report, "pairs": each * len(findings), "broken": broken}


def _name(of: dict[str, Any]) -> str:
    return " ".join(str(of[k]) for k in _OF if k in of)


def _trial(question: Question, judge: Judge, seed: int, others: dict[str, Asker]) -> Trial:
    return Trial(Ground(question), (question, judge), seed, others.get(question.name))
