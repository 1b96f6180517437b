"""One fact less: a yes or a no may become a question, never the opposite. Each fact of each person is left out in turn."""

from __future__ import annotations

import json

import pytest

from tests.decision.people import Path, changed, decided, label, outcomes, paths, people, plain

#: Facts with a declared default, and what the answer then says it took for granted: under equal assumptions nothing turns.
DEFAULTS = {
    "refunded": "No contributions were paid back.",
    "insured_under": "During each period the law of the place applied.",
    "scheme": "A period in ",
    "kind": "A period in ",
    "claim": "The claim is taken as made on the day of the question.",
    "date": "The claim is taken as made on the day of the question.",
    "approved": "The claim is taken as made on the day of the question.",
    "contingency": "The old-age claim is judged on the day of the question.",
}
#: What is a statement of its own, not a fact about another: without its total a span says that it was covered from end to end; a list of
#: earnings or of shares with an entry less says that there was no more; a period without its country is a period elsewhere.
STATEMENTS = {"days", "weeks", "months", "quarters", "years", "earnings", "shares_of_work", "country", "days_per_week"}
#: Not facts about the person: what is asked, and of whom.
QUESTION = {"as_of", "question", "benefit", "deciding", "home", "host", "host_region", "record_complete", "known_by"}
HEADS = ("person", "claimant", "children", "claim", "record", "earnings", "posting", "amounts", "assume", "credential", "registration",
         "practice", "practice_certificate", "language", "standing", "recruitment")  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_a_fact_forgotten_never_turns_the_answer(head: str) -> None:
    turned = []
    for scenario in people():
        case = plain(scenario.case())
        told = [path for path, _ in paths(case) if path[0] == head and not told_apart(path)]
        before = outcomes(decided(case)) if told else {}
        for path in told:
            after = outcomes(decided(changed(case, path, None)))
            for asked, decision in before.items():
                without = after.get(asked)
                if without is not None and {decision["outcome"], without["outcome"]} == {"yes", "no"} and not assumed(path, without["assumptions"]):
                    turned.append(f"{label(scenario)} {asked}: without {path} {without['outcome']}, with it {decision['outcome']}")
    assert turned == []


def told_apart(path: Path) -> bool:
    return path[0] in QUESTION or path[-1] in STATEMENTS or "shares_of_work" in path


def assumed(path: Path, assumptions: list[str]) -> bool:
    default = DEFAULTS.get(str(path[-1]))
    return default is not None and any(default in a for a in assumptions)


def test_the_persons_tell_enough_to_forget() -> None:
    heads = {path[0] for s in people() for path, _ in paths(json.loads(json.dumps(s.case(), default=str)))}
    assert {"person", "claim", "record", "posting", "earnings", "claimant", "assume"} <= heads
