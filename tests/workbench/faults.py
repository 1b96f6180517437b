"""Faults planted in drafts over a sound agreement (Canada and India): what is wrong, the command that must find it, and by what.

For `check` the last word is the code of a finding; for `test` a scenario whose expectation differs; for `compare` the address of a clause
and whether somebody gains or loses; for `prove` a property that is refuted, and the State that is asked.
"""

from __future__ import annotations

from dataclasses import dataclass

_HEAD = 'amends: ca-in\nstatus: draft\ntitle: Draft with a fault\nsources:\n  draft: {title: Draft, url: "https://example.org/draft"}\n'


@dataclass(frozen=True)
class Fault:
    """`body` is what the draft says; `found` is what the command must tell."""

    body: str
    command: str
    found: str
    deciding: str = ""

    @property
    def text(self) -> str:
        return _HEAD + self.body


def _rules(provision: str, *rules: str) -> str:
    return f"provisions:\n  - id: {provision}\n    rules:\n" + "".join(f"      - {{{r}}}\n" for r in rules)


def _bar(when: str, named: str = "planted", branch: str = "") -> str:
    """An exception to the adding of periods."""
    narrowed = f"for: {{{branch}}}, " if branch else ""
    return _rules("art-12", f'id: {named}, cite: {{draft: "1"}}, {narrowed}when: {{all: [{when}]}}, bars: [opens]')


def _fill(provision: str, blank: str, value: str) -> str:
    return f'provisions:\n  - {{id: {provision}, fill: {{{blank}: {{value: {value}, cite: {{draft: "1"}}}}}}}}\n'


#: All ways to a right in this agreement.
_EVERY_WAY = "opens, national-right, art-13.opens-with-third-states"
_OAS = "benefit: oas-pension"
FAULTS: dict[str, Fault] = {
    # what a text cannot say
    "a misspelt fact": Fault(_bar("{person.sexx: {is: male}}"), "check", "unknown-name"),
    "a wrong unit": Fault(_bar("{own.coverage: {less_than: 3 weeks}}"), "check", "units-do-not-meet"),
    "a unit that is none": Fault(_fill("art-7", "longest_posting", "60 moons"), "check", "bad-literal"),
    "a ring of exceptions": Fault(
        _rules(
            "art-12",
            'id: one, cite: {draft: "1"}, when: {all: [{other: {is: true}}]}, concludes: other_one',
            'id: other, cite: {draft: "1"}, when: {all: [{other_one: {is: true}}]}, concludes: other_two',
        ),
        "check",
        "cycle",
    ),
    "an exception to a rule that is not there": Fault(
        _rules("art-12", 'id: x, cite: {draft: "1"}, when: {all: [{person.sex: {is: male}}]}, bars: [opned]'), "check", "unknown-target"
    ),
    "two values for one day": Fault(
        "provisions:\n  - id: art-12\n    parameters:\n      p:\n        type: duration\n        values:\n"
        '          - {since: 2030-01-01, value: 1 year, cite: {draft: "1"}}\n          - {since: 2030-01-01, value: 2 years, cite: {draft: "1"}}\n',
        "check",
        "two-versions-on-one-day",
    ),
    "a day that is not in the calendar": Fault(
        "instruments:\n  second: {title: S, in_force: 2030-02-30, source: draft}\n", "check", "impossible-date"
    ),
    "a benefit that the State does not have": Fault("scope:\n  benefits: {IN: [eps-pensions]}\n", "check", "unknown-benefit"),
    "a source that is not named": Fault(_bar("{person.sex: {is: male}}").replace("{draft:", "{e:"), "check", "unknown-source"),
    "a blank that the model does not have": Fault(_fill("art-7", "longest_postings", "24 months"), "check", "unknown-blank"),
    "Norway as a no": Fault("parties: [CA, NO]\n", "check", "ambiguous-word"),
    "a word that is not in the language": Fault("provisons:\n  - {id: art-12}\n", "check", "unknown-word"),
    "taken out and changed": Fault("provisions:\n  - {id: art-13, removed: true, title: Other}\n", "check", "removed-and-changed"),
    "half of a conversion": Fault(
        _rules("art-12", "id: x, each: period, when: {all: [{period.country: {is: IN}}]}, credits: {into: combined, every: 4 weeks}"),
        "check",
        "half-a-credit",
    ),
    "an end before the beginning": Fault(
        _rules("art-12", 'id: x, cite: {draft: "1"}, since: 2030-01-01, until: 2029-01-01, when: {all: [{person.sex: {is: male}}]}, bars: [opens]'),
        "check",
        "empty-span",
    ),
    "a sentence that says nothing of the name": Fault(
        _rules(
            "art-12",
            'id: x, cite: {draft: "1"}, when: {all: [{person.sex: {is: male}}]}, bars: [opens], explain: {holds: "Under {own.covrage}."}',
        ),
        "check",
        "unknown-placeholder",
    ),
    "two laws for one crew member": Fault(
        _rules("art-8", 'id: x, cite: {draft: "1"}, when: {all: [{posting.activity: {is: seafarer}}]}, concludes: {insured_in: sending}'),
        "check",
        "may-contradict",
    ),
    # what scenarios of the base notice
    "off by one: a month more of one's own": Fault(_fill("art-12", "least_own_coverage", "13 months"), "test", "outcome"),
    "half the least time": Fault(_fill("art-12", "least_own_coverage", "6 months"), "test", "outcome"),
    "weeks in place of months of posting": Fault(_fill("art-7", "longest_posting", "60 weeks"), "test", ""),
    "off by one: a posting of fifty-nine months": Fault(_fill("art-7", "longest_posting", "59 months"), "test", "insured_in"),
    "four months for a year": Fault(
        _rules(
            "art-12",
            "id: indian-months-as-cpp-year, each: period, credits: {into: combined, every: calendar_year, holding: 4 months, worth: 1 calendar_year}",
        ),
        "test",
        "",
    ),
    "a year worth eleven months": Fault(
        _rules("art-12", "id: cpp-year-in-india, each: period, credits: {into: combined, every: calendar_year, holding: 1 day, worth: 11 months}"),
        "test",
        "",
    ),
    "parties reversed": Fault(
        _rules("art-12", "id: indian-period-as-residence, when: {all: [{period.country: {is: CA}}, {period.scheme: {is: eps}}]}"), "test", "outcome"
    ),
    "the exception for withdrawn contributions is lost": Fault(_rules("art-12", "id: withdrawn-in-india, removed: true"), "test", ""),
    "a posting without its clock": Fault("provisions:\n  - {id: art-7, fill: {clock_starts: posting.from}}\n", "test", ""),
    # what changes, and for whom
    "a month less, unsaid": Fault(_fill("art-12", "least_own_coverage", "11 months"), "compare", "art-12.least_own_coverage"),
    "crews are forgotten": Fault("provisions:\n  - {id: art-8, removed: true}\n", "compare", "art-8"),
    "survivors in India are forgotten": Fault("scope:\n  benefits: {IN: [eps-pension, eps-disablement]}\n", "compare", "eps-survivors"),
    "third States are forgotten": Fault("provisions:\n  - {id: art-13, removed: true}\n", "compare", "art-13"),
    "the consent to a longer posting is lost": Fault("leaves_open: []\n", "compare", "longer_posting_agreed"),
    "a step is no longer told": Fault("notices:\n  - {id: no-fees, removed: true}\n", "compare", "no-fees"),
    "a transitional rule is missing": Fault(
        'provisions:\n  - id: art-12\n    rules:\n      - {id: from-now-on, cite: {draft: "1"}, each: period, '
        "when: {all: [{period.from: {before: 2026-01-01}}]}, bars: [indian-period-as-residence, indian-months-as-cpp-year]}\n",
        "compare",
        "from-now-on",
    ),
    # what holds for nobody, or not for all
    "nationality, directly": Fault(
        _bar("{none: [{person.nationalities: {in: [CA, IN]}}]}", branch=_OAS), "prove", "irrelevance.person.nationalities", "CA"
    ),
    "sex, directly": Fault(_bar("{person.sex: {is: female}}", branch=_OAS), "prove", "irrelevance.person.sex", "CA"),
    "status, directly": Fault(_bar("{person.status: {is: refugee}}", branch=_OAS), "prove", "irrelevance.person.status", "CA"),
    "nationality through residence": Fault(
        _bar("{none: [{person.residence: {in: [CA, IN]}}]}", branch="deciding: IN"), "prove", "irrelevance.person.residence", "IN"
    ),
    "nationality through where a claim is filed": Fault(
        _bar("{claim.filed_in: {is: partner}}", branch="deciding: IN"), "prove", "irrelevance.claim.filed_in", "IN"
    ),
    "a year of birth": Fault(
        _bar("{person.birth_date: {before: 1960-01-01}}", branch="deciding: IN"), "prove", "irrelevance.person.birth_date", "IN"
    ),
    "more contributions lose the right": Fault(
        _bar("{own.coverage: {at_least: 60 months}}", branch="benefit: eps-pension"), "prove", "monotonicity.own", "IN"
    ),
    "a gap exactly at a figure": Fault(
        _rules(
            "art-12",
            'id: x, cite: {draft: "1"}, for: {benefit: eps-pension}, when: {all: [{person.birth_date: {on_or_after: 1960-06-10}}, '
            f"{{person.birth_date: {{before: 1960-06-11, named: the_day_after}}}}]}}, bars: [{_EVERY_WAY}]",
        ),
        "prove",
        "no_gap",
        "IN",
    ),
    "a dead rule": Fault(
        _bar("{own.coverage: {at_least: 36 months}}, {own.coverage: {less_than: 24 months, named: short}}", branch="benefit: eps-pension"),
        "prove",
        "no_dead_rule",
        "IN",
    ),
    "a right that nobody can reach": Fault(
        _rules(
            "art-12",
            'id: x, cite: {draft: "1"}, for: {benefit: eps-pension}, when: {all: [{person.age: {at_least: 0 months}}]}, '
            f"bars: [{_EVERY_WAY}]",
        ),
        "prove",
        "outcome_reachable.yes",
        "IN",
    ),
    "one State asks more than the other": Fault(
        'provisions:\n  - id: art-12\n    fill:\n      least_own_coverage:\n        - {for: {deciding: CA}, value: 1 year, cite: {draft: "1"}}\n'
        '        - {for: {deciding: IN}, value: 3 years, cite: {draft: "1"}}\n',
        "prove",
        "reciprocity",
    ),
    "somebody is worse off": Fault(_fill("art-12", "least_own_coverage", "5 years"), "prove", "no_one_worse_off", "IN"),
}
