"""The articles of a draft that adopt models: each blank with a value to begin from, and what other agreements chose beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.drafting.chosen import chosen, proposal
from engine.drafting.narrowing import reached
from engine.language.corpus import Corpus
from engine.problems import Place, Problem, RuleFileRefused, nearest

#: Models of agreements, in the order in which agreements say them, and what their article is called.
USUAL = ("export", "posting", "self-employment", "totalization", "third-state-periods", "share-of-amount")
_ANSWERS = frozenset({"right", "amount", "payable", "insured_in"})


def models_named(corpus: Corpus, names: Sequence[str]) -> list[str]:
    """The models in the order of an agreement, each after the one that it extends.

    Raises RuleFileRefused for a name that is no model, or a model of credentials.
    """
    known = [name for name in corpus.models if corpus.model(name).data.get("answers") in _ANSWERS]
    for name in names:
        if name not in known:
            mend = nearest(name, known) or "name one of them"
            raise RuleFileRefused([Problem(Place(), "unknown-model", "there is no such model of agreements", name, ", ".join(known), mend)])
    wanted = set(names) | {str(corpus.model(n).data["extends"]) for n in names if corpus.model(n).data.get("extends")}
    return [*[n for n in USUAL if n in wanted], *sorted(wanted - set(USUAL))]


def article(corpus: Corpus, model: str, number: int, laws: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The lines of one provision, without its crediting rules; narrowed to the benefits whose national law has what the model reads."""
    data = corpus.model(model).data
    can, cannot = reached(data, laws)
    if cannot and not can:
        yield f"  # {model}: the law of {', '.join(cannot)} lacks a value that this model reads, so no article adopts it."
        return
    yield f"  - id: art-{number}"
    yield f'    cite: {{draft: "Art. {number}"}}'
    yield f'    title: "{data["title"]}"'
    if cannot:
        yield f"    for: {{benefit: [{', '.join(can)}]}}      # decide: the law of {', '.join(cannot)} lacks a value that this model reads"
    yield f"    adopts: {model}"
    blanks: Mapping[str, Any] = data.get("blanks") or {}
    if not blanks:
        return
    counts = chosen(corpus, model)
    yield "    fill:"
    for name, blank in blanks.items():
        yield from _blank(name, blank, counts.get(name, Counter()))


def _blank(name: str, blank: Mapping[str, Any], counts: Counter[str]) -> Iterator[str]:
    told = ", ".join(f"{value} ({n})" for value, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])))
    among = f": {', '.join(map(str, blank['among']))}" if blank.get("among") else ""
    yield f"      # decide: {name} ({blank['type']}{among}). Chosen, and by how many agreements: {told or 'nothing but the default'}."
    value = proposal(blank, counts)
    yield f"      {name}: {value}" if value else f"      # {name}: …"
