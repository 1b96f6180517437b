"""The kinds of value that stand under the keys of a case, as strict field types with their JSON Schema."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from engine.facts.countries import read_country, read_place, read_subdivision
from engine.facts.dates import PartialDate, read_date, read_day
from engine.facts.refusal import kind_of, refuse

LONGEST_TEXT = 300
_AMOUNT = re.compile(r"\d{1,12}(\.\d{1,2})?", re.ASCII)
_ASSUMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}", re.ASCII)
_DATE_FORM = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def tidy(text: object) -> object:
    """Text in Unicode's composed form with single spaces, so that one title written two ways is one title."""
    return " ".join(unicodedata.normalize("NFC", text).split()) if isinstance(text, str) else text


def read_amount(value: object) -> Decimal:
    """An amount of money from decimal text, never from a float. At most twelve digits and two decimals; never negative."""
    if isinstance(value, Decimal):
        value = str(value)
    mend = 'write it in quotes with a point, such as "412.30"'
    if not isinstance(value, str):
        raise refuse("wrong-type", "an amount is written as text", found=kind_of(value), expected="decimal text", mend=mend)
    if _AMOUNT.fullmatch(value) is None:
        raise refuse("bad-amount", "this text is not an amount", expected="up to 12 digits and up to 2 decimals", mend=mend)
    return Decimal(value).quantize(Decimal("0.01"))


def read_assumed(value: object) -> bool | str:
    """What is assumed of an open fact: true, false, or one word."""
    if isinstance(value, bool) or (isinstance(value, str) and _ASSUMED.fullmatch(value)):
        return value
    mend = "write true, false, or one of the words that the rule allows"
    raise refuse("bad-assumption", "this cannot be assumed", found=kind_of(value), expected="true, false or a word", mend=mend)


def _text_schema(pattern: str, example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": [example]})


DateField = Annotated[PartialDate, PlainValidator(read_date), PlainSerializer(str), _text_schema(_DATE_FORM, "1958-03-14")]
DayField = Annotated[PartialDate, PlainValidator(read_day), PlainSerializer(str), _text_schema(r"^\d{4}-\d{2}-\d{2}$", "2024-01-01")]
CountryField = Annotated[str, PlainValidator(read_country), _text_schema("^[A-Z]{2}$", "DE")]
PlaceField = Annotated[str, PlainValidator(read_place), _text_schema("^[A-Z]{2}(-[A-Z0-9]{1,3})?$", "CA-QC")]
RegionField = Annotated[str, PlainValidator(read_subdivision), _text_schema("^[A-Z]{2}-[A-Z0-9]{1,3}$", "DE-BY")]
AmountField = Annotated[Decimal, PlainValidator(read_amount), PlainSerializer(str), _text_schema(r"^\d{1,12}(\.\d{1,2})?$", "412.30")]
AssumedField = Annotated[bool | str, PlainValidator(read_assumed), WithJsonSchema({"type": ["boolean", "string"]})]
TextField = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT), BeforeValidator(tidy)]
IdField = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$")]
NameField = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,79}(\.[a-z0-9_]{1,40}){0,4}$")]
CurrencyField = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
LanguageField = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]


def fact(description: str, **more: Any) -> Any:
    """A key that may be left out, with what it means. Left out, the fact is unknown."""
    return Field(default=None, description=description, **more)


class Facts(BaseModel):
    """Keys of a case: strict, none unknown. In the schema a key is left out, never null."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True, defer_build=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core))
        for key, field in schema.get("properties", {}).items():
            kinds = [kind for kind in field.get("anyOf", []) if kind != {"type": "null"}]
            kept = {word: said for word, said in field.items() if word not in ("anyOf", "default")}
            if len(kinds) == 1:
                schema["properties"][key] = {**kinds[0], **kept}
        return schema
