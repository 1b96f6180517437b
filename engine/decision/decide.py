"""From a case to its answer: every question read, each decision built, the best of several named.

from engine.decision.decide import Decider
Decider().decide({"question": "contribution-record", "record": [...]})
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from engine.chaining.choose import engine as chosen_engine
from engine.chaining.port import Engine
from engine.decision.answer import answer
from engine.decision.best import best, plan
from engine.decision.evaluation import Evaluation
from engine.decision.identity import answer_id
from engine.decision.missing import Missing
from engine.decision.reading import NOT_COVERED, UNDETERMINED, Reading, read
from engine.decision.schemes import refuse_unknown_schemes
from engine.decision.select import Question, questions
from engine.facts import Case, parse_case
from engine.facts.canonical import canonical
from engine.language.blocks import Scope
from engine.language.corpus import Corpus, RuleFile
from engine.language.instance import Instance

#: Instances kept, with their compiled programs (each takes up to some megabytes outside Python); the one used longest ago goes first.
MOST_INSTANCES = 256


class Decider:
    """Decides cases on one corpus. Instances are compiled once and kept; a case leaves nothing behind.

    Raises CaseRefused for a case that is malformed, RuleFileRefused for a rule file that cannot be used.
    """

    def __init__(self, corpus: Corpus | None = None, engine: Engine | None = None) -> None:
        self.corpus = corpus or Corpus()
        self.engine = engine or chosen_engine()
        self._instances: dict[tuple[Any, ...], Instance] = {}

    def decide(self, case: Mapping[str, object], today: datetime.date | None = None) -> dict[str, Any]:
        """The answer to a case as written (a mapping of the keys of a case)."""
        return self.decide_case(parse_case(case, today=today or datetime.date.today()))

    def decide_case(self, case: Case) -> dict[str, Any]:
        readings = self.readings(case)
        decisions = [answer(r) for r in readings]
        return {"id": answer_id(decisions), "decisions": decisions, "best": best(self.corpus, readings, decisions), "plan": plan(decisions)}

    def readings(self, case: Case, under: str | None = None) -> list[Reading]:
        """Every question of a case, read; scenarios look into these and name the instrument they stand under."""
        refuse_unknown_schemes(self.corpus, case)
        session = _Session(self, case)
        return [session.read(q) for q in questions(self.corpus, case, under)]

    def instance(self, name: str, file: RuleFile, scope: Scope, day: int) -> Instance:
        key = (name, file.document.sha256, tuple(sorted((k, v or "") for k, v in scope.roles.items())), scope.partners, scope.benefit, day)
        found = self._instances.pop(key, None) or Instance(self.corpus, name, file, scope, day)
        self._instances[key] = found  # the newest stands last
        while len(self._instances) > MOST_INSTANCES:
            self._instances.pop(next(iter(self._instances)), None)
        return found


class _Session:
    """One case: the evaluations of its instances, so that States that ask each other share their counting."""

    def __init__(self, decider: Decider, case: Case) -> None:
        self.decider, self.case = decider, case
        self._evaluations: dict[tuple[str, str, str], Evaluation] = {}
        self._facts = canonical(case)

    def read(self, question: Question) -> Reading:
        if question.file is None or (question.kind == "benefit" and not question.scope.benefit):
            told = [Missing(fact, ()) for fact in question.asks]
            return Reading(question, UNDETERMINED if told else NOT_COVERED, question.why_not, missing=told, case=self.case)
        name = question.instrument or f"national.{question.deciding}"
        return read(question, self._evaluation(name, question.file, question.scope))

    def _evaluation(self, name: str, file: RuleFile, scope: Scope) -> Evaluation:
        key = (name, str(scope.roles.get("deciding")), scope.benefit)
        if key not in self._evaluations:
            instance = self.decider.instance(name, file, scope, self.case.as_of)
            self._evaluations[key] = Evaluation(
                instance,
                self.case,
                self.decider.engine,
                lambda state: self._peer(name, file, scope, state),
                lambda state: self._third(scope, state),
                self._facts,
            )
        return self._evaluations[key]

    def _peer(self, name: str, file: RuleFile, scope: Scope, state: str) -> Evaluation | None:
        """The same question asked of another State, under the same instrument."""
        national = self.decider.corpus.national(state)
        if national is None:
            return None
        deciding = scope.roles.get("deciding")
        if state == deciding:
            return self._evaluation(name, file, scope)
        benefits = national.data.get("benefits") or {}
        branch = self._branch(scope)
        benefit = next((b for b, entry in benefits.items() if entry.get("branch") == branch), None)
        if benefit is None:
            return None
        others = tuple(sorted({*scope.partners, *([deciding] if deciding else [])} - {state}))
        partner = deciding if scope.roles.get("partner") else None
        return self._evaluation(name, file, Scope({"deciding": state, "partner": partner}, others, benefit))

    def _branch(self, scope: Scope) -> str:
        national = self.decider.corpus.national(str(scope.roles.get("deciding")))
        entry = (national.data.get("benefits") or {}).get(scope.benefit) if national else None
        return str((entry or {}).get("branch", ""))

    def _third(self, scope: Scope, state: str) -> Evaluation | None:
        """The agreement between the deciding State and a third State, for the same benefit."""
        deciding = str(scope.roles.get("deciding"))
        for name in self.decider.corpus.agreements:
            if self.decider.corpus.may_bind(name, frozenset({deciding, state})):
                file = self.decider.corpus.agreement(name)
                parties = file.data.get("parties")
                if isinstance(parties, list) and {deciding, state} <= {str(p) for p in parties}:
                    return self._evaluation(name, file, Scope({"deciding": deciding, "partner": state}, (state,), scope.benefit))
        return None
