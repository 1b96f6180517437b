"""`Accept-Language` on decisions: sentences in the language, figures and codes as they are, English where nothing else is asked."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api import schemas
from engine.wording import saying
from engine.wording.languages import LANGUAGES
from tests.api.cases import CREDENTIAL, NO, YES, Case

RECORD_URL, CREDENTIAL_URL = "/v1/decisions/contribution-record", "/v1/decisions/credential"
OTHERS = [code for code in LANGUAGES if code != "en"]


def asked(client: TestClient, case: Case, language: str, url: str = RECORD_URL) -> Any:
    return client.post(url, json=case, headers={"Accept-Language": language})


@pytest.mark.parametrize("language", ["", "en-GB", "tlh", "*", "x" * 2000])
def test_english_where_nothing_else_can_be_told(client: TestClient, language: str) -> None:
    plain = client.post(RECORD_URL, json=YES)
    told = asked(client, YES, language)
    assert told.content == plain.content
    assert told.headers["content-language"] == plain.headers["content-language"] == "en"
    assert "accept-language" in told.headers["vary"].lower()


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(("case", "url"), [(NO, RECORD_URL), (CREDENTIAL, CREDENTIAL_URL)])
def test_sentences_are_in_the_language_and_everything_else_as_it_was(client: TestClient, language: str, case: Case, url: str) -> None:
    english, told = asked(client, case, "en", url).json(), asked(client, case, f"{language};q=0.9, en;q=0.1", url)
    answer = told.json()
    schemas.Answer.model_validate(answer)
    assert told.headers["content-language"] == language
    assert answer["told_in"]["language"] == language and not answer["told_in"]["reviewed"]
    for before, after in zip(english["decisions"], answer["decisions"], strict=True):
        assert {k: before[k] for k in ("outcome", "as_of", "payable_from", "receipt", "rests_on")} == {
            k: after[k] for k in ("outcome", "as_of", "payable_from", "receipt", "rests_on")
        }
        assert before["summary"] != after["summary"]


def test_what_stays_english_is_pointed_at(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if no rule file were translated yet: sentences of the engine are, those of rules are not."""
    monkeypatch.setattr(saying, "OF_ANSWERS", ("engine",))
    english, answer = asked(client, NO, "en").json(), asked(client, NO, "de").json()
    pointers = answer["told_in"]["in_english"]
    assert pointers and answer["told_in"]["untranslated"] >= len(pointers)
    for pointer in pointers:
        before: Any = english
        after: Any = answer
        for step in pointer.removeprefix("/").split("/"):
            key = step.replace("~1", "/").replace("~0", "~")
            before, after = (x[int(key)] if isinstance(x, list) else x[key] for x in (before, after))
        assert set(before.split()) & set(after.split())


def test_a_receipt_run_again_speaks_the_language_too(client: TestClient) -> None:
    receipt = asked(client, NO, "en").json()["decisions"][0]["receipt"]
    told = client.post("/v1/decisions/rerun", json=receipt, headers={"Accept-Language": "fr"})
    assert told.json()["same"] and told.headers["content-language"] == "fr"
    assert told.json()["decisions"][0]["summary"].startswith("Allemagne")
