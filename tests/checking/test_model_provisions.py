"""An agreement against the checklist of model provisions: each sign, declarations, drafts and amendments, and the list that is shipped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.checking.corpus_check import check
from engine.checking.model_provisions import checklist
from engine.language.corpus import Corpus
from tests.checking.world import AGREEMENT_PATH, MODEL_PATH, corpus_at

LIST_PATH = "rulesets/reference/model-provisions.yaml"
DRAFT = (AGREEMENT_PATH, "status: in_force", "status: draft")

WEEKS = (AGREEMENT_PATH, "credits: {into: combined, every: 1 month, worth: 4 weeks}", "credits: {into: combined}")
LIST = """\
checklist: model-provisions
title: A list of one point
sources:
  text: {title: Model, url: "https://example.org/model"}
groups: {one: The one group}
items:
  - id: P1
    group: one
    title: A point
    severity: must
    question: "Is it there?"
    says: "It is there."
    cite: {text: "Art. 1"}
"""


def _point(tmp_path: Path, more: str, *changes: tuple[str, str, str], draft: str = "") -> dict[str, Any]:
    corpus = corpus_at(tmp_path, *changes)
    (tmp_path / LIST_PATH).write_text(LIST + more, encoding="utf-8")
    if draft:
        (tmp_path / "draft.yaml").write_text(draft, encoding="utf-8")
        corpus = Corpus(tmp_path, draft=tmp_path / "draft.yaml")
    (point,) = checklist(corpus, "ad-sm")
    return point


SIGNS = [
    ("{adopts: posting}", "    adopts: posting\n    fill: {longest_posting: 24 months}\n", ""),
    ("{answers: insured_in}", "    adopts: posting\n    fill: {longest_posting: 24 months}\n", ""),
    ("{leaves_open: exception_agreed}", "exception_agreed", "other_agreed"),
    ("{notice: step}", "says: step", "says: help"),
    ("{credits: worth}", "credits: {into: combined, every: 4 weeks, worth: 1 month}", "credits: {into: combined}"),
    ("{scope_names: persons}", "  persons: {any: [{has_been_insured_in: {in: [AD, SM]}}]}\n", ""),
    ("{scope_tests: [has_been_insured_in]}", "has_been_insured_in: {in: [AD, SM]}", "derives_rights_from_such_a_person: {is: true}"),
    ("{scope_never_tests: [person.status]}", "has_been_insured_in: {in: [AD, SM]}", "person.status: {is: refugee}"),
    ("{rules_test: [period.country], value: SM}", "period.country: {is: SM}", "period.country: {is: AD}"),
    ("{rules_never_test: [person.status]}", "{period.country: {is: AD}}", "{person.status: {is: refugee}}"),
    ("{every_benefit: totalization}", "    adopts: totalization\n", "    adopts: totalization\n    for: {benefit: ad-pension}\n"),
    ("{blank: posting.longest_posting, all_in: [24 months]}", "longest_posting: 24 months", "longest_posting: 48 months"),
    ("{blank: totalization.least_own_coverage, any_in: [52 weeks]}", "value: 52 weeks", "value: 26 weeks"),
    ("{blank: posting.longest_posting, any_not_in: [48 months]}", "longest_posting: 24 months", "longest_posting: 48 months"),
]
#: Signs that a model shows: (sign, what its file says, what it says without the sign).
IN_MODEL = [
    ("{record: overlap}", ", overlap: own_first", ""),
    ("{rules_test: [own.qualifies]}", "own.qualifies: {is: true}", "own.coverage: {more_than: 0 months}"),
    ("{answers: right}", "answers: right", "answers: amount"),
]
CASES = [*((sign, AGREEMENT_PATH, old, new) for sign, old, new in SIGNS), *((sign, MODEL_PATH, old, new) for sign, old, new in IN_MODEL)]


@pytest.mark.parametrize(("sign", "path", "old", "new"), CASES, ids=[sign for sign, *_ in CASES])
def test_a_sign_is_seen_where_it_is_and_not_where_it_is_not(tmp_path: Path, sign: str, path: str, old: str, new: str) -> None:
    told = f"    seen_by: [{sign}]\n"
    there = _point(tmp_path / "with", told, DRAFT)
    also = [WEEKS] if "credits" in sign else []  # the other direction says the same word
    gone = _point(tmp_path / "without", told, DRAFT, (path, old, new), *also)
    assert (there["state"], gone["state"]) == ("present", "absent")
    assert there["place"].startswith(AGREEMENT_PATH)


def test_what_is_not_seen_in_an_agreement_in_force_is_unclear(tmp_path: Path) -> None:
    assert _point(tmp_path, "    seen_by: [{adopts: export}]\n")["state"] == "unclear"


def test_an_article_may_declare_a_point(tmp_path: Path) -> None:
    point = _point(tmp_path, "", DRAFT, (AGREEMENT_PATH, 'why: "definitions"', 'why: "definitions", meets: [P1]'))
    assert (point["state"], point["found"], point["article"]) == ("present", "declared", "Model, Art. 1")


def test_no_declaration_undoes_what_a_rule_shows(tmp_path: Path) -> None:
    meets = (AGREEMENT_PATH, 'why: "definitions"', 'why: "definitions", meets: [P1]')
    clause = (AGREEMENT_PATH, "{period.country: {is: AD}}", "{person.nationalities: {in: [AD]}}")
    told = "    differs_where: [{rules_test: [person.nationalities]}]\n"
    assert _point(tmp_path / "plain", told, meets)["state"] == "present"
    point = _point(tmp_path / "clause", told, meets, clause)
    assert (point["state"], point["found"]) == ("different", "rule months-as-weeks tests person.nationalities")


def test_an_unconfirmed_point_shows_no_article(tmp_path: Path) -> None:
    assert _point(tmp_path, "    confidence: unconfirmed\n")["article"] == ""


def test_an_amendment_lacks_only_what_it_takes_away(tmp_path: Path) -> None:
    draft = "amends: ad-sm\ntitle: Draft\nprovisions:\n  - {id: art-5, removed: true}\n"
    assert _point(tmp_path / "a", "    seen_by: [{adopts: posting}]\n", draft=draft)["state"] == "absent"
    assert _point(tmp_path / "b", "    seen_by: [{adopts: export}]\n", draft=draft)["state"] == "unclear"


@pytest.mark.parametrize(("severity", "told"), [("must", "warning"), ("should", "note"), ("could", "note")])
def test_what_must_be_there_is_a_warning(tmp_path: Path, severity: str, told: str) -> None:
    corpus = corpus_at(tmp_path, DRAFT)
    (tmp_path / LIST_PATH).write_text(LIST.replace("severity: must", f"severity: {severity}"), encoding="utf-8")
    assert [p.severity for p in check(corpus) if p.code == "model-provision-absent"] == [told]


def test_a_corpus_without_drafts_is_not_read_against_the_list_unless_asked(tmp_path: Path) -> None:
    corpus = corpus_at(tmp_path)
    (tmp_path / LIST_PATH).write_text(LIST, encoding="utf-8")
    assert not [p for p in check(corpus) if p.code.startswith("model-provision")]
    assert [p.severity for p in check(corpus, model_provisions=True) if p.code == "model-provision-not-found"] == ["note"]


def test_a_point_that_is_not_on_the_list_is_an_error(tmp_path: Path) -> None:
    corpus = corpus_at(tmp_path, (AGREEMENT_PATH, 'why: "definitions"', 'why: "definitions", meets: [P2]'))
    (tmp_path / LIST_PATH).write_text(LIST, encoding="utf-8")
    assert [(p.found, p.severity) for p in check(corpus) if p.code == "unknown-point"] == [("P2", "error")]


def test_a_sign_names_one_thing(tmp_path: Path) -> None:
    corpus = corpus_at(tmp_path)
    (tmp_path / LIST_PATH).write_text(LIST + "    seen_by: [{adopts: posting, notice: step}]\n", encoding="utf-8")
    assert [p.found for p in check(corpus) if p.code == "not-one-sign"] == ["adopts, notice"]


def test_the_list_that_is_shipped() -> None:
    points = checklist(Corpus(), "ca-in")
    assert len(points) == 84
    assert len({p["id"] for p in points}) == 84
    assert all(p["of"] == len(Corpus().agreements) - 1 for p in points)
    told = {p["id"]: p for p in points}
    assert (told["MP55"]["state"], told["MP55"]["article"].rpartition(", ")[2]) == ("present", "Art. 5(1); ECSS Art. 11(1)")
    assert told["MP38"]["article"] == ""
    assert told["MP36"]["state"] == "unclear"


def test_a_nationality_clause_in_the_survivors_article_is_not_equal_treatment(tmp_path: Path) -> None:
    rule = "{id: nationals-only, when: {none: [{claimant.nationalities: {in: [CA, IN]}}]}, bars: [opens], cite: {text: Art. 12}}"
    draft = tmp_path / "draft.yaml"
    draft.write_text(f"amends: ca-in\ntitle: Draft\nprovisions:\n  - id: art-12\n    rules:\n      - {rule}\n", encoding="utf-8")
    found = {p.message.split()[0]: p for p in check(Corpus(), [draft]) if p.code == "model-provision-different"}
    assert found["MP13"].severity == "warning"
    assert "nationals-only" in found["MP13"].found
    assert str(draft) in found["MP13"].place.file
