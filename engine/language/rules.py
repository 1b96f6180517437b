"""The rules of one instance: narrowed to what is asked, instanced for each record, with the targets of their exceptions resolved.

Targets are sought before narrowing: a misspelt target is an error, a target narrowed away is nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from engine.language.blocks import Block, in_force
from engine.language.conditions import Conditions
from engine.language.corpus import Corpus
from engine.language.ir import Citation, Explain, Literal, Rule, Value
from engine.language.naming import Names
from engine.problems import nearest


class RuleBook:
    """Rules in scope, by id. `conversion` is the table of days in force for the deciding scheme (empty where there is none)."""

    def __init__(self, blocks: Sequence[Block], names: Names, corpus: Corpus, conversion: Mapping[str, int]) -> None:
        self.blocks, self.names, self.corpus, self.conversion = blocks, names, corpus, conversion
        self.in_scope: dict[str, tuple[Block, Mapping[str, Any], str | None]] = {}
        self.period_rules: dict[str, tuple[Block, Mapping[str, Any]]] = {}
        self._lowered: dict[str, Rule] = {}
        for block in blocks:
            instruments = block.data.get("instruments") or names.instruments
            for rule in block.data.get("rules") or []:
                if names.scope.fits(rule.get("for")) and in_force(rule, instruments, names.day):
                    self._admit(block, rule)

    def _admit(self, block: Block, rule: Mapping[str, Any]) -> None:
        rule_id = f"{block.id}.{rule['id']}" if block.id else rule["id"]
        each = rule.get("each")
        if each in ("period", "earnings"):
            self.period_rules[rule_id] = (block, rule)
        elif each == "record":
            for record in sorted(self.names.records):
                self.in_scope[f"{rule_id}.{record}"] = (block, rule, record)
        else:
            self.in_scope[rule_id] = (block, rule, None)

    # --- what is concluded

    @cached_property
    def conclusions(self) -> frozenset[str]:
        return frozenset(c for _, rule, record in self.in_scope.values() for c in [concluded(rule, record)] if c)

    def possible_conclusions(self, block: Block) -> frozenset[str]:
        """What any rule in sight may conclude, before narrowing."""
        every = (r for b in self._everywhere() for r in b.data.get("rules") or [])
        return frozenset(c for r in every for c in [concluded(r, None)] if c and not c.startswith("record."))

    def labelled(self, labels: Sequence[str]) -> list[str]:
        """The rules that carry one of these labels, by their ids: the order of the file changes nothing."""
        return sorted(i for i, (_, rule, _) in self.in_scope.items() if rule.get("as") in labels)

    # --- names of rules

    def _everywhere(self) -> Iterator[Block]:
        """Blocks before narrowing: every provision with its model, and the national law of every party that has a file."""
        top = self.blocks[0]
        for n, provision in enumerate(top.data.get("provisions") or []):
            yield Block(provision["id"], provision, top.file, ("provisions", n))
            if "adopts" in provision:
                yield Block(provision["id"], self.corpus.model(provision["adopts"]).data, top.file)
        for state in sorted(self._states()):
            national = self.corpus.national(state)
            if national is not None:
                yield Block(f"national.{state}", national.data, national)

    def _states(self) -> set[str]:
        parties = self.blocks[0].data.get("parties")
        named = {str(p)[:2] for p in parties} if isinstance(parties, list) else set()
        return named | {str(b.id)[9:] for b in self.blocks if b.id.startswith("national.")}

    @cached_property
    def _ids_before_narrowing(self) -> frozenset[str]:
        return frozenset(f"{b.id}.{r['id']}" for b in self._everywhere() for r in b.data.get("rules") or [])

    def is_known_rule(self, name: str, block: Block) -> bool:
        return any(i == name or i.endswith("." + name) for i in self._ids_before_narrowing)

    def rule_id(self, name: str, block: Block) -> str | None:
        """The rule in scope that a name means: of this block first, else the only one of that name in the instrument."""
        hits = self._matching(name, block, list(self.in_scope))
        return hits[0] if len(hits) == 1 else None

    def _matching(self, name: str, block: Block, ids: Sequence[str]) -> list[str]:
        for exact in (f"{block.id}.{name}", name):
            hits = [i for i in ids if i == exact or (i.startswith(exact + ".") and i[len(exact) + 1 :] in self.names.records)]
            if hits:
                return hits
        return [i for i in ids if i.endswith("." + name) and not i.startswith("national.")]

    def targets(self, told: Sequence[str], block: Block, ids: Sequence[str], record: str | None = None) -> tuple[str, ...]:
        """The rules that names mean; a rule that is read on a record speaks of others as they are read on the same record."""
        found: list[str] = []
        for name in told:
            if not self.is_known_rule(name, block) and not any(name.startswith(f"{i}.") for i in self._ids_before_narrowing):
                known = sorted({i.rpartition(".")[2] for i in self._ids_before_narrowing} | self._ids_before_narrowing)
                raise block.refuse("unknown-target", "there is no rule of this name to bar or replace", name, nearest(name, known))
            found += self._on_record(self._matching(name, block, ids), record)
        return tuple(dict.fromkeys(found))

    def _on_record(self, ids: Sequence[str], record: str | None) -> list[str]:
        if record is None:
            return list(ids)
        return [i for i in ids if self.in_scope[i][2] in (None, record)] if all(i in self.in_scope for i in ids) else list(ids)

    # --- lowering

    @cached_property
    def concluding(self) -> dict[str, list[str]]:
        """The rules for each conclusion."""
        found: dict[str, list[str]] = {}
        for rule_id, (_, rule, record) in sorted(self.in_scope.items()):
            name = concluded(rule, record)
            if name:
                found.setdefault(name, []).append(rule_id)
        return found

    @cached_property
    def exceptions(self) -> dict[str, list[str]]:
        """The rules that bar or replace each rule."""
        found: dict[str, list[str]] = {}
        ids = list(self.in_scope)
        for rule_id, (block, rule, record) in sorted(self.in_scope.items()):
            for target in self.targets([*(rule.get("bars") or []), *(rule.get("replaces") or [])], block, ids, record):
                found.setdefault(target, []).append(rule_id)
        return found

    def lowered(self, rule_id: str) -> Rule:
        """One rule of the representation; a rule is lowered when a question needs it."""
        if rule_id not in self._lowered:
            block, rule, record = self.in_scope[rule_id]
            self._lowered[rule_id] = self._rule(rule_id, block, rule, record, Conditions(self), list(self.in_scope))
        return self._lowered[rule_id]

    def _rule(self, rule_id: str, block: Block, rule: Mapping[str, Any], record: str | None, low: Conditions, ids: Sequence[str]) -> Rule:
        value = rule.get("concludes")
        return Rule(
            id=rule_id,
            when=low.lower(rule["when"], block, rule_id, record),
            cite=rule_citation(rule, block),
            concludes=concluded(rule, record) or "",
            value=self._concluded_value(value, block, record),
            label=str(rule.get("as", "")),
            bars=self.targets(rule.get("bars") or [], block, ids, record),
            replaces=self.targets(rule.get("replaces") or [], block, ids, record),
            awaits=low.lower(rule["awaits"], block, f"{rule_id}.awaits", record) if rule.get("awaits") else None,
            explain=explained(rule),
            confidence=str(rule.get("confidence", "confirmed")),
            note=str(rule.get("note", "")),
        )

    def _concluded_value(self, told: Any, block: Block, record: str | None) -> Value | None:
        if not isinstance(told, Mapping):
            return None
        ((name, value),) = told.items()
        found = self.names.find(value, block, record)
        if found is None and name in ("insured_in", "route", "institution"):
            return Literal("code", str(value))
        return found if found is not None else self.names.value(value, block, record)


def concluded(rule: Mapping[str, Any], record: str | None) -> str | None:
    """The name of what a rule concludes; `record.x` is `<record>.x`."""
    told = rule.get("concludes")
    name = next(iter(told)) if isinstance(told, Mapping) else told
    if name is None:
        return None
    return f"{record}{name[6:]}" if record and str(name).startswith("record.") else str(name)


def explained(rule: Mapping[str, Any]) -> Explain:
    told = rule.get("explain") or {}
    return Explain(str(told.get("holds", "")), str(told.get("fails", "")), str(told.get("unknown", "")))


def rule_citation(rule: Mapping[str, Any], block: Block) -> Citation:
    """A rule's own citation; a rule without one, as models have it, is cited by the article that it stands under or that adopts it."""
    return block.citation(rule.get("cite"))
