"""A fault inside one case leaves nothing behind: the next case is answered as if nothing had happened, by both engines."""

from __future__ import annotations

from typing import Any

import pytest

from engine.chaining.choose import engine
from engine.decision.decide import Decider
from engine.language.corpus import Corpus
from tests.decision.people import ENGINES, bare, decided, label, people

#: Functions on the way of a case, and how often one is called before it fails: counting, facts, values, chains, reasons.
PLACES = (
    "engine.decision.recording.length_bounds",
    "engine.decision.crediting.from_days",
    "engine.decision.crediting.credit_groups",
    "engine.decision.evaluation.chain_of",
    "engine.decision.evaluation.literal",
    "engine.decision.evaluation.truths.truth",
    "engine.decision.decide.Instance",
    "engine.decision.decide.canonical",
    "engine.decision.answer.receipt",
    "engine.language.instance.Conditions.lower",
)
CASES = [s for s in people() if label(s).split("/")[1] in ("forty-german-months-and-twenty-american-quarters", "sixty-german-months-open-the-american-pension")]


class Fault(RuntimeError):
    """What the tests raise."""


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("place", PLACES)
def test_the_next_case_is_clean(place: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [bare(decided(s.case(), Decider(Corpus(), engine(name)))) for s in CASES]
    by = Decider(Corpus(), engine(name))
    for calls in (0, 1, 7):
        with monkeypatch.context() as patched:
            fault = Failing(patched, place, calls)
            with pytest.raises(Fault):
                for s in [*CASES, *CASES]:
                    decided(s.case(), by)
                    by = by if fault.left else Decider(Corpus(), by.engine)
                raise Fault
        assert [bare(decided(s.case(), by)) for s in CASES] == wanted


class Failing:
    """Lets a function be called so many times, and fails the next time."""

    def __init__(self, patched: pytest.MonkeyPatch, place: str, calls: int) -> None:
        self.left = calls + 1
        self.real: Any = None
        import pkgutil

        self.real = pkgutil.resolve_name(place)
        patched.setattr(place, self)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.left -= 1
        if not self.left:
            raise Fault
        return self.real(*args, **kwargs)
