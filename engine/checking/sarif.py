"""Findings as SARIF 2.1.0, the form that code-review tools read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from engine import __version__
from engine.problems import Problem

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(problems: Sequence[Problem]) -> dict[str, Any]:
    """One run of the check. Each code is a rule, described by the first finding of that code."""
    codes = {p.code: p.message for p in reversed(problems)}
    rules = [{"id": code, "name": _name(code), "shortDescription": {"text": codes[code]}} for code in sorted(codes)]
    number = {rule["id"]: n for n, rule in enumerate(rules)}
    driver = {"name": "portability check", "version": __version__, "semanticVersion": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(p, number[p.code]) for p in problems]}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _name(code: str) -> str:
    return "".join(part.capitalize() for part in code.split("-"))


def _result(problem: Problem, index: int) -> dict[str, Any]:
    text = "; ".join(x for x in (problem.message, problem.found and f"found {problem.found}", problem.mend) if x)
    where: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": quote(problem.place.file or "rules")}}}
    if problem.place.line:
        where["physicalLocation"]["region"] = {"startLine": problem.place.line, "startColumn": max(1, problem.place.column)}
    if problem.address:
        where["logicalLocations"] = [{"fullyQualifiedName": problem.address}]
    return {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": problem.severity,
        "message": {"text": text},
        "locations": [where],
        "properties": {"found": problem.found, "expected": problem.expected, "mend": problem.mend},
    }
