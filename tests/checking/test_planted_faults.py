"""Every planted fault is found, with its code, at the line where it stands, and told how to mend."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from engine.checking.corpus_check import check
from tests.checking.world import (
    AGREEMENT_PATH,
    CREDENTIAL_PATH,
    CSV_PATH,
    LISTED_GRADE_PATH,
    MODEL_PATH,
    NATIONAL_PATH,
    SCENARIO_PATH,
    corpus_at,
)

TODAY = datetime.date(2024, 1, 1)
SCENARIO_WARNINGS = {"scenario-missing"}

#: what is planted -> (file, text that stands there, text that is put there, code, severity, text of the line that is pointed at)
FAULTS = {
    "a misspelt target of bars": (AGREEMENT_PATH, "bars: [opens]", "bars: [opnes]", "unknown-target", "error", "opnes"),
    "a misspelt target of replaces": (MODEL_PATH, "replaces: [opens]", "replaces: [opened]", "unknown-target", "error", "opened"),
    "a ring of rules": (
        AGREEMENT_PATH,
        "when: {all: [{own.coverage: {more_than: bonus}}, ",
        "when: {all: [{right: {is: true}}, {own.coverage: {more_than: bonus}}, ",
        "cycle",
        "error",
        "id: ",
    ),
    "a ring of figures": (
        AGREEMENT_PATH,
        "from: {part: own.coverage, whole: combined.coverage, never_above: 1/1}",
        "from: {part: shared, whole: combined.coverage}",
        "cycle",
        "error",
        "part: shared",
    ),
    "units that do not meet": (AGREEMENT_PATH, "value: 12 months", "value: 12 weeks", "units-do-not-meet", "error", "least_own_coverage"),
    "kinds that cannot be compared": (NATIONAL_PATH, "{at_least: waiting_time}", "{at_least: 1990-01-01}", "wrong-unit", "error", "1990-01-01"),
    "an unfilled blank": (AGREEMENT_PATH, "    fill: {longest_posting: 24 months}\n", "", "missing-blank", "error", "adopts: posting"),
    "a blank that the model has not": (AGREEMENT_PATH, "longest_posting: 24", "longest_pasting: 24", "unknown-blank", "error", "longest_pasting"),
    "a choice outside its list": (
        AGREEMENT_PATH,
        "    fill:\n      least",
        "    fill:\n      counted: none\n      least",
        "not-among",
        "error",
        "counted: none",
    ),
    "a model that is not there": (AGREEMENT_PATH, "adopts: posting", "adopts: postings", "unknown-model", "error", "adopts: postings"),
    "a model that extends one not adopted": (
        "rulesets/models/posting.yaml",
        "answers: insured_in",
        "answers: insured_in\nextends: totalization",
        "model-not-adopted",
        "error",
        "adopts: posting",
    ),
    "a counting function that is not there": (
        AGREEMENT_PATH,
        "counted_by: ratio",
        "counted_by: ration",
        "unknown-function",
        "error",
        "counted_by: ration",
    ),
    "a fact that is not there": (
        AGREEMENT_PATH,
        "{person.status: {is: refugee}}",
        "{person.statos: {is: refugee}}",
        "unknown-name",
        "error",
        "person.statos",
    ),
    "a fact of the scope that is not there": (
        AGREEMENT_PATH,
        "{has_been_insured_in:",
        "{has_been_insurd_in:",
        "unknown-name",
        "error",
        "has_been_insurd_in",
    ),
    "a fact of a period that is not there": (
        AGREEMENT_PATH,
        "{period.country: {is: SM}}",
        "{period.land: {is: SM}}",
        "unknown-name",
        "error",
        "period.land",
    ),
    "a name of a value that is not declared": (
        AGREEMENT_PATH,
        "{more_than: bonus}",
        "{more_than: bonuss}",
        "unknown-name",
        "error",
        "more_than: bonuss",
    ),
    "no value on a day in force": (
        AGREEMENT_PATH,
        '          - {since: base, value: 3 months, cite: {text: "Art. 6(2)"}}\n',
        "",
        "no-value-on-a-day",
        "error",
        "type: duration",
    ),
    "national law that begins late": (
        NATIONAL_PATH,
        "[{value: 36 months",
        "[{since: 1995-01-01, value: 36 months",
        "no-value-on-a-day",
        "warning",
        "type: duration",
    ),
    "two values that begin together": (
        AGREEMENT_PATH,
        "since: second, value: 6",
        "since: 1991-01-01, value: 6",
        "two-versions-on-one-day",
        "error",
        "value: 6 months",
    ),
    "two values of one date": (
        AGREEMENT_PATH,
        "since: second, value: 6",
        "since: base, value: 6",
        "two-versions-on-one-day",
        "error",
        "value: 6 months",
    ),
    "filled for one side only": (AGREEMENT_PATH, "        - {for: {deciding: SM}, value: 52 weeks}\n", "", "no-value", "error", "least_own_coverage"),
    "a group that is not there": (CREDENTIAL_PATH, "listed_in: members", "listed_in: member", "unknown-group", "error", "listed_in: member"),
    "a group in a test that is not there": (
        AGREEMENT_PATH,
        "{person.status: {is: refugee}}",
        "{person.residence: {listed_in: membrs}}",
        "unknown-group",
        "error",
        "membrs",
    ),
    "a table whose CSV is missing": (CREDENTIAL_PATH, "file: titles.csv", "file: title.csv", "no-such-file", "error", "file: title.csv"),
    "a model that reads a table which is not there": (
        LISTED_GRADE_PATH,
        "table: titles",
        "table: title",
        "unknown-table",
        "error",
        "adopts: listed-grade",
    ),
    "a model that reads an absent column": (LISTED_GRADE_PATH, "column: grade", "column: grades", "unknown-column", "error", "adopts: listed-grade"),
    "a citation of a model from nowhere": (LISTED_GRADE_PATH, "cite: {text:", "cite: {txt:", "unknown-source", "error", "cite: {txt:"),
    "a ragged table": (CSV_PATH, "SM,Laurea,3", "SM,Laurea,3,x", "ragged-row", "error", "SM,Laurea,3,x"),
    "a match with an absent column": (CREDENTIAL_PATH, "{country: credential", "{land: credential", "unknown-column", "error", "match: {land"),
    "a match with an absent fact": (CREDENTIAL_PATH, "credential.evidence", "credential.evidense", "unknown-name", "error", "credential.evidense"),
    "an unknown institution": (NATIONAL_PATH, "to: office", "to: ofice", "unknown-institution", "error", "to: ofice"),
    "a benefit that no law has": (AGREEMENT_PATH, "AD: [ad-pension]", "AD: [ad-pensions]", "unknown-benefit", "error", "ad-pensions"),
    "benefits of a State that is no party": (AGREEMENT_PATH, "SM: [sm-pension]", "MC: [sm-pension]", "not-a-party", "error", "MC:"),
    "a party without national law": (AGREEMENT_PATH, "parties: [AD, SM]", "parties: [AD, MC, SM]", "no-national-law", "warning", ""),
    "narrowed to nobody": (AGREEMENT_PATH, "for: {deciding: SM}\n", "for: {deciding: MC}\n", "fits-nobody", "error", "deciding: MC"),
    "credits into no record": (AGREEMENT_PATH, "into: combined, every: 4", "into: combind, every: 4", "unknown-record", "error", "combind"),
    "a record built on nothing": (MODEL_PATH, "of: [own, partner]", "of: [owned, partner]", "unknown-record", "error", "of: [owned"),
    "a conversion that is not declared": (MODEL_PATH, "overlap: own_first", "converted_by: days", "unknown-conversion", "error", "converted_by"),
    "a rest worth more than a whole": (
        AGREEMENT_PATH,
        "worth: 1 month}",
        "worth: 1 month, remainder: 2 months}",
        "remainder-too-large",
        "error",
        "remainder",
    ),
    "a placeholder of nothing": (NATIONAL_PATH, "{record.coverage} are", "{record.covrage} are", "unknown-placeholder", "warning", "explain"),
    "a contradiction": (
        MODEL_PATH.replace("totalization", "posting"),
        "    replaces: [place-of-work]\n",
        "",
        "may-contradict",
        "warning",
        "id: posted",
    ),
    "a head and a folder that differ": (AGREEMENT_PATH, "agreement: ad-sm", "agreement: ad-sn", "wrong-name", "error", "agreement: ad-sn"),
    "a word that is not in the language": (AGREEMENT_PATH, "status: in_force", "statos: in_force", "unknown-word", "error", "statos"),
    "an unquoted Norway": (AGREEMENT_PATH, "parties: [AD, SM]", "parties: [AD, NO]", "ambiguous-word", "error", "parties"),
    "a rule without its citation": (NATIONAL_PATH, '    cite: {act: "4"}\n', "", "no-citation", "error", "id: contribution"),
    "a scenario of a rule that is not there": (
        SCENARIO_PATH,
        "because: [art-6.opens]",
        "because: [art-6.opened]",
        "unknown-address",
        "error",
        "art-6.opened",
    ),
    "a scenario of a test that is not there": (
        SCENARIO_PATH,
        "test: art-6.too-short",
        "test: art-6.too-long",
        "unknown-address",
        "error",
        "art-6.too-long",
    ),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_planted_fault_is_found(what: str, tmp_path: Path) -> None:
    file, old, new, code, severity, line = FAULTS[what]
    corpus = corpus_at(tmp_path, (file, old, new))
    found = [p for p in check(corpus, today=TODAY) if p.code == code]
    assert found, f"not found; found {sorted({p.code for p in check(corpus, today=TODAY)})}"
    assert {p.severity for p in found} == {severity}
    pointed = [(tmp_path / p.place.file).read_text().splitlines()[p.place.line - 1] for p in found if p.place.line]
    assert any(line in text for text in pointed), pointed
    assert all(p.mend or p.expected or p.found for p in found)


def test_the_nearest_name_is_told(tmp_path: Path) -> None:
    corpus = corpus_at(tmp_path, (AGREEMENT_PATH, "{person.status: {is: refugee}}", "{person.statos: {is: refugee}}"))
    found = next(p for p in check(corpus, today=TODAY) if p.code == "unknown-name")
    assert "person.status" in found.mend
    assert found.address == "ad-sm.ask"


def test_a_sound_corpus_has_no_error(tmp_path: Path) -> None:
    assert {p.code for p in check(corpus_at(tmp_path), today=TODAY)} <= SCENARIO_WARNINGS


def test_a_fault_is_told_once(tmp_path: Path) -> None:
    """A fault of national law is met by every agreement and on every day, and is one finding."""
    corpus = corpus_at(tmp_path, (NATIONAL_PATH, "{at_least: waiting_time}", "{at_least: waiting_tyme}"))
    assert len([p for p in check(corpus, today=TODAY) if p.code == "unknown-name"]) == 1


def test_two_scenarios_of_one_id_in_two_files(tmp_path: Path) -> None:
    corpus = corpus_at(tmp_path)
    (tmp_path / SCENARIO_PATH).with_name("more.yaml").write_text((tmp_path / SCENARIO_PATH).read_text(), encoding="utf-8")
    assert [p.found for p in check(corpus, today=TODAY) if p.code == "id-twice"] == ["long-enough", "one-month-short"]


def test_one_file_alone(tmp_path: Path) -> None:
    corpus = corpus_at(tmp_path, (AGREEMENT_PATH, "bars: [opens]", "bars: [opnes]"))
    assert check(corpus, [tmp_path / "rulesets"], today=TODAY) == []
    assert [p.code for p in check(corpus, [tmp_path / AGREEMENT_PATH], today=TODAY) if p.severity == "error"] == ["unknown-target"]


def test_a_draft_outside_the_home(tmp_path: Path) -> None:
    corpus = corpus_at(tmp_path / "home")
    draft = tmp_path / "draft.yaml"
    draft.write_text("amends: ad-sm\nprovisions:\n  - {id: art-5, fill: {longest_posting: 3 weeks, shortest: 1 month}}\n", encoding="utf-8")
    found = [p for p in check(corpus, [draft], today=TODAY) if p.severity == "error"]
    assert {p.code for p in found} == {"unknown-blank", "units-do-not-meet"}
    assert any(p.place.file == str(draft) and p.place.line == 3 for p in found)


def test_a_third_rule_may_make_one_give_way(tmp_path: Path) -> None:
    posting = "rulesets/models/posting.yaml"
    third = "  - id: not-for-the-posted\n    when: {all: [{posting.home: {is: sending}}]}\n    bars: [place-of-work]\n  - id: posted\n"
    corpus = corpus_at(tmp_path, (posting, "    replaces: [place-of-work]\n", ""), (posting, "  - id: posted\n", third))
    assert "may-contradict" not in {p.code for p in check(corpus, today=TODAY)}
