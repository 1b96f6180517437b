"""One rule file as readers see it: provisions with their rules in words, values over time, what is open, what is not encoded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from api.catalogue import words
from engine import __version__
from engine.language.corpus import Corpus, RuleFile
from engine.wording.countries import country_name
from engine.wording.facts import label

Entry = dict[str, Any]


class Told:
    """Tells one file. `models` are the provisions it adopts; their rules stand under the article that adopts them."""

    def __init__(self, corpus: Corpus, file: RuleFile, kind: str, name: str) -> None:
        self.corpus, self.file, self.kind, self.name = corpus, file, kind, name
        self.data = file.data
        self.sources: Mapping[str, Any] = self.data.get("sources") or {}
        adopted = {p["adopts"] for p in self.data.get("provisions") or [] if "adopts" in p}
        self.models = {m: corpus.model(m) for m in sorted(adopted)}

    @property
    def sha256(self) -> str:
        """Names exactly what is told: the file, the models it adopts, and the version of the words around them."""
        parts = [__version__, self.file.document.sha256, *(f"{m}:{f.document.sha256}" for m, f in self.models.items())]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def head(self) -> Entry:
        """What a list of instruments shows."""
        data = self.data
        base = (data.get("instruments") or {}).get("base") or {}
        texts = sorted(s["text_as_of"].isoformat() for s in self.sources.values() if s.get("text_as_of"))
        return {
            "id": self.name,
            "kind": self.kind,
            "title": str(data["title"]),
            "parties": parties_in_words(data, self.kind),
            "status": str(data.get("status") or "in_force"),
            "in_force": words.day(base.get("in_force")),
            "text_as_of": texts[-1] if texts else None,
            "sha256": self.sha256,
            "href": f"/v1/instruments/{self.name}",
        }

    def whole(self) -> Entry:
        data = self.data
        return {
            **self.head(),
            "file_sha256": self.file.document.sha256,
            "note": str(data.get("note", "")),
            "instruments": [self._instrument(i, x) for i, x in (data.get("instruments") or {}).items()],
            "sources": [
                {"id": i, "title": str(s["title"]), "url": str(s["url"]), "text_as_of": words.day(s.get("text_as_of"))}
                for i, s in self.sources.items()
            ],
            "scope": self._scope(),
            "benefits": [
                {"id": i, "title": str(b["title"]), "branch": str(b["branch"]), "institution": self._institution(b)}
                for i, b in (data.get("benefits") or {}).items()
            ],
            "provisions": [*self._own_rules(), *(self._provision(p) for p in data.get("provisions") or [])],
            "parameters": list(self._parameters(data, None)),
            "figures": self._figures(data, None),
            "leaves_open": [
                {"fact": str(x["fact"]), "decided_by": str(x["to"]), "about": str(x["about"]), **self._cite(x), **_sure(x)}
                for x in data.get("leaves_open") or []
            ],
            "not_encoded": [{**self._cite(x), "why": str(x["why"])} for x in data.get("not_encoded") or []],
        }

    # --- parts

    def _instrument(self, name: str, told: Mapping[str, Any]) -> Entry:
        source = self.sources.get(str(told.get("source")), {})
        dates = {key: words.day(told.get(key)) for key in ("signed", "in_force", "terminated")}
        return {"id": name, "title": str(told["title"]), **dates, "url": str(source.get("url", "")), "authentic_texts": self._authentic(told)}

    def _authentic(self, told: Mapping[str, Any]) -> Entry | None:
        authentic = told.get("authentic_texts")
        return {"languages": [str(code) for code in authentic["languages"]], **self._cite(authentic)} if authentic else None

    def _scope(self) -> Entry:
        told = self.data.get("scope") or {}
        return {
            "benefits": "; ".join(self._covered(str(state), listed) for state, listed in (told.get("benefits") or {}).items()),
            "persons": words.condition(told.get("persons"), {}),
            "persons_article": words.citation(told.get("persons_cite"), self.sources)["article"],
        }

    def _covered(self, state: str, listed: Any) -> str:
        """Benefits that the scope lists for a State, by their titles; branches stand by their names."""
        national = self.corpus.national(state) if state in self.corpus.national_files else None
        known: Mapping[str, Any] = (national.data.get("benefits") or {}) if national else {}
        titles = [str((known.get(str(b)) or {}).get("title") or label(str(b))) for b in _listed(listed)]
        return f"{country_name(state) if len(state) == 2 else label(state)}: {', '.join(titles)}"

    def _institution(self, benefit: Mapping[str, Any]) -> str:
        name = str(benefit.get("institution", ""))
        return str(((self.data.get("institutions") or {}).get(name) or {}).get("title", name))

    def _own_rules(self) -> Iterator[Entry]:
        """Rules that stand in no provision: those of a national file."""
        rules = self.data.get("rules") or []
        if rules:
            names = dict(self._values(self.data))
            yield {
                "id": self.name,
                "title": "",
                **words.citation(None),
                "adopts": None,
                "for": "",
                "since": None,
                "until": None,
                "rules": [self._rule(r, None, names) for r in rules],
                "parameters": [],
                "figures": [],
            }

    def _provision(self, told: Mapping[str, Any]) -> Entry:
        model = self.models.get(told.get("adopts", ""))
        names = {**dict(self._values(model.data if model else {})), **dict(self._values(self.data)), **dict(self._values(told))}
        rules = [self._rule(r, told, names) for r in told.get("rules") or []]
        if model:
            rules += [self._rule(r, told, names, model) for r in model.data.get("rules") or []]
        return {
            "id": str(told["id"]),
            "title": str(told.get("title") or (model.data["title"] if model else "")),
            **self._cite(told),
            "adopts": told.get("adopts"),
            "for": words.narrowed(told.get("for")),
            "since": words.day(told.get("since")),
            "until": words.day(told.get("until")),
            "rules": rules,
            "parameters": list(self._parameters(told, told)),
            "figures": self._figures(told, told),
        }

    def _rule(self, told: Mapping[str, Any], provision: Mapping[str, Any] | None, names: words.Names, model: RuleFile | None = None) -> Entry:
        explain = told.get("explain") or {}
        holds = words.sentence(str(explain.get("holds", "")), names)
        conditions = words.condition(told.get("when"), names)
        cite = told.get("cite") if model is None else None
        known = (self.sources, model.data.get("sources") or {}) if model else (self.sources,)
        return {
            "id": str(told["id"]),
            "sentence": holds or _named(str(told["id"]), conditions),
            "conditions": conditions,
            "awaits": words.condition(told.get("awaits"), names),
            "concludes": words.value_in_words(told.get("concludes")) if told.get("concludes") else None,
            "credits": words.value_in_words(told["credits"]) if told.get("credits") else None,
            "basis": told.get("as"),
            "bars": [str(x) for x in _listed(told.get("bars"))],
            "replaces": [str(x) for x in _listed(told.get("replaces"))],
            "for": words.narrowed(told.get("for")),
            "since": words.day(told.get("since")),
            "until": words.day(told.get("until")),
            **words.citation(cite or (provision or {}).get("cite"), *known),
            **_sure(told),
        }

    def _parameters(self, told: Mapping[str, Any], provision: Mapping[str, Any] | None) -> Iterator[Entry]:
        """Parameters and filled blanks, each with its values over time."""
        for name, parameter in (told.get("parameters") or {}).items():
            yield {
                "name": name,
                "title": str(parameter.get("title") or label(name)),
                "by": label(str(parameter.get("by") or "")) or None,
                "values": [self._value(v, provision) for v in parameter["values"]],
            }
        for name, filling in (told.get("fill") or {}).items():
            yield {"name": name, "title": label(name), "by": None, "values": [self._value(v, provision) for v in fillings(filling)]}

    def _value(self, told: Mapping[str, Any], provision: Mapping[str, Any] | None) -> Entry:
        return {
            "value": words.value_in_words(told.get("value")),
            "since": words.day(told.get("since")),
            "until": words.day(told.get("until")),
            "for": words.narrowed(told.get("for")),
            **words.citation(told.get("cite") or (provision or {}).get("cite"), self.sources),
            **_sure(told),
        }

    def _figures(self, told: Mapping[str, Any], provision: Mapping[str, Any] | None) -> list[Entry]:
        return [
            {
                "name": name,
                "title": str(x.get("title") or label(name)),
                "gives": str(x["gives"]),
                "counted_by": str(x["counted_by"]),
                "from": words.value_in_words(x["from"]),
                **words.citation(x.get("cite") or (provision or {}).get("cite"), self.sources),
            }
            for name, x in (told.get("figures") or {}).items()
        ]

    def _values(self, told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Names that the text itself gives a single value, or several by what they are for."""
        for name, blank in (told.get("blanks") or {}).items():
            if blank.get("default") is not None:
                yield name, words.value_in_words(blank["default"])
        for name, parameter in (told.get("parameters") or {}).items():
            yield name, _series(parameter["values"])
        for name, filling in (told.get("fill") or {}).items():
            yield name, _series(fillings(filling))

    def _cite(self, told: Mapping[str, Any]) -> dict[str, str]:
        return words.citation(told.get("cite"), self.sources)


def parties_in_words(data: Mapping[str, Any], kind: str) -> list[str]:
    """The parties as codes, or the name of the list that holds them; of a credential, one entry a side."""
    told = data.get("parties")
    if kind == "national":
        return [str(data["national"])]
    if isinstance(told, Mapping):
        return [words.value_in_words({k: v}) for k, v in told.items()]
    return [str(p) for p in told or []]


def party_names(parties: list[str]) -> str:
    """Parties for a reader: names of countries where they are codes."""
    return ", ".join(country_name(p) if len(p.partition("-")[0]) == 2 else p for p in parties)


def _named(rule_id: str, conditions: str) -> str:
    """A rule without a sentence of its own, by its name and its conditions."""
    name = label(rule_id).capitalize()
    return f"{name}: where {conditions}." if conditions else f"{name}."


def _series(values: list[Mapping[str, Any]]) -> str:
    if len(values) == 1:
        return words.value_in_words(values[0].get("value"))
    shown = [f"{words.value_in_words(v.get('value'))}{_when(v)}" for v in values[:3]]
    return ", ".join(shown) + (" and so on" if len(values) > 3 else "")


def _when(value: Mapping[str, Any]) -> str:
    parts = [words.narrowed(value.get("for")), f"from {words.day(value['since'])}" if value.get("since") else ""]
    told = ", ".join(p for p in parts if p)
    return f" ({told})" if told else ""


def fillings(filling: Any) -> list[Mapping[str, Any]]:
    """What fills a blank, as values: one, or several with `for` and `since`."""
    if isinstance(filling, Mapping) and "value" in filling:
        return [filling]
    if isinstance(filling, list) and filling and all(isinstance(x, Mapping) and "value" in x for x in filling):
        return filling
    return [{"value": filling}]


def _listed(told: Any) -> list[Any]:
    if told is None:
        return []
    return list(told) if isinstance(told, list) else [told]


def _sure(told: Mapping[str, Any]) -> Entry:
    return {"confidence": str(told.get("confidence", "confirmed")), "note": str(told.get("note", ""))}
