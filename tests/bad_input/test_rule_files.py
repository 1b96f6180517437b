"""Malformed rule files, handed to the commands as drafts: `decide` refuses with exit code 2, `check` tells the finding; no traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli import main
from tests.bad_input.told import refused
from tests.decision.test_fictional_agreement import AGREEMENT, case
from tests.language.test_files import CHANGES
from tests.language.test_reading import REFUSED
from tests.language.texts import TEXTS

#: The end of the last rule of the invented agreement, where further rules are put.
LAST = "never_on: own}\n"


def ruled(*rules: tuple[str, str, str]) -> str:
    """The last rule, and further ones: id, test, ending."""
    return LAST + "".join(f"      - id: {name}\n        when: {{all: [{test}]}}\n        {ending}\n" for name, test, ending in rules)


#: What stands in the invented agreement, what is put there, and the code: faults that only show when the text is read as law.
FAULTS: list[tuple[str, str, str]] = [
    ("adopts: totalization", "adopts: totalisation", "unknown-model"),
    ("    fill: {longest_posting: 24 months}\n", "", "missing-blank"),
    ("fill: {longest_posting: 24 months}", "fill: {longest_postings: 24 months}", "unknown-blank"),
    ("fill: {longest_posting: 24 months}", "fill: {longest_posting: 24 moons}", "bad-literal"),
    ("fill: {longest_posting: 24 months}", "fill: {longest_posting: DE}", "unknown-name"),
    ("credits: {into: combined,", "credits: {into: combind,", "unknown-record"),
    ("never_on: own}", "never_on: owned}", "unknown-target"),
    ("{period.kind: {in: [compulsory, voluntary]}}", "{period.knid: {in: [compulsory, voluntary]}}", "unknown-name"),
    ("{period.country: {is: partner}}", "{periods.country: {is: partner}}", "unknown-name"),
    ("full_amount: combined.amount, whole: combined.coverage", "full_amount: combined.amount, whole: combined.covrage", "unknown-name"),
    ('    cite: {text: "Art. 7"}', '    cite: {txt: "Art. 7"}', "unknown-source"),
    ('    cite: {text: "Art. 7"}\n', "", "no-citation"),
    (LAST, ruled(("lost", "{own.coverage: {at_least: 3 months}}", "bars: [nowhere]")), "unknown-target"),
    (LAST, ruled(("ring", "{ring: {is: true}}", "concludes: right")), "cycle"),
    (LAST, ruled(("first", "{second: {is: true}}", "concludes: one"), ("second", "{first: {is: true}}", "concludes: other")), "cycle"),
    (LAST, ruled(("weeks", "{own.coverage: {at_least: 3 weeks}}", "concludes: right")), "units-do-not-meet"),
    (LAST, ruled(("country", "{own.coverage: {is: DE}}", "concludes: right")), "unknown-name"),
    (LAST, ruled(("unheard", "{own.coverage: {at_least: nothing_like_it}}", "concludes: right")), "unknown-name"),
    (
        "{for: {deciding: KR}, value: 18 months}",
        "{for: {deciding: KR}, value: 18 months}\n        - {for: {deciding: DE}, value: 15 months}",
        "two-versions-on-one-day",
    ),
    ("parties: [DE, KR]", "parties: [DE, QQ]", "not-a-party"),
    ("KR: [nps-old-age]", "KR: [nps-oldage]", "unknown-benefit"),
    ("in_force: 2000-01-01", "in_force: 2000-02-30", "impossible-date"),
    ("in_force: 2000-01-01", "in_force: soon", "wrong-type"),
    ("parties: [DE, KR]", "parties: [DE, NO]", "ambiguous-word"),
    ("status: draft", "status: planned", "unknown-choice"),
]
DECIDED = case("1991-12-31", "2002-12-31", deciding=["DE", "KR"])


def written(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return str(path)


@pytest.mark.parametrize(("there", "put", "code"), FAULTS, ids=[f"{n}-{f[2]}" for n, f in enumerate(FAULTS)])
def test_fault_in_an_agreement(there: str, put: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert there in AGREEMENT
    draft = written(tmp_path, "draft.yaml", AGREEMENT.replace(there, put, 1))
    assert main(["check", draft]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    assert any(line.startswith(f"{draft}:") and f": {code}: " in line for line in out.splitlines()), out


#: Faults that no single decision meets: they are about States, benefits and records that the decision then never asks for.
SEEN_BY_CHECK_ALONE = ("unknown-record", "not-a-party", "unknown-benefit")
#: The names of some faults differ where the text is read for one decision instead of being checked as a whole.
OTHERWISE_CALLED = {"unknown-model": "no-such-file", "unknown-blank": "missing-blank"}


@pytest.mark.parametrize(("there", "put", "code"), [f for f in FAULTS if f[2] not in SEEN_BY_CHECK_ALONE])
def test_faulty_agreement_decides_nothing(there: str, put: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = written(tmp_path, "draft.yaml", AGREEMENT.replace(there, put, 1))
    assert main(["decide", written(tmp_path, "case.json", json.dumps(DECIDED)), "--draft", draft]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    assert f": {OTHERWISE_CALLED.get(code, code)}: " in err


@pytest.mark.parametrize("change", CHANGES, ids=[f"{n}-{c[0]}-{c[3]}" for n, c in enumerate(CHANGES)])
def test_malformed_file_as_a_draft(change: tuple[str, str, str, str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kind, there, put, code, _ = change
    draft = written(tmp_path, "draft.yaml", TEXTS[kind].replace(there, put, 1))
    told = refused(["decide", written(tmp_path, "case.json", json.dumps(DECIDED)), "--draft", draft], capsys)
    assert code in {t.code for t in told}
    assert all(t.place.startswith(f"{draft}:") for t in told)


@pytest.mark.parametrize(("content", "code"), [r[1:3] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_no_yaml_file_may_hold(content: str | bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = written(tmp_path, "draft.yaml", content)
    told = refused(["decide", written(tmp_path, "case.json", json.dumps(DECIDED)), "--draft", draft], capsys)
    assert code in {t.code for t in told}
