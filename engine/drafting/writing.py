"""A whole draft agreement as text: head, scope, articles, and the points of the checklist that it does not meet yet, as lines to uncomment."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.checking.model_provisions import checklist
from engine.drafting.articles import article, models_named
from engine.drafting.crediting import crediting_rules
from engine.language.corpus import Corpus
from engine.wording.countries import in_a_sentence

#: The articles before those that adopt models: definitions, benefits, persons, equal treatment.
_FIRST = 5
_HEAD = """\
# A draft, begun from model provisions; it is not law. Lines with "decide" are choices: each tells what the encoded agreements chose, and how many.
# Help in the editor: portability schema agreement > agreement.schema.json
# Check it against the model provisions: portability check {file}
# Decide a case by it:                   portability decide CASE.yaml --draft {file}
# yaml-language-server: $schema=agreement.schema.json
agreement: {id}
title: Draft agreement on social security between {names}
parties: [{parties}]
status: draft
instruments:
  base: {{title: Draft, source: draft}}      # decide: in_force, a day from which cases are decided by it, such as in_force: 2030-01-01
sources:
  draft: {{title: Text of the draft, url: "https://example.org/{id}"}}      # decide: where the text can be read
"""


def draft_text(corpus: Corpus, parties: Sequence[str], models: Sequence[str], file: str) -> str:
    """The draft, ready to be checked. Parties without a national file are named in a comment: nothing can be decided by their law.

    Raises RuleFileRefused for a model that is not there.
    """
    states = sorted(dict.fromkeys(parties))
    laws = {state: law.data for state in states if (law := corpus.national(state)) is not None}
    lines = [_head(states, file), *_scope(states, laws), *_articles(corpus, laws, models_named(corpus, models))]
    text = "\n".join(lines) + "\n"
    return text + "\n".join(_wanting(corpus, text)) + "\n"


def _id(states: Sequence[str]) -> str:
    return "-".join(state.lower() for state in states)


def _head(states: Sequence[str], file: str) -> str:
    names = " and ".join(in_a_sentence(state) for state in states)
    return _HEAD.format(id=_id(states), names=names, parties=", ".join(states), file=file)


def _scope(states: Sequence[str], laws: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield "scope:"
    for state in states:
        if state not in laws:
            yield f"  # rulesets/national/{state}.yaml is not there: write it, then list its benefits here."
    told = ", ".join(f"{state}: [{', '.join(law.get('benefits') or {})}]" for state, law in laws.items())
    yield f"  benefits: {{{told}}}      # decide: the benefits of the national files; take out what is not covered"
    yield '  benefits_cite: {draft: "Art. 2"}'
    listed = ", ".join(states)
    yield f"  persons: {{any: [{{has_been_insured_in: {{in: [{listed}]}}}}, {{derives_rights_from_such_a_person: {{is: true}}}}]}}"
    yield '  persons_cite: {draft: "Art. 3"}      # everyone insured, whatever the nationality; refugees and stateless persons are among them'
    yield ""


def _articles(corpus: Corpus, laws: Mapping[str, Mapping[str, Any]], models: Sequence[str]) -> Iterator[str]:
    yield "provisions:"
    for number, model in enumerate(models, _FIRST):
        yield from article(corpus, model, number, laws)
        if model == "totalization":
            yield from crediting_rules(laws, number)
        yield ""
    if "posting" in models:
        number = _FIRST + list(models).index("posting")
        yield "leaves_open:"
        fact = "fact: longer_posting_agreed, to: competent authorities of both States, about: a posting beyond the longest time"
        yield f'  - {{{fact}, cite: {{draft: "Art. {number}(2)"}}}}'
        yield ""
    yield "not_encoded:"
    yield '  - {cite: {draft: "final clauses"}, why: "signature, languages of the text, entry into force"}'


def _wanting(corpus: Corpus, text: str) -> Iterator[str]:
    """The points of the checklist that the draft lacks, as lines to uncomment once an article says them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.yaml"
        path.write_text(text, encoding="utf-8")
        drafted = Corpus(corpus.home, draft=path)
        name = str(drafted.draft.data["agreement"]) if drafted.draft else ""
        wanting = [point for point in checklist(drafted, name) if point["state"] == "absent"]
    if wanting:
        yield "  # What the model provisions say and this draft does not say yet. When an article says it, take away the # and name the article;"
        yield "  # where a rule can say it, write the rule, and `meets` is not needed."
    for severity in ("must", "should", "could"):
        for point in wanting:
            if point["severity"] == severity:
                yield f"  # {severity}: {point['title']}. {point['says']} ({point['having']} of {point['of']} encoded agreements have it)"
                yield f'  # - {{cite: {{draft: "Art. …"}}, why: "{point["title"].lower()}", meets: [{point["id"]}]}}'
