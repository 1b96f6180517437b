"""Headings: known in five languages, mapped, or told with the nearest; a required column that is missing stops everything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.batches.columns import REQUIRED, headings, known_columns
from engine.batches.headings import column_of, folded
from engine.cli import main
from tests.batches.conftest import Run
from tests.batches.world import GOOD, csv_of

FULL = "candidate,profession,host,consent_given,consent_purpose"


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Candidate ID", "candidate"),
        ("Référence candidat", "candidate"),
        ("Bewerbernummer", "candidate"),
        ("País de destino", "host"),
        ("Pays d'origine", "home"),
        ("Herkunftsland", "home"),
        ("AUSBILDUNGSBEGINN", "training_started"),
        ("Data de emissão", "awarded"),
        ("Staatsangehörigkeit", "nationality"),
        ("practice_from", "practice_1_from"),
        ("Practice 3 to", "practice_3_to"),
    ],
)
def test_headings_in_use_are_known(heading: str, column: str) -> None:
    assert column_of(heading, {}) == column


def test_headings_in_any_script_are_mapped_and_kept_apart(home: Path, run: Run) -> None:
    (home / "list.csv").write_text("Номер,Диплом,الدولة,備考\nrow-1,Diploma of nurse,AD,x\n")
    (home / "map.yaml").write_text(
        "columns: {НОМЕР: candidate, Диплом: evidence, الدولة: home}\n"
        "defaults: {profession: nurse-general-care, host: SM, consent_given: '2020-01-01', consent_purpose: verification}\n"
    )
    (found,) = run(home / "list.csv", switches=("--map", str(home / "map.yaml")))
    assert (found["code"], found["candidate"]) == ("recognised", "row-1")


def test_every_heading_means_one_column_and_is_written_as_it_is_folded() -> None:
    said = [word for column in known_columns().values() for word in (column.name, *column.also.split())]
    assert sorted(said) == sorted(set(said))
    assert all(folded(word) == word for word in said)
    assert set(headings().values()) == set(known_columns())


@pytest.mark.parametrize("name", REQUIRED)
def test_a_required_column_that_is_missing_stops_everything(home: Path, refusal: Callable[..., str], name: str) -> None:
    path = home / "list.csv"
    path.write_text(csv_of([GOOD], headings=[h for h in GOOD if h != name]))
    told = refusal(path)
    assert f"no column `{name}`" in told and f"{path}:1:1" in told
    assert not list((home / "kept").glob("*")) if (home / "kept").exists() else True


def test_an_unknown_column_is_told_with_the_nearest_and_left_out(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = home / "list.csv"
    path.write_text(f"{FULL},evidnce,Lieblingsfarbe\nrow-1,nurse-general-care,SM,2020-01-01,verification,x,y\n")
    assert main(["verify", str(path)]) == 0
    told = capsys.readouterr().err
    assert f"{path}:1:6: unknown-column" in told and "did you mean “evidence”?" in told
    assert f"{path}:1:7: unknown-column" in told and "Lieblingsfarbe" not in told


def test_two_headings_for_one_column_are_refused(home: Path, refusal: Callable[..., str]) -> None:
    path = home / "list.csv"
    path.write_text(f"{FULL},destination\nrow-1,nurse-general-care,SM,2020-01-01,verification,SM\n")
    assert f"{path}:1:6: repeated-column" in refusal(path)


def test_a_mapping_names_columns_words_and_what_holds_for_all(home: Path, run: Run) -> None:
    (home / "list.csv").write_text("Nummer;Examen;Ziel;Land;Datum\nrow-1;Diploma of nurse;Berg;AD;03.04.2010\n")
    (home / "map.yaml").write_text(
        "columns: {Nummer: candidate, Examen: evidence, Ziel: host, Datum: awarded, Land: home}\n"
        "values: {host: {berg: SM}}\n"
        "defaults: {profession: nurse-general-care, consent_given: '2020-01-01', consent_purpose: verification}\n"
        "dates: dmy\n"
    )
    (found,) = run(home / "list.csv", switches=("--map", str(home / "map.yaml")))
    assert (found["code"], found["route"]) == ("recognised", "automatic")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("colums: {}", "did you mean “columns”?"),
        ("columns: {Examen: evidnce}", "did you mean “evidence”?"),
        ("values: {hst: {a: b}}", "did you mean “host”?"),
        ("defaults: {host: 3}", "text is needed"),
        ("dates: ymd", "'dmy', 'mdy'"),
        ("[1, 2]", "not-a-mapping"),
        ("values: [1, 2]", "wrong-type"),
        ("values: {host: 3}", "wrong-type"),
        ("columns: [a]", "wrong-type"),
        ("dates: [dmy]", "'dmy', 'mdy'"),
        ("sheet: 3", "unknown-word"),
        ("columns: {a: &x b, c: *x}", "map.yaml:1:"),
        ("columns: [", "not-yaml"),
    ],
)
def test_a_mapping_that_is_wrong_is_refused_at_its_place(home: Path, refusal: Callable[..., str], text: str, told: str) -> None:
    (home / "list.csv").write_text(csv_of([GOOD]))
    (home / "map.yaml").write_text(text)
    said = refusal(home / "list.csv", "--map", str(home / "map.yaml"))
    assert told in said and "map.yaml:" in said


@pytest.mark.parametrize(("word", "code"), [("Andorra", "AD"), ("ANDORRE", "AD"), ("San Marino", "SM"), ("Saint-Marin", "SM"), ("SM", "SM")])
def test_countries_by_name(run: Run, word: str, code: str) -> None:
    (found,) = run({"home": word, "host": "SM"} if code == "AD" else {"host": word})
    assert found["code"] == "recognised"
