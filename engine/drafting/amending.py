"""A draft that amends an agreement, with what stands there as comments: what is changed is uncommented, the rest stays as it is."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from engine.language.corpus import Corpus

_HEAD = """\
# A draft that amends {id}; it is not law. What stands in force is told below as comments: uncomment an article, with `provisions:`, and
# change its values.
# An article that is not named stays as it is; `- {{id: art-1, removed: true}}` takes one out; a list of values replaces the whole list.
# What the draft loses of the model provisions:  portability check {file}
# Which clauses and which persons it changes:    portability compare {file}
amends: {id}
title: "Draft amending: {title}"
# provisions:
"""


def amendment_text(corpus: Corpus, agreement: str, file: str) -> str:
    """The draft; as it stands it changes nothing. Raises RuleFileRefused for an agreement that is not there."""
    data = corpus.agreement(agreement).data
    head = _HEAD.format(id=agreement, title=str(data["title"]).replace('"', "'"), file=file)
    lines = [line for provision in data.get("provisions") or [] for line in _provision(provision)]
    return head + "".join(f"# {line}\n" for line in lines)


def _provision(provision: Mapping[str, Any]) -> Iterator[str]:
    """One article: what it is called, its blanks as they are filled, and the names of its rules."""
    adopts = f", adopts {provision['adopts']}" if provision.get("adopts") else ""
    yield f"  - id: {provision['id']}"
    yield f"    # {provision.get('title') or 'article'}{adopts}"
    if rules := [str(rule["id"]) for rule in provision.get("rules") or []]:
        for line in textwrap.wrap(f"rules of its own: {', '.join(rules)}", 130):
            yield f"    # {line}"
    if provision.get("fill"):
        yield "    fill:"
        for blank, told in provision["fill"].items():
            yield f"      {blank}: {_flow(told)}"


def _flow(told: Any) -> str:
    """A value on one line, as the strict reader takes it."""
    text: str = yaml.safe_dump(told, default_flow_style=True, width=100_000, allow_unicode=True, sort_keys=False)
    return text.strip().removesuffix("...").strip()
