"""A small corpus with one rule set, and tables of candidates for it. Its law is invented for the tests."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

RULES = """\
credential: ad-sm-nurse
title: Nurses of AD in SM
profession: nurse-general-care
parties: {home: [AD, VA], host: [SM]}
status: in_force
instruments:
  base: {title: Text, in_force: 2000-01-01, source: text}
sources:
  text: {title: Text, url: "https://example.org/nurses"}
tables:
  titles:
    match: {home: home, title: credential.evidence}
    columns: [home, title, professional_title, source]
    rows:
      - {home: AD, title: Diploma of nurse, professional_title: Nurse, source: text}
      - {home: VA, title: Vatican certificate, professional_title: Infirmarian, source: text}
    cite: {text: "Annex"}
parameters:
  practice_needed:
    type: duration
    values: [{since: base, value: 24 months, cite: {text: "Art. 3"}}]
  good_standing_valid_for:
    type: duration
    values: [{since: base, value: 3 months, cite: {text: "Art. 5"}}]
  language_test_valid_for:
    type: duration
    values: [{since: base, value: 24 months, cite: {text: "Art. 6"}}]
figures:
  practised: {gives: duration, counted_by: total_in_window, from: {of: practice, length: 120 months, ending: claim.date}, cite: {text: "Art. 3"}}
provisions:
  - id: art-2
    cite: {text: "Art. 2"}
    answers: recognised
    rules:
      - id: listed
        when: {all: [{credential: {listed_in: titles}}]}
        concludes: recognised
        as: automatic
        explain: {holds: "The title is listed.", fails: "The title is not listed."}
      - id: practised
        cite: {text: "Art. 3"}
        when: {all: [{practised: {at_least: practice_needed}}]}
        concludes: recognised
        as: practice
        explain: {holds: "{practised} are enough.", fails: "{practised} are not enough; {practice_needed} are needed."}
      - id: equal
        cite: {text: "Art. 4"}
        when: {all: [{credential.awarded: {on_or_after: 2000-01-01}}, {found_equal: {is: true}}]}
        concludes: recognised
        as: equal
leaves_open:
  - {fact: found_equal, to: the chamber of SM, about: "whether the training is equal", cite: {text: "Art. 4"}}
notices:
  - {id: course, says: help, text: "A course of adaptation is open to everybody.", cite: {text: "Art. 7"}}
"""

RECRUITMENT = """\
reference: recruitment
title: Recruitment
sources:
  code: {title: Code, url: "https://example.org/code"}
members: []
notices:
  - id: red
    says: recruitment
    when: {all: [{recruitment.active: {is: true}}, {recruitment.from: {is: AD}}]}
    effect: prohibited
    edition: "list of 2023"
    text: "Nobody may recruit actively there."
    cite: {code: "1"}
"""

TODAY = datetime.date.today()
#: A row that is recognised, whatever the day of the test.
GOOD: Mapping[str, str] = {
    "candidate": "row-1",
    "profession": "nurse-general-care",
    "home": "AD",
    "host": "SM",
    "evidence": "Diploma of nurse",
    "awarded_in": "AD",
    "awarded": "2010-06-30",
    "practice_1_country": "",
    "practice_1_from": "",
    "practice_1_to": "",
    "registration_to": "",
    "good_standing_issued": "",
    "language": "",
    "language_tested": "",
    "consent_given": "2020-01-01",
    "consent_purpose": "verification",
    "consent_until": "",
    "recruitment_active": "",
    "primary_source_checked": "",
    "primary_source_by": "",
    "credential_file": "",
}


def rules_at(home: Path) -> Path:
    """The corpus, written below a folder."""
    for path, text in (("rulesets/credentials/ad-sm-nurse/ruleset.yaml", RULES), ("rulesets/reference/recruitment.yaml", RECRUITMENT)):
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(text)
    (home / "agreements").mkdir(exist_ok=True)
    return home


def rows(*changes: Mapping[str, str]) -> list[dict[str, str]]:
    """One row for each change of the good one; references are numbered, dates of award differ."""
    return [{**GOOD, "candidate": f"row-{n}", "awarded": f"2010-06-{n:02}", **change} for n, change in enumerate(changes, start=1)]


def csv_of(told: Sequence[Mapping[str, str]], delimiter: str = ",", headings: Iterable[str] = GOOD) -> str:
    """The text of a table."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(headings), delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(told)
    return text.getvalue()


def xlsx_at(path: Path, told: Sequence[Sequence[Any]], title: str = "list") -> Path:
    """A workbook with these rows, the headings among them."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in told:
        sheet.append(list(row))
    book.save(path)
    return path


def lines_of(text: str) -> list[dict[str, Any]]:
    """Results that were written as JSON lines."""
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]
