"""`Accept-Language` on decisions: the answer in the first language wanted that it can be told in; without one, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from api.pages.speaking import preferred
from engine.wording.answers import translate_answer
from engine.wording.languages import LANGUAGES, SOURCE

#: The parameter, as the description of a route tells it.
ACCEPTED: dict[str, Any] = {
    "name": "Accept-Language",
    "in": "header",
    "required": False,
    "description": f"The language of the sentences: {', '.join(LANGUAGES)}. Without it they are English. The header Content-Language tells "
    "which was taken; `told_in` lists the sentences that had to stay English.",
    "schema": {"type": "string", "examples": ["es, en;q=0.5"]},
}


def wanted(request: Request) -> str:
    """The language that the caller asks for, as far as answers are told in it."""
    return preferred(request.scope)


def told_in(answer: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """The answer in a language; English as the engine gave it."""
    if language == SOURCE:
        return answer
    said, told = translate_answer(answer, language)
    return {**said, "told_in": told.as_data()}


def headers(language: str) -> dict[str, str]:
    """What tells the language of an answer, and that a cache keeps one for each."""
    return {"Content-Language": language, "Vary": "Accept-Language"}
