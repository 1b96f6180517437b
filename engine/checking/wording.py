"""Sentences of rules: every placeholder must be a name that can be said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.checking.findings import warning
from engine.language.blocks import Block
from engine.language.instance import Instance
from engine.language.vocabulary import ROLES
from engine.problems import Problem, RuleFileRefused

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_ALWAYS = frozenset({*ROLES, "benefit", "missing", "blocked"})


def unsaid(instance: Instance) -> Iterator[Problem]:
    """Placeholders that no name of the instance stands behind; an answer would show the bare word."""
    rules = [(block, rule, record) for block, rule, record in instance.book.in_scope.values()]
    rules += [(block, rule, None) for block, rule in instance.book.period_rules.values()]
    for block, rule, record in rules:
        for word, sentence in (rule.get("explain") or {}).items():
            for name in _PLACEHOLDER.findall(str(sentence)):
                if name not in _ALWAYS and not _known(instance, block, name, record):
                    number = next(n for n, r in enumerate(block.data["rules"]) if r is rule)
                    yield warning(
                        block.place("rules", number, "explain", word),
                        "unknown-placeholder",
                        "nothing of this name can be said",
                        found=f"{{{name}}}",
                        expected="a role, a figure, a parameter, a blank or a fact",
                        mend="correct the name in the braces",
                        address=f"{instance.instrument}.{block.id}.{rule['id']}",
                    )


def _known(instance: Instance, block: Block, name: str, record: str | None) -> bool:
    said = f"{record}{name[6:]}" if record and name.startswith("record.") else name
    try:
        return instance.names.find(said, block) is not None or instance.figure(said) is not None
    except RuleFileRefused:
        return False
