"""The declared words and what stands behind them are the same lists."""

from __future__ import annotations

from engine.decision.functions import FUNCTIONS as IMPLEMENTED
from engine.language.vocabulary import FUNCTIONS as DECLARED
from engine.language.vocabulary import INTERNAL_FUNCTIONS


def test_every_declared_function_is_there_and_no_other() -> None:
    assert set(DECLARED) | set(INTERNAL_FUNCTIONS) == set(IMPLEMENTED)
