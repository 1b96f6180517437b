"""Malformed cases, written as files and handed to `portability decide`: one clear refusal each, never a half answer."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.bad_input.told import refused
from tests.facts.test_case_refused import TABLE
from tests.language.test_reading import REFUSED

GOOD = """\
question: contribution-record
as_of: 2024-01-01
benefit: old-age
deciding: [DE]
person: {birth_date: 1958-03-14, residence: US}
record:
  - {country: DE, from: 1990-01-01, to: 1994-12-31}
  - {country: US, from: 1996-01-01, to: 1999-12-31, quarters: 16}
"""
#: What stands in the good case, what is put there, the code of the refusal, and the place: a line of the file or a pointer into the case.
CHANGES: list[tuple[str, str, str, str]] = [
    ("country: DE, from", "country: NO, from", "ambiguous-word", ":7:"),
    ("deciding: [DE]", "deciding: [NO]", "ambiguous-word", ":4:"),
    ("deciding: [DE]", "deciding: [no]", "ambiguous-word", ":4:"),
    ("deciding: [DE]", "deciding: []", "empty", "/deciding"),
    ("deciding: [DE]", "deciding: DE", "wrong-type", "/deciding"),
    ("deciding: [DE]", "deciding: [Germany]", "unknown-country", "/deciding/0"),
    ("deciding: [DE]", "deciding: [de]", "unknown-country", "/deciding/0"),
    ("deciding: [DE]", "deciding: [DE, DDR]", "unknown-country", "/deciding/1"),
    ("deciding: [DE]", "deciding: [DE]\ndeciding: [US]", "duplicate-key", ":5:"),
    ("as_of: 2024-01-01", "as_of: 2024-02-30", "impossible-date", ":2:"),
    ("as_of: 2024-01-01", 'as_of: "2024-02-30"', "impossible-date", "/as_of"),
    ("as_of: 2024-01-01", "as_of: 2024-01-01 10:00:00", "bad-date", "/as_of"),
    ("as_of: 2024-01-01", "as_of: tomorrow", "bad-date", "/as_of"),
    ("as_of: 2024-01-01", "as_of: [2024-01-01]", "wrong-type", "/as_of"),
    ("as_of: 2024-01-01", "as_of: ~", "null", "/as_of"),
    ("as_of: 2024-01-01", "as_of: 1700-01-01", "date-out-of-range", "/as_of"),
    ("as_of: 2024-01-01", "as_of: 9999-01-01", "date-out-of-range", "/as_of"),
    ("as_of: 2024-01-01", "asof: 2024-01-01", "unknown-key", ""),
    ("benefit: old-age", "benefit: Old Age", "bad-form", "/benefit"),
    ("benefit: old-age", "benefit: 7", "wrong-type", "/benefit"),
    ("benefit: old-age", "benefit: true", "wrong-type", "/benefit"),
    ("question: contribution-record", "question: contributions", "unknown-word", "/question"),
    ("question: contribution-record\n", "", "missing-key", "/question"),
    ("question: contribution-record", "question contribution-record", "not-yaml", ":"),
    ("question: contribution-record", "question: !!python/object/apply:os.system [ls]", "tag", ":1:"),
    ("question: contribution-record", "question: &a contribution-record", "anchor", ":1:"),
    ("question: contribution-record", "question: *a", "alias", ":1:"),
    ("question: contribution-record", "question: contribution-record\n---\nquestion: credential", "second-document", ":2:"),
    ("birth_date: 1958-03-14", "birth_date: 14.03.1958", "bad-date", "/person/birth_date"),
    ("birth_date: 1958-03-14", "birth_date: 1958-3-14", "bad-date", "/person/birth_date"),
    ("birth_date: 1958-03-14", "birth_date: 58", "date-out-of-range", "/person/birth_date"),
    ("birth_date: 1958-03-14", "birth_date: 1958-00", "impossible-date", "/person/birth_date"),
    ("birth_date: 1958-03-14", "birth_date: {year: 1958}", "wrong-type", "/person/birth_date"),
    ("birth_date: 1958-03-14", "birthdate: 1958-03-14", "unknown-key", "/person"),
    ("residence: US", "residence: USA", "unknown-country", "/person/residence"),
    ("residence: US", "residence: US-", "unknown-country", "/person/residence"),
    ("residence: US", "residence: ''", "unknown-country", "/person/residence"),
    ("residence: US", "residence: US, sex: woman", "unknown-word", "/person/sex"),
    ("residence: US", "residence: US, status: legal", "unknown-word", "/person/status"),
    ("residence: US", "residence: US, nationalities: US", "wrong-type", "/person/nationalities"),
    ("residence: US", "residence: US, legally_resident_in_union: 1", "wrong-type", "/person/legally_resident_in_union"),
    ("residence: US", 'residence: "US\\u0000"', "control-character", ":5:"),
    ("person: {birth_date", "person: [birth_date", "not-yaml", ":5:"),
    ("record:\n", "record:\n  - 7\n", "wrong-type", "/record/0"),
    ("record:\n", "record:\n  - [DE]\n", "wrong-type", "/record/0"),
    ("record:\n", "record:\n  -\n", "null", "/record/0"),
    ("from: 1990-01-01, to: 1994-12-31", "from: 1994-12-31, to: 1990-01-01", "ends-before-start", "/record/0/to"),
    ("from: 1990-01-01, to: 1994-12-31", "from: 1990-01-01, to: 1994-13-31", "impossible-date", ":7:"),
    ("from: 1990-01-01, to: 1994-12-31", "from: 1990-01-01, until: 1994-12-31", "unknown-key", "/record/0"),
    ("from: 1990-01-01, to: 1994-12-31", "from: 1990-01-01, to: 2100-01-01, from: 1991-01-01", "duplicate-key", ":7:"),
    ("quarters: 16", "quarters: 16.0", "wrong-type", "/record/1/quarters"),
    ("quarters: 16", "quarters: 1e999", "wrong-type", "/record/1/quarters"),
    ("quarters: 16", "quarters: .nan", "wrong-type", "/record/1/quarters"),
    ("quarters: 16", "quarters: NaN", "wrong-type", "/record/1/quarters"),
    ("quarters: 16", "quarters: .inf", "wrong-type", "/record/1/quarters"),
    ("quarters: 16", "quarters: -16", "out-of-range", "/record/1/quarters"),
    ("quarters: 16", "quarters: 0x10", "wrong-type", "/record/1/quarters"),
    ("quarters: 16", "quarters: 1_6", "wrong-type", "/record/1/quarters"),
    ("quarters: 16", "quarters: sixteen", "wrong-type", "/record/1/quarters"),
    ("quarters: 16", "quarters: [16]", "wrong-type", "/record/1/quarters"),
    ("quarters: 16", "quarters: true", "wrong-type", "/record/1/quarters"),
    ("quarters: 16", "quarters: 999999999999999999999", "number-too-long", ":8:"),
    ("quarters: 16", "quarters: " + "9" * 6000, "number-too-long", ":8:"),
    ("quarters: 16", "quarters: 17", "total-over-span", "/record/1/quarters"),
    ("quarters: 16", "quarters: 16, months: 48", "two-totals", "/record/1"),
    ("quarters: 16", "quarter: 16", "unknown-key", "/record/1"),
    ("quarters: 16", "quarters: 16, kind: mandatory", "unknown-word", "/record/1/kind"),
    ("quarters: 16", "quarters: 16, refunded: maybe", "wrong-type", "/record/1/refunded"),
    ("quarters: 16", "quarters: 16, days_per_week: 8", "unknown-word", "/record/1/days_per_week"),
    ("quarters: 16", "quarters: 16, insured_under: QQ", "unknown-country", "/record/1/insured_under"),
    ("quarters: 16", "quarters: 16, <<: {a: 1}", "unknown-key", "/record/1"),
]
KNOWN_PLACE = ("", "(input)")


def written(tmp_path: Path, content: str | bytes, name: str = "case.yaml") -> str:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return str(path)


@pytest.mark.parametrize(("there", "put", "code", "place"), CHANGES, ids=[f"{n}-{c[2]}" for n, c in enumerate(CHANGES)])
def test_malformed_case(there: str, put: str, code: str, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert GOOD.count(there) == 1
    told = refused(["decide", written(tmp_path, GOOD.replace(there, put))], capsys)
    assert code in {t.code for t in told}, told
    assert any(place in t.place if place else t.place in KNOWN_PLACE for t in told if t.code == code), told


def test_the_good_case_is_decided(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from engine.cli import main

    for content in (GOOD, b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n"), GOOD.replace("[DE]", '["DE"]')):
        assert main(["decide", written(tmp_path, content), "--json"]) == 0
        out, err = capsys.readouterr()
        assert (json.loads(out)["decisions"][0]["outcome"], err) == ("yes", "")


@pytest.mark.parametrize(("content", "code"), [r[1:3] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_no_yaml_file_may_hold(content: str | bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, content)
    told = refused(["decide", path], capsys)
    assert code in {t.code for t in told}
    assert all(t.place.startswith(f"{path}:") for t in told)


def as_json(data: Any) -> str | None:
    """The case as a file of JSON, where JSON can say it; YAML reads JSON."""
    try:
        return json.dumps(data, allow_nan=False, default=lambda x: x.isoformat() if isinstance(x, datetime.date) else 1 / 0)
    except (TypeError, ValueError, ArithmeticError, RecursionError):
        return None


#: Numbers with a point are text for the strict reader of YAML; what a program hands over is tested where cases are parsed.
TOLD_AS_JSON = [n for n, row in enumerate(TABLE) if isinstance(row[0], dict) and row[2] != "float" and as_json(row[0])]


@pytest.mark.parametrize("number", TOLD_AS_JSON)
def test_malformed_case_as_json(number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = as_json(TABLE[number][0])
    assert content is not None
    refused(["decide", written(tmp_path, content, "case.json")], capsys)


@pytest.mark.parametrize("content", ["- a", "7", '"text"', "[]", "true", "2024-01-01", "~", "[[1, 2], {a: b}]"])
def test_what_is_no_mapping(content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, content)
    assert [(t.place, t.code) for t in refused(["decide", path], capsys)] == [(f"{path}:1:1", "not-a-case")]


@pytest.mark.parametrize("name", ["none.yaml", "folder", "none/none.yaml"])
def test_what_is_no_file(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "folder").mkdir()
    path = str(tmp_path / name)
    assert [(t.place, t.code) for t in refused(["decide", path], capsys)] == [(path, "no-such-file")]


def test_periods_by_the_hundred_thousand_are_one_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    few = "question: contribution-record\nrecord: [" + "{}," * 30_000 + "]\n"
    assert [t.code for t in refused(["decide", written(tmp_path, few)], capsys)] == ["too-many"]
    many = "question: contribution-record\nrecord: [" + "{}," * 1_000_000 + "]\n"
    assert [t.code for t in refused(["decide", written(tmp_path, many)], capsys)] == ["too-long"]


def test_no_word_of_the_person_is_repeated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    canary = "zzq-canary-7f3a"
    places = ("DE, from", "old-age", "1958-03-14", "person:", "[DE]")
    for there, put in zip(places, (f"{canary}, from", f"{canary} x", canary, f"{canary}:", f"[{canary}"), strict=True):
        told = refused(["decide", written(tmp_path, GOOD.replace(there, put, 1))], capsys)
        assert all(canary not in t.told + t.place for t in told), told


@pytest.mark.parametrize(
    "content",
    [b"[" * 30_000, b"{a: " * 30_000, b"a: " + b"x" * 3_000_000, b"\xff\xfe\x00", b"\x00" * 1000, b"a: &a [*a]\n"],
    ids=["brackets", "braces", "long", "bytes", "zeros", "itself"],
)
def test_hostile_input_in_a_process_of_its_own(content: bytes, tmp_path: Path) -> None:
    """A crash of the process, or an endless run, would show here and nowhere else."""
    path = written(tmp_path, content)
    done = subprocess.run([sys.executable, "-m", "engine.cli", "decide", path], capture_output=True, timeout=20)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") >= 1


def test_standard_input_is_read_and_refused_alike() -> None:
    done = subprocess.run([sys.executable, "-m", "engine.cli", "decide", "-"], input=b"question: [", capture_output=True, timeout=20)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"-:") and b"not-yaml" in done.stderr
