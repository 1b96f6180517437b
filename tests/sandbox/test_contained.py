"""What a contained process cannot do, and how its end is told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from engine.problems import RuleFileRefused
from engine.sandbox.contain import Contained, contained
from engine.sandbox.escaped import escaped
from engine.sandbox.limits import MEBIBYTE, Limits
from engine.sandbox.outside import outside, written

MISDEEDS = "tests.sandbox.misdeeds"
SMALL = Limits(memory=512 * MEBIBYTE, cpu=1, seconds=4, output=MEBIBYTE, written=1000)


def done(*words: str, reads: tuple[Path, ...] = (), writes: tuple[Path, ...] = (), limits: Limits = SMALL) -> Contained:
    return contained(MISDEEDS, words, reads=reads, writes=writes, limits=limits)


def test_it_reads_what_it_is_given_and_nothing_beside(tmp_path: Path) -> None:
    given, beside = tmp_path / "given.txt", tmp_path / "beside.txt"
    given.write_text("what is given")
    beside.write_text("what lies beside")
    assert "what is given" in done("read", str(given), reads=(given,)).out
    for path in (beside, "/etc/passwd", "/proc/self/environ", given / ".." / "beside.txt"):
        assert done("read", str(path), reads=(given,)) == Contained(7, "refused\n")


def test_a_link_is_judged_by_where_it_leads(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link").symlink_to("/etc/passwd")
    assert done("read", str(folder / "link"), reads=(folder,)).out == "refused\n"


def test_it_writes_only_where_it_may(tmp_path: Path) -> None:
    allowed = tmp_path / "out"
    allowed.mkdir()
    assert done("write", str(allowed / "a"), writes=(allowed,)).code == 0
    assert done("write", str(tmp_path / "b"), reads=(tmp_path,), writes=(allowed,)).out == "refused\n"
    assert done("rename", str(allowed / "a"), str(tmp_path / "c"), writes=(allowed,)).out == "refused\n"
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a", "out"]


@pytest.mark.parametrize("what", ["connect", "start", "fork"])
def test_it_neither_connects_nor_starts_anything(what: str) -> None:
    assert done(what).out == "refused\n"


@pytest.mark.parametrize(("what", "code"), [("spin", "out-of-time"), ("sleep", "out-of-time"), ("talk", "too-much-output")])
def test_what_runs_away_is_ended_and_told(what: str, code: str) -> None:
    with pytest.raises(RuleFileRefused) as refused:
        done(what)
    assert [p.code for p in refused.value.problems] == [code]


@pytest.mark.parametrize(("what", "code"), [("grow", "out-of-memory"), ("descend", "too-deep")])
def test_what_grows_is_told_as_a_problem(what: str, code: str) -> None:
    lines: list[str] = []
    patient = replace(SMALL, cpu=60, seconds=120)  # the limit that is tried must be met first, however slow the machine
    assert contained(MISDEEDS, [what], limits=patient, told=lines.append).code == 2
    assert code in lines[-1]


def test_what_it_says_is_made_safe() -> None:
    lines: list[str] = []
    assert contained(MISDEEDS, ["say"], limits=SMALL, told=lines.append).out == "a\\u001b[31mb\\u202ec\\udb40\\udc41\n"
    assert lines == ["d\\u009be"]


def test_made_safe_json_is_the_same_json() -> None:
    told = {"title": "a\u202eb \U000e0041 Grüße \u200d"}
    assert json.loads(escaped(json.dumps(told, ensure_ascii=False))) == told


def test_it_is_given_few_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://example.org/x")
    assert "DATABASE_URL" not in done("environment").out


def test_what_comes_from_outside(tmp_path: Path) -> None:
    draft, case = tmp_path / "draft.yaml", tmp_path / "case.yaml"
    draft.write_text("amends: ca-in")
    case.write_text("question: contribution-record")
    assert outside("check", [str(draft)]) == (draft,)
    assert outside("check", ["ca-in", "agreements/ca-in"]) == ()
    assert outside("decide", [str(case)]) == ()
    assert outside("decide", [str(case), "--draft", str(draft), "--json"]) == (draft,)
    assert outside("decide", [f"--draft={draft}", str(case)]) == (draft,)
    assert outside("prove", [str(draft), "--out", str(tmp_path)]) == (draft,)
    assert written(["x", f"--out={tmp_path}"]) == (tmp_path,)
