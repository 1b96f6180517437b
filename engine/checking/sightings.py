"""An agreement with the models that it adopts, as the checklist of model provisions looks at it; and where something was seen in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.language.corpus import Corpus, RuleFile
from engine.problems import Place, RuleFileRefused

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Sighting:
    """Where a sign was seen, the article that stands there (empty where none is told), and what was seen."""

    place: Place
    article: str
    what: str


@dataclass(frozen=True)
class Part:
    """A provision, with the model that it adopts."""

    path: Path
    data: Mapping[str, Any]
    model: Mapping[str, Any]

    @property
    def bodies(self) -> tuple[Mapping[str, Any], ...]:
        """The article itself, then its model."""
        return (self.data, self.model)


class Encoding:
    """One agreement with its models, as the signs read it."""

    def __init__(self, corpus: Corpus, file: RuleFile) -> None:
        self.file, self.data = file, file.data
        self.parts = [Part(("provisions", n), p, _model(corpus, p)) for n, p in enumerate(file.data.get("provisions") or [])]

    def sighted(self, path: Path, cite: Mapping[str, str] | None, what: str) -> Sighting:
        """A sighting at a path of this file."""
        article = "; ".join(str(pinpoint) for pinpoint in (cite or {}).values())
        return Sighting(self.file.document.place(path), article, what)

    def rules(self) -> Iterator[tuple[Path, Mapping[str, Any], Mapping[str, Any]]]:
        """Every rule with the path that tells of it in this file, and the provision it belongs to; rules of models stand at `adopts`."""
        for part in self.parts:
            for n, rule in enumerate(part.data.get("rules") or []):
                yield (*part.path, "rules", n), rule, part.data
            for rule in part.model.get("rules") or []:
                yield (*part.path, "adopts"), rule, part.data


def _model(corpus: Corpus, provision: Mapping[str, Any]) -> Mapping[str, Any]:
    """The adopted model; one that is not there is told where names are checked."""
    try:
        return corpus.model(str(provision["adopts"])).data if provision.get("adopts") else {}
    except RuleFileRefused:
        return {}
