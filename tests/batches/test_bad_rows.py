"""Bad cells: each fault at its place (file:row:column), told in words that never repeat the cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.cli import main
from tests.batches.conftest import Run
from tests.batches.world import GOOD, csv_of, rows

SECRET = "Zyxwv-0815"


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"awarded": "03/04/2021"}, "awarded", "ambiguous-date"),
        ({"awarded": "2021-02-30"}, "awarded", "impossible-date"),
        ({"awarded": SECRET}, "awarded", "bad-date"),
        ({"awarded": "1234"}, "awarded", "date-out-of-range"),
        ({"home": SECRET}, "home", "unknown-country"),
        ({"host": "XX"}, "host", "unknown-country"),
        ({"candidate": ""}, "candidate", "missing-value"),
        ({"candidate": "Somebody Or Other"}, "candidate", "bad-reference"),
        ({"candidate": "=1+1"}, "candidate", "bad-reference"),
        ({"recruitment_active": SECRET}, "recruitment_active", "bad-truth"),
        ({"practice_1_from": "2021-01-01", "practice_1_to": "2020-01-01"}, "practice_1_to", "ends-before-start"),
        ({"language": "german"}, "language", "bad-form"),
        ({"profession": f"{SECRET} !"}, "profession", "bad-form"),
        ({"evidence": "x" * 301}, "evidence", "too-long"),
        ({"evidence": "x" * 2001}, "evidence", "too-long"),
        ({"evidence": "bad\x07text"}, "evidence", "bad-text"),
        ({"credential_file": "one.json"}, "credential_file", "no-folder"),
        ({"consent_given": SECRET}, "consent_given", "bad-date"),
    ],
)
def test_a_bad_cell_is_told_at_its_place(home: Path, run: Run, change: dict[str, str], column: str, code: str) -> None:
    before, found, after = run({}, change, {})
    assert (before["code"], found["code"], after["code"]) == ("recognised", "bad_row", "recognised")
    (problem,) = found["problems"]
    assert (problem["column"], problem["code"]) == (column, code)
    assert problem["place"] == f"{home / 'list.csv'}:3:{[*GOOD].index(column) + 1}"
    assert problem["mend"] or problem["expected"]


def test_an_award_before_the_training_began_is_told_at_the_award(run: Run, home: Path) -> None:
    path = home / "list.csv"
    path.write_text(csv_of([{**GOOD, "training_started": "2012-01-01"}], headings=[*GOOD, "training_started"]))
    (found,) = run(path)
    assert [(p["column"], p["code"]) for p in found["problems"]] == [("awarded", "ends-before-start")]


def test_all_faults_of_a_row_are_told_together(run: Run) -> None:
    (found,) = run({"awarded": "03/04/2021", "home": SECRET, "recruitment_active": "perhaps"})
    assert {p["column"] for p in found["problems"]} == {"awarded", "home", "recruitment_active"}


def test_cells_are_never_repeated(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    columns = [c for c in GOOD if c not in ("candidate", "consent_given", "consent_purpose", "consent_until", "primary_source_by")]
    path = home / "list.csv"
    path.write_text(csv_of(rows(*({c: f"{SECRET}\x07"} for c in columns), {"candidate": f"{SECRET} {SECRET}"})))
    assert main(["verify", str(path)]) == 1
    told = capsys.readouterr()
    assert told.out.count('"bad_row"') == len(columns) + 1
    assert SECRET not in told.out + told.err
    kept = b"".join(p.read_bytes() for p in (home / "kept").rglob("*") if p.is_file())
    assert SECRET.encode() not in kept


def test_order_of_local_dates_is_taken_where_it_is_told(run: Run) -> None:
    assert run({"awarded": "03/04/2021"}, switches=("--dates", "dmy"))[0]["code"] == "recognised"
    assert run({"awarded": "04.25.2021"}, switches=("--dates", "dmy"))[0]["problems"][0]["code"] == "impossible-date"
