"""A report on a draft: its three chapters, the same bytes twice, stages that are kept, and a draft that would do harm."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from engine.cli import main

DRAFT = "examples/drafts/ca-in-with-a-nationality-clause.yaml"
WHEN = ["--as-of", "2026-11-01", "--at", "2026-11-27T00:00:00"]
HOSTILE = """\
amends: ca-in
status: draft
title: <script>alert(1)</script> {{ 7 * 7 }} & "quoted"
sources:
  d: {title: "<img src=x onerror=alert(2)>", url: "https://example.org/draft"}
provisions:
  - id: art-99
    cite: {d: "<b>Art. 99</b>"}
    answers: right
    rules:
      - {id: more, cite: {d: "<i>1</i>"}, when: {all: [{person.sex: {is: female}}, {own.coverage: {at_least: 3 weeks}}]}, concludes: right}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report")
    assert main(["report", DRAFT, "--out", str(out), *WHEN]) == 1
    return out


def data(out: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((out / "report.json").read_text(encoding="utf-8"))
    return told


def test_the_three_chapters_say_what_was_found(made: Path) -> None:
    told = data(made)
    assert told["not_done"] == {}
    assert {c["address"] for c in told["fiscal_fairness"]["clauses"]} >= {"ca-in.art-12.least_own_coverage"}
    lost = [p for p in told["fairness_to_the_person"]["persons"] if p["change"] == "loses"]
    assert {p["benefit"] for p in lost} == {"cpp-survivors"}
    proofs = told["fairness_to_the_person"]["proofs"]
    nationality = [p for p in proofs if p["property"] == "irrelevance.claimant.nationalities" and p["result"] == "refuted"]
    assert nationality and all(len(p["persons"]) == 2 for p in nationality)
    assert told["administrative_effectiveness"]["checklist"]
    assert told["assumptions"]["takes_for_granted"]
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", h) for h in told["made_from"]["files"].values())


def test_the_page_can_be_read_without_script_and_by_ear(made: Path) -> None:
    page = (made / "report.html").read_text(encoding="utf-8")
    assert len(page.encode()) < 300_000
    assert "<script" not in page and "src=" not in page and "@import" not in page
    for mark in ('lang="en"', "<main>", "<nav aria-label", "<h1>", 'name="viewport"'):
        assert mark in page
    assert page.count("<table") == page.count("<caption>") > 5
    assert page.count("<svg") == page.count('role="img" aria-label="') == page.count(", as a table</caption>") > 3
    assert {"person", "states", "work"} <= set(re.findall(r'<h2 id="([a-z-]+)"', page))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_same_draft_elsewhere_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / Path(DRAFT).name
    elsewhere.write_bytes(Path(DRAFT).read_bytes())
    assert main(["report", str(elsewhere), "--out", str(tmp_path / "out"), *WHEN]) == 1
    for name in ("report.html", "report.json", "report.pdf"):
        assert (made / name).exists() == (tmp_path / "out" / name).exists()
        assert not (made / name).exists() or (made / name).read_bytes() == (tmp_path / "out" / name).read_bytes()


def test_a_kept_stage_is_not_done_again_and_another_moment_is_one_line(made: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = {name: (made / name).read_text(encoding="utf-8").splitlines() for name in ("report.html", "report.json")}
    assert main(["report", DRAFT, "--out", str(made), "--as-of", "2026-11-01", "--at", "2027-01-01T00:00:00", "--no-pdf"]) == 1
    said = capfd.readouterr().err
    assert said.count("as before") == 7 and "begun" not in said
    for name, lines in before.items():
        after = (made / name).read_text(encoding="utf-8").splitlines()
        assert sum(a != b for a, b in zip(lines, after, strict=True)) == 1
    assert main(["report", DRAFT, "--out", str(made), *WHEN, "--no-pdf"]) == 1


def test_a_changed_draft_is_asked_anew(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(HOSTILE, encoding="utf-8")
    assert main(["report", str(draft), "--out", str(tmp_path / "out"), *WHEN, "--no-pdf"]) == 1
    draft.write_text(HOSTILE + "# more\n", encoding="utf-8")
    capfd.readouterr()
    assert main(["report", str(draft), "--out", str(tmp_path / "out"), *WHEN, "--no-pdf"]) == 1
    assert "check: begun" in capfd.readouterr().err
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page and "<img" not in page and "<b>" not in page and "{{" in page and "49" not in page.partition("<main>")[0]
    told = data(tmp_path / "out")
    assert told["not_done"], "a rule over other units cannot be read, and the report says which parts that costs"
    assert any(f["code"] == "units-do-not-meet" for f in told["administrative_effectiveness"]["findings"])


def test_what_is_no_file_and_no_agreement_is_told(tmp_path: Path) -> None:
    assert main(["report", "/dev/zero", "--out", str(tmp_path), *WHEN]) == 2
    assert main(["report", "no-such-agreement", "--out", str(tmp_path), *WHEN, "--no-pdf"]) == 1
    assert set(data(tmp_path)["not_done"]) >= {"text", "compare", "prove"}


def test_a_new_draft_is_held_against_the_model_provisions(tmp_path: Path) -> None:
    draft = "examples/drafts/ke-de-three-provisions-missing.yaml"
    assert main(["report", draft, "--out", str(tmp_path), *WHEN, "--no-pdf"]) in (0, 1)
    told = data(tmp_path)
    assert told["not_done"] == {} and told["text"]["against"] == "model"
    summary = told["fairness_to_the_person"]["summary"]
    assert summary["answers"] > 100 and summary["not_read"] == 0
    assert {a["state"] for c in told["fiscal_fairness"]["careers"] for a in c["answers"]} == {"DE", "KE"}
