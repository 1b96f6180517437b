"""Drafts over real agreements, and texts that say the same law otherwise."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from engine.comparing import compare
from engine.language.corpus import Corpus, RuleFile

DAY = date(2026, 1, 1).toordinal()
_WORDS = ("title", "note", "text", "why", "about", "holds", "fails", "unknown")
_REFERENCES = ("bars", "replaces", "never_on")


def drafted(tmp_path: Path, text: str) -> Corpus:
    path = tmp_path / "draft.yaml"
    path.write_text(text, encoding="utf-8")
    return Corpus(draft=path)


def over(tmp_path: Path, base: str, text: str, **more: Any) -> dict[str, Any]:
    """A draft compared with what it amends."""
    return compare(Corpus(), drafted(tmp_path, f"amends: {base}\nstatus: draft\n{text}"), base, base, day_before=DAY, day_after=DAY, **more)


def rewritten(name: str, how: Callable[[dict[str, Any]], dict[str, Any]]) -> Corpus:
    """The corpus with one agreement written otherwise."""
    corpus = Corpus()
    file = corpus.agreement(name)
    document = replace(file.document, data=how(copy.deepcopy(dict(file.data))))
    return corpus.beside(name, RuleFile(file.path, document).document, frozenset(map(str, file.data["parties"])))


def shuffled(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Rules, tests, notices, values and keys in another order; provisions too, but a model stays behind the one that it extends."""

    def walk(node: Any, under: str = "") -> Any:
        if isinstance(node, dict):
            keys = list(node)
            if under in ("parameters", "figures", "records", "fill", ""):
                chance.shuffle(keys)
            return {k: walk(node[k], k) for k in keys}
        if isinstance(node, list):
            items = [walk(x, under) for x in node]
            if under in ("rules", "notices", "all", "any", "none", "leaves_open", "bars", "replaces", "not_encoded", "values"):
                chance.shuffle(items)
            return items
        return node

    mixed: dict[str, Any] = walk(data, "top")
    plain = [p for p in mixed["provisions"] if p.get("adopts") not in ("totalization", "third-state-periods")]
    chance.shuffle(plain)
    mixed["provisions"] = plain + [p for p in mixed["provisions"] if p.get("adopts") in ("totalization", "third-state-periods")]
    return mixed


def reworded(data: dict[str, Any]) -> dict[str, Any]:
    """Every title, sentence and note in other words."""

    def walk(node: Any) -> Any:
        if isinstance(node, dict):
            return {k: f"Said otherwise: {v}" if k in _WORDS and isinstance(v, str) else walk(v) for k, v in node.items()}
        return [walk(x) for x in node] if isinstance(node, list) else node

    told: dict[str, Any] = walk(data)
    return told


def renamed(data: dict[str, Any]) -> dict[str, Any]:
    """Every rule, provision, notice and declared figure or parameter under another name, and each mention of it too."""
    own = {r["id"]: f"x-{r['id']}" for p in data["provisions"] for r in p.get("rules") or []}
    places = {p["id"]: f"place-{p['id']}" for p in data["provisions"]}
    declared = {n: f"x_{n}" for h in (data, *data["provisions"]) for w in ("figures", "parameters") for n in h.get(w) or {}}

    def name(text: str) -> str:
        head, _, tail = text.partition(".")
        if tail and head in places:
            return f"{places[head]}.{own.get(tail, tail)}"
        if tail in declared and head in ("own", "combined", "widened", "record"):
            return f"{head}.{declared[tail]}"
        return declared.get(text, own.get(text, text))

    def walk(node: Any, under: str = "") -> Any:
        if isinstance(node, dict):
            if under == "rules_entry" or "id" in node:
                ids = {**own, **places}
                node = {**node, "id": ids.get(node["id"], f"y-{node['id']}")}
            if "named" in node:
                node = {**node, "named": f"z-{node['named']}"}
            return {(name(k) if isinstance(v, dict) and under not in ("sources", "instruments") else k): walk(v, k) for k, v in node.items()}
        if isinstance(node, list):
            return [walk(x, under) for x in node]
        if isinstance(node, str) and under not in (*_WORDS, "id", "cite", "as", "adopts", "url"):
            return name(node)
        return node

    return {k: walk(v, k) for k, v in data.items()}
