"""What a provision adopts and fills, against the model it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.checking.findings import unknown
from engine.language.corpus import Corpus, RuleFile
from engine.problems import Problem, RuleFileRefused


def check_models(corpus: Corpus, file: RuleFile, name: str) -> Iterator[Problem]:
    """Models that are not there or not adopted yet, blanks that the model has not, and those that nothing fills."""
    adopted: set[str] = set()
    for n, provision in enumerate(file.data.get("provisions") or []):
        path, address = ("provisions", n), f"{name}.{provision['id']}"
        model = provision.get("adopts")
        if model is None:
            continue
        if model not in corpus.models:
            known = list(corpus.models)
            yield unknown(
                file.place(*path, "adopts"), "unknown-model", "there is no model of this name", str(model), known, address, "write the model first"
            )
            continue
        try:
            data = corpus.model(model).data
        except RuleFileRefused:
            continue  # told where the model stands
        yield from _blanks(file, path, provision, data, address)
        extends = data.get("extends")
        if extends and extends not in adopted:
            mend = f"adopt {extends} in a provision before this one"
            yield Problem(
                file.place(*path, "adopts"),
                "model-not-adopted",
                f"{model} extends a model that is not adopted before it",
                model,
                extends,
                mend,
                address,
            )
        adopted.add(model)


def _blanks(file: RuleFile, path: tuple[str | int, ...], provision: Mapping[str, Any], model: Mapping[str, Any], address: str) -> Iterator[Problem]:
    blanks: Mapping[str, Any] = model.get("blanks") or {}
    fill: Mapping[str, Any] = provision.get("fill") or {}
    for blank, told in fill.items():
        here = (*path, "fill", blank)
        if blank not in blanks:
            yield unknown(
                file.place(*here),
                "unknown-blank",
                f"the model {provision['adopts']} has no such blank",
                blank,
                sorted(blanks),
                address,
                "take it out",
            )
            continue
        among = blanks[blank].get("among")
        for value in values_of(told) if among else []:
            if value not in among:
                known = [str(x) for x in among]
                yield unknown(
                    file.place(*here), "not-among", "this blank is filled from a closed list", str(value), known, address, "use a word of the list"
                )
    for blank, body in blanks.items():
        if body.get("default") is None and fill.get(blank) is None:
            mend = f"say fill: {{{blank}: …}}"
            yield Problem(
                file.place(*path, "adopts"), "missing-blank", "a blank of the model is not filled", blank, f"a {body['type']}", mend, address
            )


def values_of(told: Any) -> list[Any]:
    """The values with which a blank is filled, in whichever form they are told."""
    if isinstance(told, Mapping):
        return values_of(told.get("value"))
    if isinstance(told, list):
        return [v for x in told for v in values_of(x)]
    return [told]
