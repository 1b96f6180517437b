"""What can be compared: days of one agreement, the model text, national law alone, and texts read for other States."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.comparing import compare
from engine.comparing.sides import side_of
from engine.language.corpus import Corpus
from engine.problems import CaseRefused
from tests.comparing.texts import DAY


def report(before: str, after: str | None, parties: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    left, right = side_of(Corpus(), before, after, DAY, parties)
    return compare(left.corpus, right.corpus, left.name, right.name, day_before=left.day, day_after=right.day, **more)


def test_an_agreement_on_a_day() -> None:
    left, right = side_of(Corpus(), "ca-us@1997-09-30", "ca-us@1997-10-01", DAY)
    assert (left.day, right.day) == (date(1997, 9, 30).toordinal(), date(1997, 10, 1).toordinal())


def test_what_an_agreement_gives_beside_national_law_alone() -> None:
    told = report("national", "au-in")
    assert told["summary"]["persons"]["gains"] > 20
    assert told["summary"]["persons"]["loses"] == 0


def test_against_the_model_the_minimum_of_a_year_is_a_value_that_differs() -> None:
    told = report("ca-in", "model", persons=False)
    values = {(c["before"], c["after"]) for c in told["clauses"] if c["kind"] == "value"}
    assert ("least own coverage: 12 months", "least own coverage: 0 months") in values
    assert any(c["address"] == "ca-in.art-13.opens-with-third-states" and c["change"] == "removed" for c in told["clauses"])


def test_a_text_read_for_other_states_names_their_benefits_and_schemes() -> None:
    _, right = side_of(Corpus(), "national", "ca-in", DAY, ("CA", "PH"))
    data = right.file.data
    assert data["parties"] == ["CA", "PH"]
    assert set(data["scope"]["benefits"]) == {"CA", "PH"}
    assert "sss-retirement" in data["scope"]["benefits"]["PH"]
    told = report("national", "ca-in", ("CA", "PH"))
    assert any(p["deciding"] == "PH" and p["change"] == "gains" and p["after"]["basis"] == ["totalized"] for p in told["persons"])


def test_the_european_convention_against_the_regulation_for_a_turkish_worker_in_germany() -> None:
    told = report("eu-883-2004", "ecss", ("DE", "NL"), third="TR")
    by_person = {(p["scenario"], p["deciding"], p["benefit"]): p for p in told["persons"]}
    abroad = by_person["pensioner-who-moved-to-a-third-state-de-nl", "DE", "grv-old-age"]
    assert (abroad["change"], abroad["before"]["portable"], abroad["after"]["portable"]) == ("gains", "no", "yes")
    worker = by_person["national-of-a-third-state-de-nl", "DE", "grv-old-age"]
    assert (worker["before"]["basis"], worker["after"]["basis"]) == (["independent", "pro_rata"], ["pro_rata"])
    sent = by_person["sent-for-two-years-de-nl", "DE", "posting"]
    assert (sent["before"]["outcome"], sent["after"]["outcome"]) == ("yes", "needs_authority")


def test_union_law_goes_before_the_convention_where_all_states_are_bound_by_it() -> None:
    corpus = Corpus()
    assert not corpus.may_bind("ecss", frozenset({"AT", "IT"}))
    assert corpus.may_bind("ecss", frozenset({"AT", "TR"}))


@pytest.mark.parametrize(
    ("before", "after", "parties", "code"),
    [
        ("ca-ux", "ca-us", (), "nothing-to-compare"),
        ("ca-us", None, (), "nothing-to-compare"),
        ("model", "national", (), "nothing-to-compare"),
        ("ca-us", "ca-in", ("CA", "PH", "JM"), "parties-do-not-fit"),
    ],
)
def test_what_names_nothing_is_refused(before: str, after: str | None, parties: tuple[str, ...], code: str) -> None:
    with pytest.raises(CaseRefused) as refused:
        side_of(Corpus(), before, after, DAY, parties)
    assert refused.value.problems[0].code == code
