"""The ground of the proofs about one question: its formulas, its persons, and what holds for every person."""

from __future__ import annotations

from collections.abc import Sequence

from engine.proofs.asked import BENEFIT, CREDENTIAL, POSTING, Question
from engine.proofs.codes import Codebook
from engine.proofs.contracts import contracts
from engine.proofs.logic import Logic
from engine.proofs.person import Person
from engine.proofs.relevant import Relevant
from engine.proofs.solving import RLIMIT, Solver
from engine.proofs.terms import Term, Terms
from engine.proofs.values import Code, Members


class Ground:
    """One question (and, for a comparison, the same question under the base text) over persons that share names of variables."""

    def __init__(self, question: Question, base: Question | None = None, rlimit: int = RLIMIT) -> None:
        self.question, self.base, self.rlimit = question, base, rlimit
        self.terms, self.book = Terms(), Codebook()
        both = [question, *([base] if base else [])]
        self.relevant = Relevant((q.instance, q.program) for q in both)
        self._read: dict[tuple[str, bool], Logic] = {}

    def person(self, tag: str, under_base: bool = False, counted: str = "") -> Logic:
        """One person read by the rules; `counted` sets the counts apart from those of the same person under the other text."""
        if (tag, under_base) not in self._read:
            question = self.base if under_base and self.base is not None else self.question
            person = Person(self.terms, self.book, self.relevant, question.instance, tag, counted)
            person.counting_reads()
            self._read[tag, under_base] = Logic(person, question.program, question.main, valued=question.kind == POSTING)
        return self._read[tag, under_base]

    def solver(self, *read: Logic) -> Solver:
        """A solver in which every person is a person: domains, contracts, and what the question itself settles."""
        solver = Solver(self.terms, self.rlimit)
        for logic in read:
            solver.add([*logic.person.axioms, *contracts(logic.person), *self._settled(logic.person)])
        return solver

    def _settled(self, p: Person) -> list[Term]:
        """What a case of this question cannot leave open: the States of the posting, the profession of the rule set, the branch."""
        roles = p.instance.scope.roles
        found = []
        if self.question.kind == POSTING:
            found += [self._is(p, f"posting.{side}", {str(roles[role])}) for side, role in (("home", "sending"), ("host", "receiving"))]
            insured = p.variables.get("has_been_insured_in")
            if insured is not None and isinstance(insured.value, Members):
                found.append(insured.value.of.get(str(roles["sending"]), self.terms.true))
        if self.question.kind == CREDENTIAL:
            head = self.question.corpus.credential_head(self.question.instrument)
            found.append(self._is(p, "credential.profession", set(head.professions)))
            found.append(self._is(p, "credential.purpose", set(head.purposes)))
        if self.question.kind == BENEFIT and p.instance.scope.branch == "old-age" and "claimant.relation" in p.variables:
            found.append(self._is(p, "claimant.relation", set()))
        return found

    def _is(self, p: Person, path: str, codes: set[str]) -> Term:
        variable = p.variables.get(path)
        if variable is None or not isinstance(variable.value, Code) or not codes:
            return self.terms.true
        return self.terms.any(variable.value.term == self.book.number(c) for c in variable.value.domain if c in codes)


def alike(terms: Terms, one: Logic, other: Logic, but: Sequence[str] = (), counts: bool = True) -> list[Term]:
    """That two persons are alike in every fact but some, and (unless told otherwise) in every count."""
    found = []
    for name, variable in one.person.variables.items():
        if name in but or (not counts and not variable.fact) or name not in other.person.variables:
            continue
        found += [a == b for a, b in zip(variable.terms, other.person.variables[name].terms, strict=True)]
    return found
