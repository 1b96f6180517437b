"""Instruments and corridors: what is encoded, in words, with citations, versions and what is not encoded."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api import schemas
from tests.api.test_decisions import as_described


def test_every_instrument_is_listed_and_can_be_read(client: TestClient) -> None:
    listed = client.get("/v1/instruments").json()
    as_described(listed, schemas.Instruments)
    ids = [x["id"] for x in listed["instruments"]]
    assert {"de-us", "national.DE", "national.US"} <= set(ids)
    for name in ids:
        response = client.get(f"/v1/instruments/{name}")
        assert response.status_code == 200, name
        as_described(response.json(), schemas.Instrument)
        assert client.get(f"/instruments/{name}").status_code == 200, name


def test_an_agreement_in_words(client: TestClient) -> None:
    told = client.get("/v1/instruments/de-us").json()
    assert told["parties"] == ["DE", "US"]
    assert told["instruments"][0]["in_force"] == "1979-12-01"
    provisions = {p["id"]: p for p in told["provisions"]}
    rules = {r["id"]: r for r in provisions["art-7"]["rules"]}
    assert rules["too-short-to-be-paid"]["bars"] == ["opens"]
    assert "18 months" in rules["too-short-to-be-paid"]["sentence"]
    assert rules["opens"]["article"] == "Art. 7(1)-(2)"
    assert rules["opens"]["url"].startswith("https://")
    (least,) = [p for p in provisions["art-7"]["parameters"] if p["name"] == "least_own_coverage"]
    assert [(v["value"], v["for"]) for v in least["values"]] == [("18 months", "deciding: DE"), ("6 quarters", "deciding: US")]
    assert all(x["article"] and x["why"] for x in told["not_encoded"])


def test_values_over_time(client: TestClient) -> None:
    told = client.get("/v1/instruments/national.DE").json()
    (age,) = [p for p in told["parameters"] if p["name"] == "pension_age"]
    assert age["by"] == "person birth date"
    assert age["values"][-1] == {**age["values"][-1], "since": "1964-01-01", "value": "67 years"}


def test_a_version_has_a_strong_tag_and_lasts(client: TestClient) -> None:
    first = client.get("/v1/instruments/de-us")
    tag = first.headers["etag"]
    assert tag == f'"{first.json()["sha256"]}"'
    assert first.headers["cache-control"] == "no-cache"
    for told in (tag, f'"x", W/{tag}', "*"):
        again = client.get("/v1/instruments/de-us", headers={"If-None-Match": told})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/v1/instruments/de-us", headers={"If-None-Match": '"x"'}).status_code == 200
    exact = client.get("/v1/instruments/de-us", params={"sha256": first.json()["sha256"]})
    assert "immutable" in exact.headers["cache-control"]
    assert client.get("/v1/instruments/de-us", params={"sha256": "0" * 64}).status_code == 404


@pytest.mark.parametrize(("home", "host"), [("DE", "US"), ("US", "DE")])
def test_a_corridor_with_an_agreement(client: TestClient, home: str, host: str) -> None:
    told = client.get(f"/v1/corridors/{home}/{host}").json()
    as_described(told, schemas.Corridor)
    (found,) = [x for x in told["instruments"] if x["id"] == "de-us"]
    assert found["binds"]
    assert found["in_force"] == "1979-12-01"
    assert {(b["state"], b["branch"]) for b in found["benefits"]} >= {("DE", "old-age"), ("US", "survivors")}
    assert "60 months" in {limit["value"] for limit in found["posting_limits"]}
    assert found["not_encoded"]
    assert told["still_helps"] == []


def test_a_corridor_without(client: TestClient) -> None:
    response = client.get("/v1/corridors/IN/PH")
    assert response.status_code == 200
    as_described(response.json(), schemas.Corridor)
    assert response.json()["instruments"] == []
    assert {h["state"] for h in response.json()["still_helps"]} >= {"IN", "PH"}


@pytest.mark.parametrize("path", ["XX/DE", "DE/deu", "de/us", "DE/DE-BY"])
def test_an_unknown_country(client: TestClient, path: str) -> None:
    assert client.get(f"/v1/corridors/{path}").status_code == 404


def test_one_country_twice_joins_nothing(client: TestClient) -> None:
    assert client.get("/v1/corridors/DE/DE").json()["instruments"] == []
