"""What stands at the head of a decision: the names of what was asked, who decides it, and the text that it is read from."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from engine.decision.reading import Reading
from engine.decision.reasons import Reasons
from engine.language.blocks import Block
from engine.language.corpus import RuleFile
from engine.wording.phrases import Name


def heading(reading: Reading) -> dict[str, Any]:
    """`named`, `institution` and `law`; parts that the rule files do not tell are None."""
    national = reading.e.instance.national if reading.e else None
    benefit: Mapping[str, Any] = reading.e.instance.benefit if reading.e and reading.question.scope.benefit else {}
    return {
        "named": {
            "benefit": Name(benefit["title"]) if benefit.get("title") else None,
            "instrument": Name(reading.question.file.data["title"]) if reading.question.instrument and reading.question.file else None,
        },
        "institution": _institution(benefit, national, reading.question.file),
        "law": _law(reading.question.file) if reading.question.instrument and reading.question.file else None,
    }


def _institution(benefit: Mapping[str, Any], *files: RuleFile | None) -> dict[str, str] | None:
    """Who decides the benefit: named by the national file, or by the instrument where that brings the benefit itself."""
    name = str(benefit.get("institution") or "")
    for file in files:
        known = (file.data.get("institutions") or {}).get(name) if file else None
        if known:
            return {"title": Name(known["title"]), "url": str(known.get("url") or "")}
    return {"title": name, "url": ""} if name else None


def _law(file: RuleFile) -> dict[str, Any]:
    """Since when the instrument is in force, of which day the newest text is that was read for it, and in which languages it binds."""
    base = (file.data.get("instruments") or {}).get("base") or {}
    read = [s["text_as_of"] for s in (file.data.get("sources") or {}).values() if s.get("text_as_of")]
    return {
        "status": str(file.data.get("status") or "in_force"),
        "in_force": _iso(base.get("in_force")),
        "text_as_of": _iso(max(read)) if read else None,
        "authentic_texts": _authentic(file, base.get("authentic_texts")),
    }


def _authentic(file: RuleFile, told: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The languages in which the text binds, and where that stands; None where the file does not record it."""
    if not told:
        return None
    return {"languages": [str(code) for code in told["languages"]], **Reasons.source(Block("", file.data, file).citation(told["cite"]))}


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
