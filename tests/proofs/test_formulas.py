"""The formulas say what the engine decides: facts and counts of a case put in for the variables give the outcome of the case."""

from __future__ import annotations

import datetime

import pytest

from engine.language.corpus import Corpus
from engine.proofs.asked import Question, questions_of
from engine.proofs.cases import case_of
from engine.proofs.days import to_slot
from engine.proofs.ground import Ground
from engine.proofs.logic import OUTCOMES
from engine.proofs.pairs import Drawer
from engine.proofs.person import Variable
from engine.proofs.seen import Judge, Seen
from engine.proofs.terms import Term
from engine.proofs.values import Code, Members, Number

CORPUS = Corpus()
DAY = datetime.date(2026, 11, 1).toordinal()
#: Instruments, the State whose questions are read, and persons drawn for each question.
READ = [("ca-in", "IN", 60), ("ca-in", "CA", 25), ("de-us", "DE", 40), ("jp-us", "US", 40), ("eu-883-2004", "BE", 20)]
READ += [("directive-2005-36-nurse", "DE", 40), ("trans-tasman", "NZ", 40), ("gb-nurse-international", "GB", 60)]


def _term(ground: Ground, variable: Variable, told: object) -> list[Term]:
    """That a variable has a value."""
    value = variable.value
    if isinstance(value, Members):
        assert isinstance(told, (list, frozenset))
        return [term == (code in told) for code, term in value.of.items()]
    if isinstance(value, Code):
        return [value.term == ground.book.number(str(told))]
    if isinstance(told, str):
        return [value.top == to_slot(datetime.date.fromisoformat(told).toordinal())]
    assert isinstance(told, (int, bool))
    return [value.top == int(told)]


def _as_counted(ground: Ground, variable: Variable, seen: Seen) -> list[Term] | None:
    """That a count is what the engine counts; None where the engine does not know it."""
    told = seen.count(variable.node, variable.kind)
    if told is None or (isinstance(told, frozenset) and isinstance(variable.value, Code) and len(told) != 1):
        return None
    return _term(ground, variable, next(iter(told)) if isinstance(told, frozenset) and isinstance(variable.value, Code) else told)


def _outcomes(question: Question, persons: int) -> list[tuple[str, str, dict[str, object]]]:
    ground, judge = Ground(question), Judge(CORPUS)
    logic, drawer = ground.person("a"), Drawer(ground, seed=3)
    solver, found = ground.solver(logic), []
    for _ in range(persons):
        values, recipe = drawer.values(), drawer.recipe()
        case = case_of(question, logic.person, values, recipe)
        seen = judge.see(question, case)
        if seen is None:
            continue
        claims: list[Term] = []
        for name, variable in logic.person.variables.items():
            counted = not variable.fact or name == "has_been_insured_in"
            told = _as_counted(ground, variable, seen) if counted else _term(ground, variable, values[name])
            if told is None:
                break
            claims += told
        else:
            model = solver.look(claims)
            if model is not None:  # a record longer than eighty years is outside the proofs
                number = model.number(logic.outcome)
                found.append((OUTCOMES.get(number) or ground.book.code(number), seen.outcome, case))
    return found


@pytest.mark.parametrize(("instrument", "state", "persons"), READ, ids=[f"{i}-{s}" for i, s, _ in READ])
def test_the_formulas_give_the_outcome_of_the_engine(instrument: str, state: str, persons: int) -> None:
    looked_at, told = 0, set()
    for question in list(questions_of(CORPUS, instrument, DAY, state))[:4]:
        for formula, engine, case in _outcomes(question, persons):
            assert formula == engine, (question.name, case)
            looked_at += 1
            told.add(engine)
    assert looked_at >= persons // 2
    assert len(told) > 1 or instrument == "trans-tasman"


def test_a_number_of_the_formulas_is_a_number() -> None:
    question = next(iter(questions_of(CORPUS, "ca-in", DAY, "IN")))
    person = Ground(question).person("a").person
    assert isinstance(person.variables["own.coverage"].value, Number)
    assert not person.variables["own.coverage"].fact
