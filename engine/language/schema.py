"""JSON Schema for editors, made from the same models that read the files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.language.files.conditions import GROUPS, VERBS
from engine.language.files.drafts import all_optional
from engine.language.files.heads import HEADS
from engine.problems import Place, Problem, RuleFileRefused, nearest

_CONDITION = "ConditionText"
_CONDITION_WORDS = ("when", "awaits", "persons")


def json_schema(head: str) -> dict[str, Any]:
    """The schema of one kind of file, by its head (`agreement`, `provision`, ...). Raises RuleFileRefused for another word."""
    if head not in HEADS:
        raise RuleFileRefused(
            [
                Problem(
                    Place(),
                    "unknown-head",
                    "there is no such kind of file",
                    head,
                    ", ".join(HEADS),
                    nearest(head, list(HEADS)) or "use one of the heads",
                )
            ]
        )
    model = all_optional(HEADS[head]) if head == "amends" else HEADS[head]
    schema = model.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    definitions = schema.setdefault("$defs", {})
    definitions[_CONDITION] = _condition()
    for shape in (schema, *definitions.values()):
        words = shape.get("properties", {})
        for word in _CONDITION_WORDS:
            if word in words and "object" in _types(words[word]):
                words[word] = {"$ref": f"#/$defs/{_CONDITION}"}
    return schema


def _types(told: dict[str, Any]) -> Sequence[str]:
    return [str(one.get("type")) for one in told.get("anyOf", [told])]


def _condition() -> dict[str, Any]:
    """One of all, any, none with a list; or one fact with one verb."""
    tests = {"type": "array", "minItems": 1, "items": {"$ref": f"#/$defs/{_CONDITION}"}}
    test = {
        "type": "object",
        "properties": {**{verb: {} for verb in VERBS}, "named": {"type": "string"}},
        "oneOf": [{"required": [verb]} for verb in VERBS],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "properties": dict.fromkeys(GROUPS, tests),
        "additionalProperties": test,
    }
