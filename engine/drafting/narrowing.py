"""Which benefits a model can speak of: one that reads `benefit.<value>` reaches only benefits whose national law has that value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.language.blocks import Scope

_VALUE = re.compile(r"\bbenefit\.([a-z_]+)")


def reached(model: Mapping[str, Any], laws: Mapping[str, Mapping[str, Any]]) -> tuple[list[str], list[str]]:
    """The benefits (`XX.benefit`) of these States that the model can reach, and those that it cannot."""
    needed = set(_VALUE.findall(str({k: model.get(k) for k in ("figures", "rules", "records")})))
    every = [(state, benefit) for state, law in laws.items() for benefit in law.get("benefits") or {}]
    can = {pair: all(_has(laws[pair[0]], pair, value) for value in needed) for pair in every}
    return [f"{s}.{b}" for (s, b), yes in can.items() if yes], [f"{s}.{b}" for (s, b), yes in can.items() if not yes]


def _has(law: Mapping[str, Any], pair: tuple[str, str], value: str) -> bool:
    """Whether a value of the national file admits the benefit."""
    rows = ((law.get("parameters") or {}).get(value) or {}).get("values") or []
    scope = Scope({"deciding": pair[0]}, benefit=pair[1], branch=str(law["benefits"][pair[1]].get("branch")))
    return any(scope.fits(row.get("for")) for row in rows)
