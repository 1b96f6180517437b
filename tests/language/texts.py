"""Small whole files, one of each kind, from which the malformed variants are made. Their law is invented for the tests."""

AGREEMENT = """\
agreement: aa-bb
title: Agreement between AA and BB
parties: [AA, BB]
status: in_force
instruments:
  base: {title: Agreement, signed: 1990-01-01, in_force: 1991-01-01, source: text}
sources:
  text: {title: Text, url: "https://example.org/aa-bb"}
scope:
  benefits: {AA: [aa-pension], BB: bb-pension}
  benefits_cite: {text: "Art. 2"}
  persons: {any: [{has_been_insured_in: {in: [AA, BB]}}]}
  persons_cite: {text: "Art. 3"}
parameters:
  longest:
    type: duration
    values:
      - {since: base, value: 60 months, cite: {text: "Art. 5"}}
      - {since: 2000-01-01, value: 5 years, cite: {text: "Art. 5"}}
provisions:
  - id: art-6
    cite: {text: "Art. 6"}
    adopts: totalization
    fill:
      least_own_coverage:
        - {for: {deciding: AA}, value: 1 year}
        - {for: {deciding: BB}, value: 52 weeks}
    figures:
      share: {gives: fraction, counted_by: ratio, from: {part: own.coverage, whole: combined.coverage}}
    rules:
      - id: months-of-bb
        for: {deciding: AA, branch: old-age}
        each: period
        when: {all: [{period.country: {is: BB}}, {period.scheme: {is: bb}}]}
        credits: {into: combined, every: 1 month, worth: 1 month, not_after: claim.contingency}
      - id: opens-early
        when:
          all:
            - own.coverage: {at_least: 12 months}
            - own.coverage: {less_than: 60 months, named: not-long}
        concludes: right
        as: early
        explain: {holds: "{deciding} pays {benefit}."}
leaves_open:
  - {fact: exception_agreed, to: both authorities, about: "another law", cite: {text: "Art. 9"}}
notices:
  - {id: where, says: appeal, text: "Write to the court.", outcomes: ["no"], cite: {text: "Art. 20"}}
not_encoded:
  - {cite: {text: "Art. 1"}, why: "definitions"}
"""

MODEL = """\
provision: totalization
title: Adding periods
answers: right
blanks:
  least_own_coverage: {type: duration, default: 0 months}
records:
  combined: {of: [own, partner], overlap: own_first}
rules:
  - id: opens
    when: {all: [{combined.qualifies: {is: true}}]}
    concludes: right
    as: totalized
"""

NATIONAL = """\
national: AA
title: Aland
sources:
  act: {title: Act, url: "https://example.org/act"}
schemes:
  aa: {title: Insurance, insures: work, counted_in: months, part_unit: counts, cite: {act: "1"}}
institutions:
  office: {title: Office, url: "https://example.org/"}
benefits:
  aa-pension: {title: Pension, branch: old-age, scheme: aa, institution: office}
presumes: {scheme: aa, kind: compulsory, cite: {act: "2"}}
parameters:
  pension_age:
    type: duration
    by: person.birth_date
    values: [{value: 65 years, cite: {act: "3"}}, {since: 1960-01-01, value: 66 years 2 months, cite: {act: "3"}}]
rules:
  - id: pension
    each: record
    cite: {act: "3"}
    when: {all: [{record.coverage: {at_least: 60 months}}]}
    awaits: {all: [{person.age: {at_least: pension_age}}]}
    concludes: record.qualifies
"""

REFERENCE = """\
reference: group
title: Group of States
sources:
  act: {title: Act, url: "https://example.org/act"}
members:
  - {code: "AA", since: 1990-01-01, cite: {act: "1"}}
  - {code: "BB", since: 1990-01-01, until: 2000-01-01, cite: {act: "1"}}
"""

CREDENTIAL = """\
credential: nurse
title: Nurses
parties: {listed_in: group}
status: in_force
sources:
  act: {title: Act, url: "https://example.org/act"}
tables:
  titles: {cite: {act: "Annex"}, match: {home: home}, rows: [{home: AA, title: Nurse}]}
provisions:
  - id: art-1
    cite: {act: "1"}
    answers: recognised
    rules:
      - id: automatic
        when: {all: [{credential: {listed_in: titles}}]}
        concludes: recognised
        as: automatic
"""

SCENARIOS = """\
scenarios:
  - id: twelve-years
    origin: constructed
    as_of: 2024-03-01
    deciding: [AA]
    benefit: aa-pension
    facts: {person: {birth_date: 1958-06-10, residence: AA}}
    expect: {outcome: "yes", basis: totalized, figures: {own.coverage: 74 months}}
"""

DRAFT = """\
amends: aa-bb
provisions:
  - id: art-6
    fill: {least_own_coverage: 18 months}
    rules: [{id: months-of-bb, removed: true}]
"""

TEXTS = {
    "agreement": AGREEMENT,
    "provision": MODEL,
    "national": NATIONAL,
    "reference": REFERENCE,
    "credential": CREDENTIAL,
    "scenarios": SCENARIOS,
    "amends": DRAFT,
}
