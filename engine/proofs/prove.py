"""Every property of an instrument: proved, refuted with persons whom the decision engine confirms, or not proved with the reason.

from engine.proofs import prove
prove(Corpus(), "ca-in")
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from engine.language.corpus import Corpus
from engine.proofs.asked import Question, day_of, file_of, questions_of
from engine.proofs.contracts import said
from engine.proofs.examples import NOT_PROVED, PROVED, REFUTED, Asker
from engine.proofs.ground import Ground
from engine.proofs.irrelevance import LOOKED_AT, cited, irrelevance
from engine.proofs.monotonicity import monotonicity
from engine.proofs.reciprocity import reciprocity
from engine.proofs.seen import Judge
from engine.proofs.solving import RLIMIT
from engine.proofs.soundness import living, no_contradiction, no_gap, reachable, settled_by_the_text
from engine.proofs.worse_off import no_one_worse_off

#: The properties, in the order in which they are told; a longer name (`irrelevance.person.sex`) is one finding of the kind.
PROPERTIES = ("irrelevance", "monotonicity", "no_contradiction", "no_gap", "no_dead_rule", "outcome_reachable", "reciprocity", "no_one_worse_off")

Progress = Callable[[int, int, str], None]


def prove(
    corpus: Corpus,
    instrument: str,
    *,
    base: Corpus | None = None,
    base_instrument: str | None = None,
    properties: Sequence[str] | None = None,
    deciding: str | None = None,
    day: datetime.date | None = None,
    rlimit: int = RLIMIT,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """All findings on an instrument, in a fixed order: the same files, day and limit give the same result.

    `base` is the corpus with the text that a draft is held against (`base_instrument` its name there, where it has another).
    `properties` narrows by name, `deciding` to one State. `rlimit` counts steps of the solver for one question, never seconds.
    Raises RuleFileRefused for a rule file that cannot be used.
    """
    file = file_of(corpus, instrument)
    on = day_of(file, (day or datetime.date.today()).toordinal())
    wanted = _Wanted(properties)
    questions = list(questions_of(corpus, instrument, on, deciding))
    findings: list[dict[str, Any]] = []
    taken: dict[str, None] = {}
    rules = _Rules()
    judge = Judge(corpus)
    against = _Against(base, base_instrument or instrument, on) if base is not None else None
    for number, question in enumerate(questions):
        if progress is not None:
            progress(number, len(questions), question.name)
        ground = Ground(question, rlimit=rlimit)
        findings += [{"property": f["property"], **question.of, **f} for f in _of_question(ground, (question, judge), wanted)]
        if wanted("no_dead_rule"):
            rules.add(question, *living(ground))
        other = against.question(question) if against is not None and wanted("no_one_worse_off") else None
        if other is not None and against is not None:
            compared = no_one_worse_off(question, other, (judge, against.judge), rlimit)
            findings += [{"property": f["property"], **question.of, **f} for f in compared if wanted(f["property"])]
        taken |= dict.fromkeys(said(ground.person("a").person))
    if wanted("no_dead_rule"):
        findings.append(rules.finding(bool(deciding)))
    if wanted("reciprocity") and (told := reciprocity(file.data)) is not None:
        findings.append(told)
    if progress is not None:
        progress(len(questions), len(questions), "")
    return _report(instrument, on, against, questions, findings, sorted(taken))


def _report(
    instrument: str, on: int, against: _Against | None, questions: Sequence[Question], findings: list[dict[str, Any]], taken: list[str]
) -> dict[str, Any]:
    order = {name: n for n, name in enumerate(PROPERTIES)}
    findings.sort(key=lambda f: order[f["property"].partition(".")[0]])
    for finding in findings:
        relevant = finding.get("relevant") or []
        finding.setdefault("article", relevant[0]["article"] if relevant else "")
    results = Counter(f["result"] for f in findings)
    return {
        "instrument": instrument,
        "as_of": datetime.date.fromordinal(on).isoformat(),
        "base": against.instrument if against is not None else None,
        "questions": len(questions),
        "properties": findings,
        "summary": {result: results.get(result, 0) for result in (PROVED, REFUTED, NOT_PROVED)},
        "takes_for_granted": taken,
    }


class _Wanted:
    """Whether a property was asked for, by its name or by the beginning of it."""

    def __init__(self, names: Sequence[str] | None) -> None:
        self._names = None if names is None else tuple(names)

    def __call__(self, name: str) -> bool:
        return self._names is None or any(name == n or name.startswith(f"{n}.") or n.startswith(f"{name}.") for n in self._names)


def _of_question(ground: Ground, asker: Asker, wanted: _Wanted) -> Iterator[dict[str, Any]]:
    for path in LOOKED_AT:
        if wanted(f"irrelevance.{path}"):
            yield irrelevance(ground, asker, path)
    if wanted("monotonicity"):
        yield from _narrowed(monotonicity(ground, asker), wanted)
    if wanted("no_contradiction"):
        yield no_contradiction(ground, asker)
    if wanted("no_gap"):
        yield no_gap(ground, asker)
    if wanted("outcome_reachable"):
        yield from _narrowed(reachable(ground, asker), wanted)


def _narrowed(findings: Iterable[dict[str, Any]], wanted: _Wanted) -> Iterator[dict[str, Any]]:
    return (f for f in findings if wanted(f["property"]))


class _Against:
    """The base text, question by question."""

    def __init__(self, corpus: Corpus, instrument: str, on: int) -> None:
        self.judge, self.instrument = Judge(corpus), instrument
        self._questions = {q.name: q for q in questions_of(corpus, instrument, on)}

    def question(self, draft: Question) -> Question | None:
        return self._questions.get(draft.name)


class _Rules:
    """Rules of the instrument over all its questions: a rule that lives in one of them is not dead."""

    def __init__(self) -> None:
        self.seen: dict[str, dict[str, str]] = {}
        self.alive: set[str] = set()
        self.whole, self.steps = True, 0

    def add(self, question: Question, alive: frozenset[str], whole: bool, steps: int) -> None:
        for rule in question.program.rules:
            if question.says(rule.id) and not settled_by_the_text(rule.when):
                self.seen.setdefault(rule.id, cited(rule.id, rule.cite))
        self.alive |= alive
        self.whole, self.steps = self.whole and whole, self.steps + steps

    def finding(self, narrowed: bool) -> dict[str, Any]:
        dead = [self.seen[r] for r in sorted(self.seen) if r not in self.alive]
        result = PROVED if not dead else REFUTED if self.whole else NOT_PROVED
        why = "no person meets the conditions of these rules on this day" if dead and self.whole else "the solver used up its steps" if dead else ""
        found = {"property": "no_dead_rule", "result": result, "persons": [], "outcomes": [], "relevant": dead, "why": why, "resource": self.steps}
        return {**found, **({"note": "looked at for one State alone: a rule may live in the questions of another"} if narrowed and dead else {})}
