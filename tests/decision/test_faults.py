"""A fault inside one case leaves nothing behind: the next case is answered as if nothing had happened, by both engines."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pkgutil import resolve_name
from typing import Any

import pytest

from engine.chaining.choose import engine
from engine.decision.decide import Decider
from engine.language.corpus import Corpus
from tests.decision.people import ENGINES, bare, decided, label, people

#: Functions on the way of a case: its facts, its instances, its counting, the chaining, the reasons.
PLACES = (
    "engine.decision.decide.canonical",
    "engine.decision.decide.Instance",
    "engine.language.rules.RuleBook.lowered",
    "engine.decision.crediting.from_days",
    "engine.decision.crediting.credit_groups",
    "engine.decision.recording.length_bounds",
    "engine.decision.evaluation.truths.truth",
    "engine.decision.evaluation.chain_of",
    "engine.chaining.durable._Layer.read",
    "engine.chaining.twin.read_truths",
    "engine.decision.reasons.Reasons.because",
    "engine.decision.answer.receipt",
)
NAMES = ("forty-german-months-and-twenty-american-quarters", "sixty-german-months-open-the-american-pension")
CASES = [s.case() for s in people() if label(s).removeprefix("de-us/") in NAMES]
OF_ONE_ENGINE = {"engine.chaining.durable._Layer.read": "durable-rules", "engine.chaining.twin.read_truths": "pure-python"}


class Fault(RuntimeError):
    """What the tests raise."""


@cache
def wanted(name: str) -> list[bytes]:
    return [bare(decided(case, Decider(Corpus(), engine(name)))) for case in CASES]


@pytest.mark.parametrize("good", (0, 2))
@pytest.mark.parametrize(("place", "name"), [(p, n) for p in PLACES for n in ENGINES if OF_ONE_ENGINE.get(p, n) == n])
def test_the_next_case_is_clean(place: str, name: str, good: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The function fails once, after so many good calls; all cases are then decided by the same decider."""
    by = Decider(Corpus(), engine(name))
    with monkeypatch.context() as patched:
        patched.setattr(place, failing(resolve_name(place), good))
        with pytest.raises(Fault):
            for case in CASES * 2:
                decided(case, by)
    assert [bare(decided(case, by)) for case in CASES] == wanted(name)


def failing(real: Callable[..., Any], good: int) -> Callable[..., Any]:
    """A function that fails once, after so many good calls."""
    left = [good]

    def function(*args: Any, **kwargs: Any) -> Any:
        left[0] -= 1
        if left[0] == -1:
            raise Fault
        return real(*args, **kwargs)

    return function
