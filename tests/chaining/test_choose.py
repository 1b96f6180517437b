"""Which engine reads, and how the extension loads. Without the extension these tests fail; they are never skipped."""

from __future__ import annotations

import os
import sys
from types import ModuleType, SimpleNamespace

import pytest

from engine.chaining import extension
from engine.chaining.choose import engine


def test_durable_rules_is_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORTABILITY_ENGINE", raising=False)
    assert engine().name == "durable-rules 2.0.28"


def test_the_variable_forces_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTABILITY_ENGINE", "pure-python")
    assert engine().name == "pure-python"
    assert engine("durable-rules").name.startswith("durable-rules ")


def test_a_name_that_is_not_known_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="the engine: found “durable”; expected one of durable-rules, pure-python"):
        engine("durable")
    monkeypatch.setenv("PORTABILITY_ENGINE", "pure-pyton")
    with pytest.raises(ValueError, match=r"PORTABILITY_ENGINE: found “pure-pyton”.*did you mean “pure-python”?"):
        engine()


def test_an_engine_asked_for_by_name_is_never_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent() -> ModuleType:
        raise ImportError("constructed")

    monkeypatch.setattr("engine.chaining.durable.load", absent)
    with pytest.raises(ImportError, match="constructed"):
        engine("durable-rules")


def test_a_missing_symbol_is_bound_lazily(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    before = sys.getdlopenflags()

    def importing(name: str) -> SimpleNamespace:
        seen.append(sys.getdlopenflags())
        if len(seen) == 1:
            raise ImportError("undefined symbol: PyEval_CallObject")
        return SimpleNamespace(name=name)

    monkeypatch.setattr(extension, "import_module", importing)
    found = extension.load.__wrapped__()
    assert (vars(found), seen, sys.getdlopenflags()) == ({"name": extension.MODULE}, [before, os.RTLD_LAZY], before)
