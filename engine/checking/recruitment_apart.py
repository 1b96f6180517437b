"""What recruiters may do never decides about a person: no rule, figure or scope of a credential reads the context of recruitment, nor a
list that is made for recruiters (WHO Global Code of Practice, Art. 3.4: the right of health personnel to leave their country)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.language.corpus import Corpus, RuleFile
from engine.language.instance import RECRUITMENT
from engine.language.tables import listed
from engine.problems import Problem

_DECIDING = ("scope", "provisions", "rules", "figures", "parameters", "leaves_open")


def check_recruitment_apart(corpus: Corpus, file: RuleFile, name: str) -> Iterator[Problem]:
    """An error for each deciding part of a file that reads `recruitment.…` or a recruiters' list, and for each notice to recruiters in it."""
    told = corpus.optional_reference(RECRUITMENT)
    lists = set(listed(told.data)) if told else set()
    mend = f"say it as a notice in rulesets/reference/{RECRUITMENT}.yaml"
    for word in _DECIDING:
        part = file.data.get(word)
        if part is None:
            continue
        for found in sorted({fact for fact in _texts(part) if fact.startswith("recruitment.")} | (set(listed(part)) & lists)):
            message = "a rule reads what only concerns recruiters"
            yield Problem(file.place(word), "recruitment-decides", message, found, "facts of the person", mend, f"{name}.{word}")
    for n, notice in enumerate(file.data.get("notices") or []):
        if notice["says"] == "recruitment":
            message = "a notice to recruiters stands in a rule set"
            yield Problem(file.place("notices", n), "recruitment-notice", message, str(notice["id"]), "", mend, f"{name}.{notice['id']}")


def _texts(node: object) -> Iterator[str]:
    """Every key and every text below a node."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)
    elif isinstance(node, str):
        yield node
