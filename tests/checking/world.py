"""A small whole corpus for the checks: two States, one agreement, one credential. Its law is invented for the tests."""

from __future__ import annotations

from pathlib import Path

from engine.language.corpus import Corpus

MODEL = """\
provision: totalization
title: Adding periods
answers: right
blanks:
  least_own_coverage: {type: duration}
  counted: {type: choice, among: [all, some], default: all}
records:
  own: {of: [deciding]}
  combined: {of: [own, partner], overlap: own_first}
rules:
  - id: national-right
    when: {all: [{own.qualifies: {is: true}}]}
    replaces: [opens]
    concludes: right
    as: national
  - id: opens
    when: {all: [{combined.qualifies: {is: true}}]}
    concludes: right
    as: totalized
  - id: too-short
    when: {all: [{own.coverage: {less_than: least_own_coverage}}]}
    bars: [opens]
    explain: {holds: "Under {least_own_coverage}."}
"""

POSTING = """\
provision: posting
title: Whose law insures
viewpoint: [sending, receiving]
answers: insured_in
blanks:
  longest_posting: {type: duration}
figures:
  posted_for: {gives: duration, counted_by: length, from: {start: posting.from, end: posting.to}}
rules:
  - id: place-of-work
    when: {all: [{posting.host: {is: receiving}}]}
    concludes: {insured_in: receiving}
  - id: posted
    replaces: [place-of-work]
    when: {all: [{posting.home: {is: sending}}, {posting.host: {is: receiving}}, {posted_for: {at_most: longest_posting}}]}
    concludes: {insured_in: sending}
"""

NATIONAL = """\
national: {code}
title: State {code}
sources:
  act: {{title: Act, url: "https://example.org/{low}"}}
schemes:
  {low}: {{title: Insurance, insures: work, counted_in: {unit}, part_unit: counts, cite: {{act: "1"}}}}
presumes: {{scheme: {low}, kind: compulsory}}
institutions:
  office: {{title: Pension office}}
benefits:
  {low}-pension: {{title: pension, branch: old-age, scheme: {low}, institution: office}}
parameters:
  waiting_time:
    type: duration
    values: [{{value: {wait}, cite: {{act: "2"}}}}]
  pension_age:
    type: duration
    by: person.birth_date
    values:
      - {{value: 60 years, cite: {{act: "3"}}}}
      - {{since: 1960-01-01, value: 62 years, cite: {{act: "3"}}}}
rules:
  - id: contribution
    cite: {{act: "4"}}
    each: period
    when: {{all: [{{period.country: {{is: {code}}}}}]}}
    credits: {{into: own}}
  - id: pension
    cite: {{act: "2"}}
    each: record
    when: {{all: [{{record.coverage: {{at_least: waiting_time}}}}]}}
    awaits: {{all: [{{person.age: {{at_least: pension_age}}}}]}}
    concludes: record.qualifies
    explain: {{holds: "{{record.coverage}} are enough."}}
notices:
  - {{id: appeal, says: appeal, text: "Write to the office.", to: office, cite: {{act: "9"}}}}
"""

AGREEMENT = """\
agreement: ad-sm
title: Agreement between AD and SM
parties: [AD, SM]
status: in_force
instruments:
  base: {title: Agreement, signed: 1990-01-01, in_force: 1991-01-01, source: text}
  second: {title: Second agreement, signed: 2004-01-01, in_force: 2005-01-01, source: text}
sources:
  text: {title: Text, url: "https://example.org/ad-sm", text_as_of: 2020-01-01}
scope:
  benefits: {AD: [ad-pension], SM: [sm-pension]}
  benefits_cite: {text: "Art. 2"}
  persons: {any: [{has_been_insured_in: {in: [AD, SM]}}]}
  persons_cite: {text: "Art. 3"}
provisions:
  - id: art-5
    cite: {text: "Art. 5"}
    adopts: posting
    fill: {longest_posting: 24 months}
  - id: art-6
    cite: {text: "Art. 6"}
    adopts: totalization
    parameters:
      bonus:
        type: duration
        values:
          - {since: base, value: 3 months, cite: {text: "Art. 6(2)"}}
          - {since: second, value: 6 months, cite: {text: "Art. 6(2)"}, confidence: unconfirmed}
    figures:
      shared: {gives: fraction, counted_by: ratio, from: {part: own.coverage, whole: combined.coverage, never_above: 1/1}}
    fill:
      least_own_coverage:
        - {for: {deciding: AD}, value: 12 months}
        - {for: {deciding: SM}, value: 52 weeks}
    rules:
      - id: weeks-as-months
        for: {deciding: AD}
        each: period
        when: {all: [{period.country: {is: SM}}]}
        credits: {into: combined, every: 4 weeks, worth: 1 month}
      - id: months-as-weeks
        for: {deciding: SM}
        each: period
        when: {all: [{period.country: {is: AD}}]}
        credits: {into: combined, every: 1 month, worth: 4 weeks}
      - id: not-after-a-bonus
        for: {deciding: AD}
        when: {all: [{own.coverage: {more_than: bonus}}, {own.coverage: {less_than: 12 months, named: short}}]}
        bars: [opens]
leaves_open:
  - {fact: exception_agreed, to: both authorities, about: "another law", cite: {text: "Art. 9"}}
notices:
  - {id: ask, says: step, text: "Ask the office.", when: {all: [{person.status: {is: refugee}}]}, cite: {text: "Art. 20"}}
not_encoded:
  - {cite: {text: "Art. 1"}, why: "definitions"}
"""

CREDENTIAL = """\
credential: diploma
title: Recognition of diplomas
profession: [nurse-general-care]
purpose: study
parties: {listed_in: members}
status: in_force
instruments:
  base: {title: Text, in_force: 2000-01-01, source: text}
sources:
  text: {title: Text, url: "https://example.org/diploma"}
tables:
  titles:
    match: {country: credential.awarded_in, title: credential.evidence}
    file: titles.csv
    cite: {text: "Annex"}
provisions:
  - id: art-1
    cite: {text: "Art. 1"}
    answers: recognised
    rules:
      - id: listed
        when: {all: [{credential: {listed_in: titles}}]}
        concludes: recognised
        as: automatic
  - id: art-2
    cite: {text: "Art. 2"}
    adopts: listed-grade
"""

LISTED_GRADE = """\
provision: listed-grade
title: A grade that a table of the adopting file gives
answers: recognised
sources:
  text: {title: Text, url: "https://example.org/diploma"}
blanks: {}
figures:
  grade: {gives: count, counted_by: table_value, from: {table: titles, column: grade}}
rules:
  - id: high-grade
    cite: {text: "Art. 3"}
    when: {all: [{grade: {at_least: 3}}]}
    concludes: recognised
    as: automatic
"""

REFERENCE = """\
reference: members
title: Members
sources:
  text: {title: Text, url: "https://example.org/members"}
members:
  - {code: AD, since: 1990-01-01, cite: {text: "1"}}
  - {code: SM, since: 1990-01-01, cite: {text: "1"}}
"""

SCENARIOS = """\
scenarios:
  - id: long-enough
    origin: https://example.org/worked
    as_of: 2020-01-01
    deciding: AD
    benefit: ad-pension
    facts:
      person: {birth_date: 1950-01-01}
      record:
        - {country: AD, from: 1980-01-01, to: 1980-12-31}
        - {country: SM, from: 1981-01-05, to: 1984-12-31}
    expect: {outcome: "yes", basis: totalized, because: [art-6.opens]}
  - id: one-month-short
    origin: constructed
    as_of: 2020-01-01
    deciding: AD
    benefit: ad-pension
    facts:
      person: {birth_date: 1950-01-01}
      record:
        - {country: AD, from: 1980-01-01, to: 1980-11-30}
        - {country: SM, from: 1981-01-05, to: 1984-12-31}
    expect:
      outcome: "no"
      blocked_by: [{test: art-6.too-short, found: 11 months, needed: 12 months}]
"""

AGREEMENT_PATH = "agreements/ad-sm/agreement.yaml"
MODEL_PATH = "rulesets/models/totalization.yaml"
NATIONAL_PATH = "rulesets/national/AD.yaml"
CREDENTIAL_PATH = "rulesets/credentials/diploma/ruleset.yaml"
CSV_PATH = "rulesets/credentials/diploma/titles.csv"
LISTED_GRADE_PATH = "rulesets/models/listed-grade.yaml"
SCENARIO_PATH = "agreements/ad-sm/scenarios/main.yaml"

FILES = {
    AGREEMENT_PATH: AGREEMENT,
    SCENARIO_PATH: SCENARIOS,
    MODEL_PATH: MODEL,
    "rulesets/models/posting.yaml": POSTING,
    NATIONAL_PATH: NATIONAL.format(code="AD", low="ad", unit="months", wait="36 months"),
    "rulesets/national/SM.yaml": NATIONAL.format(code="SM", low="sm", unit="weeks", wait="156 weeks"),
    "rulesets/reference/members.yaml": REFERENCE,
    CREDENTIAL_PATH: CREDENTIAL,
    LISTED_GRADE_PATH: LISTED_GRADE,
    CSV_PATH: "country,title,grade\nAD,Diploma,2\nSM,Laurea,3\n",
}


def corpus_at(home: Path, *changes: tuple[str, str, str]) -> Corpus:
    """The corpus written under a folder, with texts replaced: (file, what stands there, what shall stand there)."""
    files = dict(FILES)
    for name, old, new in changes:
        assert files[name].count(old) >= 1, f"{name} does not say {old}"
        files[name] = files[name].replace(old, new, 1)
    for name, text in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Corpus(home)
