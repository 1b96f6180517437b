"""Malformed files: each is refused with the right code, on the right line, with a word on how to mend it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.language.files import HEADS, AgreementFile, ModelFile, NationalFile, examine, load_file, load_path
from engine.language.reading import read
from engine.problems import RuleFileRefused

from .texts import TEXTS

A, M, N, R, C, S, D = "agreement", "provision", "national", "reference", "credential", "scenarios", "amends"

#: file, what stands there, what is put in its place, code of the problem, text on whose line it is (default: what is put)
CHANGES: list[tuple[str, str, str, str, str]] = [
    # words
    (A, "title: Agreement between", "titel: Agreement between", "unknown-word", ""),
    (A, "title: Agreement between", "titel: Agreement between", "missing-word", "agreement: aa-bb"),
    (A, "parties: [AA, BB]", "partys: [AA, BB]", "unknown-word", ""),
    (A, "signed:", "sigend:", "unknown-word", ""),
    (A, "    adopts:", "    adopt:", "unknown-word", ""),
    (A, "        each: period", "        eech: period", "unknown-word", ""),
    (A, "every: 1 month", "evry: 1 month", "unknown-word", ""),
    (A, "holds: ", "hold: ", "unknown-word", ""),
    (A, "counted_by", "counts_by", "unknown-word", ""),
    (A, "        as: early", "        as_: early", "unknown-word", ""),
    (A, "for: {deciding: AA, branch", "for_: {deciding: AA, branch", "unknown-word", ""),
    (A, "for: {deciding: AA, branch", "for: {decides: AA, branch", "unknown-word", ""),
    (A, "for: {deciding: AA}", "for: {State: AA}", "unknown-word", ""),
    (A, "{since: base, value", "{from: base, value", "unknown-word", ""),
    (A, 'url: "https', 'uri: "https', "unknown-word", ""),
    (A, "says: appeal, ", "says: appeal, sais: x, ", "unknown-word", ""),
    (A, 'why: "definitions"', "why: definitions, and more", "unknown-word", ""),
    (A, "  - id: art-6", "  - id: art-6\n    removed: true", "removed-outside-draft", "removed"),
    (M, "blanks:", "blank:", "unknown-word", ""),
    (M, "overlap:", "overlaps:", "unknown-word", ""),
    (N, "insures:", "insure:", "unknown-word", ""),
    (N, "branch:", "brench:", "unknown-word", ""),
    (N, "by: person", "buy: person", "unknown-word", ""),
    (N, "awaits:", "waits:", "unknown-word", ""),
    (R, 'code: "BB"', 'kode: "BB"', "unknown-word", ""),
    (S, "as_of:", "asof:", "unknown-word", ""),
    (S, "outcome:", "outcom:", "unknown-word", ""),
    (C, "match:", "matches:", "unknown-word", ""),
    (D, "    fill:", "    fil:", "unknown-word", ""),
    # missing words
    (A, "provisions:", "note: x\nx-provisions:", "missing-word", "agreement: aa-bb"),
    (A, "fact: exception_agreed, ", "", "missing-word", "- {to: both"),
    (A, "gives: fraction, ", "", "missing-word", "share: {counted_by"),
    (A, "into: combined, ", "", "missing-word", "credits: {every"),
    (
        A,
        "        when: {all: [{period.country: {is: BB}}, {period.scheme: {is: bb}}]}\n",
        "",
        "missing-word",
        "- id: months-of-bb",
    ),
    (N, "counted_in: months, ", "", "missing-word", "aa: {title"),
    (N, "    type: duration\n", "", "missing-word", "pension_age:"),
    (R, 'code: "AA", ', "", "missing-word", "- {since: 1990-01-01, cite"),
    (S, "    origin: constructed\n", "", "missing-word", "- id: twelve"),
    (S, "    as_of: 2024-03-01\n", "", "missing-word", "- id: twelve"),
    # kinds and choices
    (A, "status: in_force", "status: inforce", "unknown-choice", ""),
    (A, "says: appeal", "says: appeals", "unknown-choice", ""),
    (A, 'outcomes: ["no"]', "outcomes: [nope]", "unknown-choice", ""),
    (A, "gives: fraction", "gives: fractions", "unknown-choice", ""),
    (A, "        each: period", "        each: periods", "unknown-choice", ""),
    (A, "type: duration", "type: time", "unknown-choice", ""),
    (N, "insures: work", "insures: labour", "unknown-choice", ""),
    (N, "counted_in: months", "counted_in: years", "unknown-choice", ""),
    (N, "part_unit: counts", "part_unit: count", "unknown-choice", ""),
    (N, "branch: old-age", "branch: oldage", "unknown-choice", ""),
    (N, "kind: compulsory", "kind: obligatory", "unknown-choice", ""),
    (M, "answers: right", "answers: rights", "unknown-choice", ""),
    (M, "type: duration", "type: durations", "unknown-choice", ""),
    (S, 'outcome: "yes"', "outcome: maybe", "unknown-choice", ""),
    (S, 'outcome: "yes"', "outcome: true", "unknown-choice", ""),
    (A, "title: Agreement between AA and BB", "title: 12", "wrong-type", ""),
    (A, "title: Agreement between AA and BB", "title: ", "wrong-type", ""),
    (A, "signed: 1990-01-01", "signed: yesterday", "wrong-type", ""),
    (A, "signed: 1990-01-01", 'signed: "1990-01-01"', "wrong-type", ""),
    (A, "    figures:\n      share:", "    figures: []\n    records:\n      share:", "wrong-type", "figures: []"),
    (A, "rules:\n", "rules: {}\n    x:\n", "wrong-type", "rules: {}"),
    (A, "worth: 1 month", "worth: 1", "wrong-type", ""),
    (A, "concludes: right", "concludes: [right]", "wrong-type", ""),
    (S, "as_of: 2024-03-01", "as_of: 2024", "wrong-type", ""),
    (S, "facts: {person: {birth_date: 1958-06-10, residence: AA}}", "facts: none", "wrong-type", ""),
    (R, "since: 1990-01-01, cite", "since: base, cite", "wrong-type", ""),
    # citations
    (A, 'value: 60 months, cite: {text: "Art. 5"}', "value: 60 months", "no-citation", ""),
    (A, '  - id: art-6\n    cite: {text: "Art. 6"}', "  - id: art-6", "no-citation", "- id: opens-early"),
    (A, '  - id: art-6\n    cite: {text: "Art. 6"}', "  - id: art-6", "no-citation", "adopts: totalization"),
    (A, '  - id: art-6\n    cite: {text: "Art. 6"}', "  - id: art-6", "no-citation", "share: {gives"),
    (A, ', cite: {text: "Art. 9"}', "", "no-citation", "exception_agreed"),
    (A, ', cite: {text: "Art. 20"}', "", "no-citation", "id: where"),
    (A, 'cite: {text: "Art. 1"}, ', "", "no-citation", "why: "),
    (A, '  persons_cite: {text: "Art. 3"}\n', "", "no-citation", "persons:"),
    (A, '  benefits_cite: {text: "Art. 2"}\n', "", "no-citation", "benefits:"),
    (N, '    cite: {act: "3"}\n', "", "no-citation", "- id: pension"),
    (N, ', cite: {act: "1"}}', "}", "no-citation", "aa: {title: Insurance"),
    (R, ', cite: {act: "1"}', "", "no-citation", '"AA"'),
    (C, 'cite: {act: "Annex"}, ', "", "no-citation", "titles:"),
    (A, 'cite: {text: "Art. 9"}', 'cite: {txt: "Art. 9"}', "unknown-source", ""),
    (A, "source: text}", "source: txt}", "unknown-source", ""),
    (A, "source: text}", "source: text, authentic_texts: {languages: [en]}}", "no-citation", "authentic_texts"),
    (A, "source: text}", 'source: text, authentic_texts: {languages: [en], cite: {txt: "Art. 30"}}}', "unknown-source", ""),
    (A, "source: text}", 'source: text, authentic_texts: {languages: [], cite: {text: "Art. 30"}}}', "wrong-type", ""),
    (A, "source: text}", 'source: text, authentic_texts: {languages: [English], cite: {text: "Art. 30"}}}', "wrong-type", ""),
    (A, 'cite: {text: "Art. 9"}', 'cite: {text: "Art. 9", base: "Art. 1"}', "not-one-source", ""),
    (A, 'cite: {text: "Art. 9"}', "cite: {text: Art. 9, and more}", "not-one-source", ""),
    (A, 'cite: {text: "Art. 9"}', "cite: {}", "not-one-source", ""),
    (A, 'cite: {text: "Art. 9"}', "cite: {text: 9}", "pinpoint-not-text", ""),
    (A, 'cite: {text: "Art. 9"}', 'cite: {text: " "}', "pinpoint-empty", ""),
    (A, 'cite: {text: "Art. 9"}', "cite: Art. 9", "wrong-type", ""),
    (A, "https://example.org/aa-bb", "treaties/aa-bb.pdf", "bad-address", ""),
    (A, "https://example.org/aa-bb", "https://localhost", "bad-address", ""),
    (S, "origin: constructed", "origin: invented", "bad-address", ""),
    # values
    (A, "value: 60 months, ", "value: 60 moths, ", "wrong-unit", ""),
    (A, "value: 60 months, ", "value: 60, ", "wrong-unit", ""),
    (A, "value: 60 months, ", "value: 1/2, ", "wrong-unit", ""),
    (A, "value: 60 months, ", "value: 60.00 CAD, ", "wrong-unit", ""),
    (A, "value: 60 months, ", "value: 1990-01-01, ", "wrong-unit", ""),
    (A, "value: 60 months, ", "value: .nan, ", "wrong-unit", ""),
    (A, "value: 60 months, ", "value: 5 years 2 weeks, ", "wrong-unit", ""),
    (A, "value: 60 months, ", "value: true, ", "wrong-unit", ""),
    (A, "value: 60 months, ", "value: {months: 60}, ", "wrong-unit", ""),
    (A, "value: 60 months, ", "value: 5.5 years, ", "wrong-unit", ""),
    (A, "type: duration", "type: amount", "wrong-unit", "since: base"),
    (A, "type: duration", "type: conversion", "wrong-unit", "since: base"),
    (A, "type: duration", "type: date", "wrong-unit", "since: base"),
    (N, "66 years 2 months", "66 years 2 month 3", "wrong-unit", ""),
    (
        N,
        'values: [{value: 65 years, cite: {act: "3"}}, {since: 1960-01-01, value: 66 years 2 months, cite: {act: "3"}}]',
        "values: []",
        "no-value",
        "",
    ),
    (A, "{since: 2000-01-01, value: 5 years", "{since: base, value: 5 years", "two-versions-on-one-day", ""),
    (A, "{for: {deciding: BB}, value: 52", "{for: {deciding: [AA]}, value: 52", "two-versions-on-one-day", ""),
    (N, "{since: 1960-01-01, value: 66", "{value: 66", "two-versions-on-one-day", ""),
    (R, 'code: "BB"', 'code: "AA"', "two-versions-on-one-day", 'code: "AA", since: 1990-01-01, until'),
    (A, "{since: 2000-01-01", "{since: bse", "unknown-instrument", ""),
    (A, "{since: 2000-01-01", "{since: 2000-01-01, until: 1999-01-01", "empty-span", ""),
    (R, "until: 2000-01-01", "until: 1990-01-01", "empty-span", ""),
    (A, "{for: {deciding: AA}, value: 1 year}", "{for: {deciding: AA}, value: 1 yaer}", "bad-literal", ""),
    (A, "worth: 1 month", "worth: 1 mnth", "bad-literal", ""),
    (A, "worth: 1 month", "worth: 1 month, at_most: 4 quarter2 each calendar_year", "bad-literal", ""),
    (A, "{at_least: 12 months}", "{at_least: 12 munths}", "bad-literal", ""),
    (A, "whole: combined.coverage}", "whole: 1/0}", "bad-literal", ""),
    # tests
    (A, "{at_least: 12 months}", "{atleast: 12 months}", "unknown-verb", ""),
    (A, "{at_least: 12 months}", "{is_not: 12 months}", "unknown-verb", ""),
    (A, "{at_least: 12 months}", "{at_least: 12 months, at_most: 20 months}", "not-one-verb", ""),
    (A, "{at_least: 12 months}", "{}", "not-one-verb", ""),
    (A, "{at_least: 12 months}", "{named: x}", "not-one-verb", ""),
    (A, "{at_least: 12 months}", "12 months", "not-a-test", ""),
    (A, "{at_least: 12 months}", "{at_least: true}", "wrong-object", ""),
    (A, "{at_least: 12 months}", "{at_least: }", "wrong-object", ""),
    (A, "{at_least: 12 months}", "{at_least: [1 month]}", "wrong-object", ""),
    (A, "{at_least: 12 months}", "{before: 12}", "wrong-object", ""),
    (A, "{has_been_insured_in: {in: [AA, BB]}}", "{has_been_insured_in: {in: []}}", "wrong-object", ""),
    (A, "{has_been_insured_in: {in: [AA, BB]}}", "{has_been_insured_in: {listed_in: [AA]}}", "wrong-object", ""),
    (A, "{has_been_insured_in: {in: [AA, BB]}}", "", "empty-group", "persons: {any"),
    (A, "persons: {any: [", "persons: {any: {}, all: [", "not-a-test", ""),
    (A, ", named: not-long", "", "test-twice", "- own.coverage: {less_than"),
    (A, "named: not-long", "named: 7", "wrong-type", ""),
    (M, "when: {all: [{combined.qualifies: {is: true}}]}", "when: {all: []}", "empty-group", ""),
    (M, "when: {all: [{combined.qualifies: {is: true}}]}", "when: {none: }", "empty-group", ""),
    (M, "when: {all: [{combined.qualifies: {is: true}}]}", "when: {all: [combined.qualifies]}", "not-a-test", ""),
    (M, "when: {all: [{combined.qualifies: {is: true}}]}", "when: {not: [{a: {is: true}}]}", "not-a-test", ""),
    (M, "when: {all: [{combined.qualifies: {is: true}}]}", "when: combined.qualifies", "not-a-test", ""),
    (M, "when: {all: [{combined.qualifies: {is: true}}]}", "when: {a: {is: true}, b: {is: true}}", "not-a-test", ""),
    (N, "{person.age: {at_least: pension_age}}", "{person.age: {minimum: pension_age}}", "unknown-verb", ""),
    # endings
    (A, "        concludes: right\n        as: early\n", "", "no-ending", "- id: opens-early"),
    (A, "        concludes: right\n", "", "nothing-concluded", "as: early"),
    (A, "        concludes: right\n        as: early\n", "        replaces: [x]\n", "nothing-concluded", "replaces:"),
    (A, "        each: period\n", "", "each-missing", "credits:"),
    (A, "        each: period\n", "        each: record\n", "wrong-each", "credits:"),
    (A, "        concludes: right\n", "        each: period\n        concludes: right\n", "wrong-each", "concludes: right"),
    (A, "        as: early\n", "        as: early\n        credits: {into: own}\n", "two-endings", "credits: {into: own}"),
    (A, "concludes: right", "concludes: {amount: a, right: b}", "two-conclusions", ""),
    (A, "every: 1 month, ", "", "half-a-credit", "credits:"),
    (A, ", worth: 1 month", "", "half-a-credit", "credits:"),
    (A, "{deciding} pays", "{deciding pays", "bad-placeholder", ""),
    (A, "{deciding} pays", "{} pays", "bad-placeholder", ""),
    (A, "{deciding} pays", "{de ciding} pays", "bad-placeholder", ""),
    (A, "    adopts: totalization\n", "", "fill-without-model", "fill:"),
    # names
    (A, "id: opens-early", "id: months-of-bb", "id-twice", "- id: months-of-bb\n        when:\n"),
    (A, "id: opens-early", "id: opens.early", "bad-id", ""),
    (A, "id: opens-early", "id: opens early", "bad-id", ""),
    (A, "parties: [AA, BB]", "parties: [AA, Bb]", "bad-code", ""),
    (N, "national: AA", "national: Aland", "bad-code", ""),
    (N, "scheme: aa, institution", "scheme: ab, institution", "unknown-scheme", ""),
    (N, "presumes: {scheme: aa", "presumes: {scheme: bb", "unknown-scheme", ""),
    (N, "institution: office", "institution: ofice", "unknown-institution", ""),
    (C, ", rows: [{home: AA, title: Nurse}]", "", "table-rows", "titles:"),
    (D, "removed: true}", "removed: true, as: x}", "removed-and-changed", ""),
    # heads
    (A, "agreement: aa-bb", "agrement: aa-bb", "no-head", ""),
    (A, "agreement: aa-bb", "agreement: aa-bb\nnational: AA", "two-heads", "national: AA"),
    (S, "scenarios:", "scenario:", "no-head", ""),
]


def _line(text: str, at: str) -> int:
    return text[: text.index(at)].count("\n") + 1


@pytest.mark.parametrize("change", CHANGES, ids=[f"{n}-{c[0]}-{c[3]}" for n, c in enumerate(CHANGES)])
def test_malformed(change: tuple[str, str, str, str, str]) -> None:
    kind, there, put, code, at = change
    text = TEXTS[kind]
    assert there in text
    text = text.replace(there, put, 1)
    with pytest.raises(RuleFileRefused) as refused:
        load_file(read(text, "file.yaml"))
    assert all(p.mend and p.place.line and p.place.file == "file.yaml" for p in refused.value.problems)
    told = [(p.code, p.place.line) for p in refused.value.problems]
    assert (code, _line(text, at or put)) in told


@pytest.mark.parametrize("kind", sorted(TEXTS))
def test_whole_files_load(kind: str) -> None:
    model, problems = examine(read(TEXTS[kind], "file.yaml"))
    assert type(model).__name__ == HEADS[kind].__name__
    assert problems == []


def _lines_with_words() -> list[tuple[str, int]]:
    return [(k, n) for k, text in sorted(TEXTS.items()) for n, line in enumerate(text.split("\n")) if re.match(r"\s*(- )?[a-z_]+:", line)]


@pytest.mark.parametrize(("kind", "number"), _lines_with_words())
def test_every_word_misspelt_is_refused_or_is_a_name(kind: str, number: int) -> None:
    lines = TEXTS[kind].split("\n")
    lines[number] = re.sub(r"([a-z_]+):", r"\1qq:", lines[number], count=1)
    model, problems = examine(read("\n".join(lines), "file.yaml"))
    names = (
        "base",
        "text",
        "act",
        "longest",
        "share",
        "least_own_coverage",
        "combined",
        "titles",
        "pension_age",
        "aa",
        "office",
        "aa-pension",
    )
    word = lines[number].strip().removeprefix("- ").split("qq:")[0]
    assert all(p.mend and p.place.line for p in problems)
    if word not in names:
        assert model is None


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(TEXTS)), st.data())
def test_any_value_put_anywhere_is_loaded_or_refused(kind: str, data: st.DataObject) -> None:
    lines = TEXTS[kind].split("\n")
    number = data.draw(st.integers(0, len(lines) - 2))
    value = data.draw(st.sampled_from(["null", "true", "5", "[]", "{}", "[{}]", "{a: 1}", "x y", "1990-01-01", "[1, [2]]", '{"": {}}', "'{'"]))
    lines[number] = re.sub(r": .*|:$", f": {value}", lines[number], count=1)
    try:
        document = read("\n".join(lines), "f")
    except RuleFileRefused:
        return
    model, problems = examine(document)
    assert (model is None) == any(p.severity == "error" for p in problems)
    assert all(p.mend and p.place.line for p in problems)


def test_nearest_word_is_named() -> None:
    _, problems = examine(read(TEXTS[A].replace("    adopts:", "    adpots:"), "f"))
    assert "adopts" in next(p for p in problems if p.code == "unknown-word").mend


def test_a_comma_in_braces_is_explained() -> None:
    _, problems = examine(read(TEXTS[A].replace('why: "definitions"', "why: definitions, and more"), "f"))
    assert "comma" in next(p for p in problems if p.code == "unknown-word").mend


def test_problems_know_their_address() -> None:
    _, problems = examine(read(TEXTS[A].replace("{at_least: 12", "{atleast: 12"), "f"))
    assert problems[0].address == "aa-bb.art-6.opens-early"


def test_words_become_attributes() -> None:
    agreement = load_file(read(TEXTS[A], "f"))
    assert isinstance(agreement, AgreementFile)
    rule = agreement.provisions[0].rules[0]
    assert rule.for_ == {"deciding": ["AA"], "branch": ["old-age"]}
    assert agreement.provisions[0].rules[1].as_ == "early"
    assert agreement.scope.benefits == {"AA": ["aa-pension"], "BB": ["bb-pension"]}
    assert [v.value for v in agreement.provisions[0].fill["least_own_coverage"]] == ["1 year", "52 weeks"]


def test_models_need_no_citation_and_schemes_without_one_are_warned_of() -> None:
    assert isinstance(load_file(read(TEXTS[M], "f")), ModelFile)
    model, problems = examine(read(TEXTS[N].replace(', part_unit: counts, cite: {act: "1"}', ""), "f"))
    assert isinstance(model, NationalFile)
    assert [(p.code, p.severity) for p in problems] == [("no-citation", "warning")]


def test_a_draft_may_say_as_little_as_it_likes() -> None:
    model, problems = examine(read("amends: aa-bb\nparameters: {longest: {values: [{value: 36 months}]}}\n", "f"))
    assert problems == []
    assert type(model).__name__ == "AmendmentFile"


@pytest.mark.parametrize("text", ["- a", "a", "5", "null", "{}", "[]"])
def test_what_is_no_file_is_refused(text: str) -> None:
    with pytest.raises(RuleFileRefused) as refused:
        load_file(read(text, "f"))
    assert refused.value.problems[0].code == "no-head"
    assert refused.value.problems[0].mend


def test_paths(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(TEXTS[A], encoding="utf-8")
    document, model = load_path(path, "agreements/aa-bb/agreement.yaml")
    assert document.file == "agreements/aa-bb/agreement.yaml"
    assert isinstance(model, AgreementFile)
    for missing in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(RuleFileRefused) as refused:
            load_path(missing)
        assert refused.value.problems[0].code == "no-such-file"
