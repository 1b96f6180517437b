"""Persons of a proof as scenario files that can be run again: `portability test DIR`, with the draft where there is one."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import yaml

_HEAD = ("as_of", "deciding", "benefit", "home", "host", "host_region")
_ORDINARY = ("yes", "no", "not_covered")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SLUG = re.compile(r"[^a-z0-9]+")


def write(report: dict[str, Any], out: Path) -> list[Path]:
    """One file for each finding with persons, under `out/scenarios`; returns their paths."""
    folder = out / "scenarios"
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for finding in report["properties"]:
        scenarios = [_scenario(report, finding, n) for n in range(len(finding["persons"]))]
        if scenarios:
            path = folder / f"{_slug(finding)}.yaml"
            title = f"{finding['property']}: {finding['result']}"
            told = _dated({"title": title, "scenarios": scenarios})
            path.write_text(yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=150), encoding="utf-8")
            paths.append(path)
    return paths


def _dated(value: Any) -> Any:
    """Days as YAML knows them, without quotes."""
    if isinstance(value, dict):
        return {k: _dated(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_dated(v) for v in value]
    return datetime.date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else value


def _slug(finding: dict[str, Any]) -> str:
    parts = [finding[k] for k in ("property", "deciding", "sending", "receiving", "home", "host", "benefit") if k in finding]
    return _SLUG.sub("-", " ".join(parts).lower()).strip("-")


def _scenario(report: dict[str, Any], finding: dict[str, Any], n: int) -> dict[str, Any]:
    case, outcome = finding["persons"][n], finding["outcomes"][-1 if len(finding["persons"]) == 1 else n]
    facts = {k: v for k, v in case.items() if k not in (*_HEAD, "question")}
    expect: dict[str, Any] = {"instrument": report["instrument"]}
    if outcome in _ORDINARY:
        expect["outcome"] = outcome
    elif outcome == "open":
        expect["outcome"] = "undetermined"
    else:
        expect |= {"outcome": "yes", "insured_in": outcome}
    head = {k: case[k] for k in _HEAD if k in case}
    return {"id": f"{_slug(finding)}-{'abc'[n]}", "origin": "constructed", **head, "facts": facts, "expect": expect}
