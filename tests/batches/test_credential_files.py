"""Files beside a batch: read below one folder only, through no link, and told with the state that a verification gives them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.batches.credential_files import read_below
from engine.batches.prepare import Preparing
from engine.batches.row import Layout, read_row
from engine.batches.sheet import Fault, Line
from tests.batches.conftest import Run
from tests.batches.world import GOOD

DAY = date(2024, 6, 10)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files inside, one outside, and links that lead out."""
    inside = tmp_path / "credentials"
    (inside / "below").mkdir(parents=True)
    (inside / "one.json").write_bytes(b"inside")
    (inside / "below/two.json").write_bytes(b"below")
    (tmp_path / "outside.json").write_bytes(b"outside")
    (inside / "link.json").symlink_to(tmp_path / "outside.json")
    (inside / "way-out").symlink_to(tmp_path)
    os.mkfifo(inside / "pipe")
    with (inside / "large.json").open("wb") as file:
        file.truncate(100_000_000)
    return inside


def test_files_below_the_folder_are_read(folder: Path) -> None:
    assert read_below(folder, "one.json") == b"inside"
    assert read_below(folder, "below/two.json") == b"below"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../outside.json", "file-outside"),
        ("below/../../outside.json", "file-outside"),
        ("/etc/hostname", "file-outside"),
        ("..\\outside.json", "file-outside"),
        (".", "file-outside"),
        ("link.json", "no-such-file"),
        ("way-out/outside.json", "no-such-file"),
        ("pipe", "no-such-file"),
        ("below", "no-such-file"),
        ("none.json", "no-such-file"),
        ("a\0b", "no-such-file"),
        ("large.json", "too-large"),
    ],
)
def test_nothing_else_is(folder: Path, name: str, code: str) -> None:
    found = read_below(folder, name)
    assert isinstance(found, Fault) and found.code == code


class Signed:
    """Stands for a verification: what the bytes say, with one fact that the row tells otherwise."""

    def check(self, raw: bytes, day: date) -> Mapping[str, Any]:
        return {"state": raw.decode(), "code": "x", "why": "because", "facts": {"secret": 1}, "valid_until": "2024-07-01T00:00:00Z"}

    def completed(self, case: dict[str, Any], result: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, str]]]:
        if result["state"] != "verified":
            return case, []
        credential = {**case["credential"], "awarded": "2011-01-01"}
        return {**case, "credential": credential, "known_by": {"credential.awarded": "signed-credential"}}, [{"fact": "credential.awarded"}]


def prepared(folder: Path, name: str) -> tuple[dict[str, Any], Any]:
    values = {**GOOD, "credential_file": name}
    row = read_row(Line(2, tuple(values.values())), Layout("list.csv", dict(enumerate(values))))
    return Preparing(DAY, DAY, folder, Signed()).prepared(row)


@pytest.mark.parametrize("state", ["verified", "issuer_unknown", "revoked"])
def test_the_state_is_told_and_only_a_verified_credential_adds_facts(folder: Path, state: str) -> None:
    (folder / "one.json").write_text(state)
    base, case = prepared(folder, "one.json")
    assert base["verification"] == {"state": state, "code": "x", "why": "because", "valid_until": "2024-07-01T00:00:00Z"}
    assert case is not None
    assert str(case.credential.awarded) == ("2011-01-01" if state == "verified" else GOOD["awarded"])
    assert base["notes"] == ([{"code": "credential-differs", "fact": "credential.awarded"}] if state == "verified" else [])


def test_a_file_that_cannot_be_read_is_told_at_its_column(folder: Path) -> None:
    base, case = prepared(folder, "link.json")
    assert case is None and base["code"] == "bad_row"
    assert [(p["column"], p["code"], p["place"]) for p in base["problems"]] == [("credential_file", "no-such-file", f"list.csv:2:{len(GOOD)}")]


def test_a_verification_that_breaks_costs_only_its_row(folder: Path) -> None:
    (folder / "one.json").write_bytes(b"\xff")  # the verifier of these tests cannot read it
    base, case = prepared(folder, "one.json")
    assert (case, base["code"], base["failure"]) == (None, "failed", "UnicodeDecodeError")


def test_the_command_takes_the_folder(home: Path, run: Run) -> None:
    (home / "here").mkdir()
    (home / "here/one.json").write_text("{}")
    found = run({"credential_file": "one.json"}, {"credential_file": "two.json"}, switches=("--credentials", str(home / "here")))
    assert found[0]["verification"]["state"] == "not_verified"
    assert found[1]["problems"][0]["code"] == "no-such-file"
