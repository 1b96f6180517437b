"""The base of the documents: strict values, strings with units, no floats; keys may be added in later versions."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Confidence = Literal["confirmed", "unconfirmed", "one_reading"]


class Document(BaseModel):
    """The base: strict values; keys may be added in later versions."""

    model_config = ConfigDict(strict=True)
