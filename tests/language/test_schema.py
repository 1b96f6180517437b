"""The schema for editors knows the same words as the models."""

from __future__ import annotations

import json

import pytest

from engine.language.files import HEADS
from engine.language.schema import json_schema
from engine.problems import RuleFileRefused


@pytest.mark.parametrize("head", sorted(HEADS))
def test_words_of_the_schema_are_the_words_of_the_text(head: str) -> None:
    schema = json_schema(head)
    assert head in schema["properties"]
    assert schema["additionalProperties"] is False
    assert not any(word.endswith("_") for model in (schema, *schema["$defs"].values()) for word in model.get("properties", {}))
    assert json.loads(json.dumps(schema)) == schema


def test_only_the_name_of_a_draft_is_required() -> None:
    assert json_schema("amends")["required"] == ["amends"]


def test_tests_are_described() -> None:
    definitions = json_schema("agreement")["$defs"]
    assert definitions["RuleText"]["properties"]["when"] == {"$ref": "#/$defs/ConditionText"}
    assert "at_least" in definitions["ConditionText"]["additionalProperties"]["properties"]


def test_an_unknown_head_is_refused() -> None:
    with pytest.raises(RuleFileRefused) as refused:
        json_schema("agreements")
    assert "agreement" in refused.value.problems[0].mend
