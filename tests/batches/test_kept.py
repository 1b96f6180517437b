"""Batches that are kept: privately, not longer than told, holding no more than is needed; and what of them ends soon."""

from __future__ import annotations

import datetime
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from engine.batches.store import Store
from engine.cli import main
from tests.batches.conftest import Run
from tests.batches.world import TODAY, csv_of, rows


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    main(["batches", *words, "--json"])
    return json.loads(capsys.readouterr().out)


def days(number: int) -> str:
    return (TODAY + datetime.timedelta(days=number)).isoformat()


def test_the_folder_is_private_and_another_is_refused(home: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run({})
    assert stat.S_IMODE((home / "kept").stat().st_mode) == 0o700
    assert all(stat.S_IMODE(p.stat().st_mode) == 0o700 for p in (home / "kept").iterdir())
    (home / "kept").chmod(0o755)
    assert main(["batches", "list"]) == 2
    assert "not-private" in capsys.readouterr().err


def test_only_what_a_result_tells_is_kept(home: Path, run: Run) -> None:
    secret = "Secret diploma 0815"
    run({"evidence": secret, "primary_source_by": secret, "primary_source_checked": "2020-01-01"}, {"candidate": "row-1"})
    kept = b"".join(p.read_bytes() for p in (home / "kept").rglob("*") if p.is_file())
    assert b"row-1" in kept and secret.encode() not in kept


def test_what_told_rows_apart_is_thrown_away_at_the_end(home: Path, run: Run) -> None:
    run({}, {})
    store = Store()
    (batch,) = store.batches()
    with store.open(batch) as journal:
        assert "key" not in journal.told()
        assert journal.seen(b"x" * 16) is None
        assert {row["row"] for row in journal.results()} == {2, 3}


def test_a_batch_is_deleted_when_its_time_is_over(home: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run({}, switches=("--keep-days", "5"))
    (batch,) = told(capsys, "list")["batches"]
    assert (batch["keep_until"], batch["finished"], batch["codes"]) == (days(5), TODAY.isoformat(), {"recognised": 1})
    store = Store()
    assert store.purge(TODAY + datetime.timedelta(days=5)) == []
    assert store.purge(TODAY + datetime.timedelta(days=6)) == [batch["batch"]]
    assert told(capsys, "list") == {"batches": [], "deleted": []}


def test_each_start_deletes_what_is_over(home: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run({})
    (batch,) = Store().batches()
    with Store().open(batch) as journal:
        journal.tell(keep_until=days(-1))
    run({}, {})
    assert batch not in list(Store().batches())


def test_named_batches_and_all_are_deleted_at_once(home: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run({})
    run({}, {})
    run({}, {}, {})
    first, *rest = Store().batches()
    assert told(capsys, "purge", first) == {"deleted": [first], "left": []}
    assert told(capsys, "purge", first) == {"deleted": [], "left": [first]}
    assert told(capsys, "purge", "--all")["deleted"] == rest
    assert main(["batches", "expiring", first]) == 2
    assert "no-such-batch" in capsys.readouterr().err


@pytest.mark.parametrize("number", ["0", "366", "many"])
def test_days_to_keep_are_bounded(home: Path, number: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["verify", str(home / "list.csv"), "--keep-days", number])
    assert stopped.value.code == 2


def ending() -> list[dict[str, str]]:
    half_a_year_ago = days(-180)
    return rows(
        {"registration_to": days(10), "registration_from": "2010-01-01"},
        {"registration_to": days(90)},
        {"registration_to": days(91)},
        {"consent_until": days(30)},
        {"good_standing_issued": half_a_year_ago},
        {"language": "de", "language_tested": "1990"},
        {"registration_to": days(5), "consent_given": ""},
    )


def test_what_ends_within_some_days(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = home / "list.csv"
    path.write_text(csv_of(ending()))
    assert main(["verify", str(path), "--out", str(home / "out.jsonl")]) == 1
    capsys.readouterr()
    (batch,) = Store().batches()
    reports = [told(capsys, "expiring", source, "--within", "90") for source in (batch, str(home / "out.jsonl"), str(path))]
    assert reports[0] == reports[1] == reports[2]
    found = [(e["row"], e["what"], e["days"]) for e in reports[0]["expiring"]]
    assert [(row, what) for row, what, _ in found] == [
        (7, "language_test"),
        (6, "good_standing"),
        (2, "registration"),
        (5, "consent"),
        (3, "registration"),
    ]
    assert [d for _, _, d in found[2:]] == [10, 30, 90]
    assert {e["what"]: e.get("article") for e in reports[0]["expiring"]} == {
        "language_test": "Art. 6",
        "good_standing": "Art. 5",
        "registration": None,
        "consent": None,
    }


def test_exit_code_and_words_of_what_ends(home: Path, capsys: pytest.CaptureFixture[str], run: Run) -> None:
    run({"registration_to": days(10)})
    (batch,) = Store().batches()
    assert main(["batches", "expiring", batch, "--within", "10"]) == 1
    assert f"{days(10)}     10 days  row-1  registration" in capsys.readouterr().out
    assert main(["batches", "expiring", batch, "--within", "9"]) == 0
    assert "nothing ends within 9 days" in capsys.readouterr().out


def test_results_that_are_none_are_refused_at_their_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text in ("[]", "{}", "not json", "[" * 100_000):
        (home / "out.jsonl").write_text(f'{{"row":2,"code":"recognised"}}\n{text}\n')
        assert main(["batches", "expiring", str(home / "out.jsonl")]) == 2
        assert "out.jsonl:2:1: not-a-result" in capsys.readouterr().err
