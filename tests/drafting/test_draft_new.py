"""A new draft from model provisions: it checks without an error, says what others chose, and names what it lacks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from engine.checking.corpus_check import check
from engine.cli import main
from engine.drafting.articles import USUAL, models_named
from engine.drafting.chosen import chosen, proposal
from engine.drafting.writing import draft_text
from engine.language.corpus import Corpus
from engine.problems import RuleFileRefused
from tests.checking.world import AGREEMENT_PATH, corpus_at

EXAMPLE = Path(__file__).resolve().parents[2] / "examples/drafts/ke-de-three-provisions-missing.yaml"
#: Points that must be there and that no model says: an article of the draft has to.
LEFT_TO_ARTICLES = ["MP01", "MP13", "MP41", "MP65", "MP66", "MP74"]


def _absent(draft: Path) -> tuple[list[str], list[str]]:
    """The points that must be there and are not, and the codes of everything worse than a note beside them."""
    found = [p for p in check(Corpus(), [draft]) if p.severity != "note"]
    wanting = [p.message.split()[0] for p in found if p.code == "model-provision-absent"]
    return wanting, [p.code for p in found if p.code != "model-provision-absent"]


@pytest.mark.parametrize("parties", [("KE", "DE"), ("CA", "IN"), ("AU", "JP"), ("BR", "PH", "US")], ids=lambda p: "-".join(p))
def test_a_new_draft_checks_without_an_error(tmp_path: Path, parties: tuple[str, ...]) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(draft_text(Corpus(), parties, USUAL, str(path)), encoding="utf-8")
    wanting, others = _absent(path)
    assert others == []
    assert set(wanting) - {"MP33"} == set(LEFT_TO_ARTICLES)


def test_a_model_left_out_is_named_as_absent(tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(draft_text(Corpus(), ("KE", "DE"), [m for m in USUAL if m != "export"], str(path)), encoding="utf-8")
    assert sorted(_absent(path)[0]) == sorted([*LEFT_TO_ARTICLES, "MP55"])


def test_lines_to_uncomment_meet_what_they_name(tmp_path: Path) -> None:
    lines = draft_text(Corpus(), ("KE", "DE"), USUAL, "x").splitlines()
    path = tmp_path / "draft.yaml"
    path.write_text("\n".join(line.replace("  # - {", "  - {") for line in lines), encoding="utf-8")
    assert [p.code for p in check(Corpus(), [path]) if p.severity != "note"] == []
    assert not [p for p in check(Corpus(), [path]) if p.code == "model-provision-absent"]


def test_the_example_lacks_exactly_the_three_that_were_left_out() -> None:
    assert _absent(EXAMPLE) == (["MP55", "MP66", "MP74"], [])


def test_what_others_chose_is_counted_by_agreement(tmp_path: Path) -> None:
    corpus = corpus_at(tmp_path)
    assert chosen(corpus, "totalization") == {"least_own_coverage": Counter({"12 months": 1, "52 weeks": 1})}
    assert chosen(corpus, "posting") == {"longest_posting": Counter({"24 months": 1})}
    assert chosen(corpus_at(tmp_path, (AGREEMENT_PATH, "status: in_force", "status: draft")), "posting") == {}


@pytest.mark.parametrize(
    ("blank", "counts", "expected"),
    [
        ({"type": "duration", "default": "0 months"}, {"12 months": 9}, "0 months"),
        ({"type": "duration"}, {"24 months": 2, "60 months": 5}, "60 months"),
        ({"type": "amount"}, {"award.flat_rate": 8, "combined.amount": 2}, "combined.amount"),
        ({"type": "amount"}, {"award.flat_rate": 8}, ""),
        ({"type": "choice"}, {}, ""),
        ({"type": "list"}, {"[same, related]": 2, "[same]": 2}, "[same, related]"),
    ],
)
def test_a_blank_begins_from_what_means_the_same_everywhere(blank: dict[str, str], counts: dict[str, int], expected: str) -> None:
    assert proposal(blank, Counter(counts)) == expected


def test_a_model_brings_the_one_that_it_extends() -> None:
    assert models_named(Corpus(), ["third-state-periods"]) == ["totalization", "third-state-periods"]


@pytest.mark.parametrize(("name", "mend"), [("totalisation", "totalization"), ("directive-evidence", "name one of them")])
def test_what_is_no_model_of_agreements_is_refused(name: str, mend: str) -> None:
    with pytest.raises(RuleFileRefused) as refused:
        models_named(Corpus(), [name])
    assert (refused.value.problems[0].code, mend in refused.value.problems[0].mend) == ("unknown-model", True)


def test_a_party_without_a_national_file_is_told() -> None:
    assert "rulesets/national/AQ.yaml is not there" in draft_text(Corpus(), ("AQ", "DE"), ["export"], "x")


def test_the_command_writes_a_new_file_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["draft", "new", "--parties", "KE,DE", "--model", "export", "--out", str(tmp_path / "a.yaml")]
    assert main(words) == 0
    first = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert main(words) == 2
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == first
    assert "not-written" in capsys.readouterr().err
    assert main(words[:6]) == 0
    assert "adopts: export" in capsys.readouterr().out


@pytest.mark.parametrize("parties", ["KE", "KE,KE", "KE,Germany", "KE,{}"])
def test_parties_are_two_codes(parties: str) -> None:
    with pytest.raises(SystemExit):
        main(["draft", "new", "--parties", parties])
