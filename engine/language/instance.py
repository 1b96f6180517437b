"""One instance of an instrument: what is asked of whom, with its rules, records and names resolved for one date of law.

The instance follows the question: (instrument, deciding State, national benefit) for a right; an ordered pair of States for
applicable legislation (sending, receiving) and for credentials (home, host). Instances are immutable and kept for reuse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace as changed
from functools import cached_property
from typing import Any

from engine.language.blocks import Block, Scope, blocks_of
from engine.language.conditions import Conditions
from engine.language.corpus import Corpus, RuleFile
from engine.language.ir import Condition, Held, Program, Rule, Said, Value, leaves
from engine.language.naming import Names
from engine.language.periods import Credit, PeriodBar, Record
from engine.language.records import period_rules_of, records_of
from engine.language.rules import RuleBook
from engine.language.tables import listed, table_hashes

#: The reference file whose notices hold for every answer.
GENERAL_NOTICES = "notices"
#: The reference file that tells recruiters what they may do, for every answer on a credential.
RECRUITMENT = "recruitment"


class Instance:
    """Compiled once, read by many cases. Raises RuleFileRefused where the text cannot be lowered as it stands."""

    def __init__(self, corpus: Corpus, instrument: str, file: RuleFile, scope: Scope, day: int) -> None:
        self.corpus, self.instrument, self.file, self.day = corpus, instrument, file, day
        deciding = scope.roles.get("deciding")
        self.national = corpus.national(deciding) if deciding else None
        self.benefit: Mapping[str, Any] = {}
        self.scheme: Mapping[str, Any] = {}
        if self.national is not None and scope.benefit:
            self.benefit = self.national.data["benefits"][scope.benefit]
            schemes: dict[str, dict[str, Any]] = self.national.data.get("schemes") or {}
            self.scheme = schemes.get(str(self.benefit.get("scheme")), {})
            scope = Scope(
                scope.roles,
                scope.partners,
                scope.benefit,
                str(self.benefit.get("branch", "")),
                str(self.benefit.get("scheme", "")),
                int(self.scheme.get("days_in_week", 0)),
            )
        self.scope = scope
        self.unit = str(self.scheme.get("counted_in", "months"))
        self.part_unit: str | None = self.scheme.get("part_unit")
        self.blocks = blocks_of(file, corpus, scope, day)
        self.names = Names(self.blocks, scope, day, self.unit, self._unit_of_partner())
        self.records: dict[str, Record] = records_of(self.names, self.blocks)
        self.book = RuleBook(self.blocks, self.names, corpus, self._conversion())
        self._scope_rule = self._rule_of_scope()
        self._programs: dict[tuple[str, ...], Program] = {}
        self._conditions: dict[str, Condition] = {}
        self._figures: dict[tuple[str, str], Value | None] = {}

    @cached_property
    def _period_rules(self) -> tuple[dict[str, list[Credit]], dict[str, list[PeriodBar]]]:
        return period_rules_of(self.book)

    @property
    def credits(self) -> dict[str, list[Credit]]:
        """Crediting rules by record."""
        return self._period_rules[0]

    @property
    def period_bars(self) -> dict[str, list[PeriodBar]]:
        """Exceptions by the crediting rule they bar."""
        return self._period_rules[1]

    def rule(self, rule_id: str) -> Rule:
        """One rule of this instance, lowered when it is first needed."""
        if self._scope_rule is not None and rule_id == self._scope_rule.id:
            return self._scope_rule
        return self.book.lowered(rule_id)

    @property
    def rule_ids(self) -> list[str]:
        return [*self.book.in_scope, *([self._scope_rule.id] if self._scope_rule else [])]

    def _unit_of_partner(self) -> str:
        """The unit in which the other State counts for the same branch."""
        partner = self.scope.roles.get("partner")
        national = self.corpus.national(partner) if partner and self.scope.benefit else None
        if national is None:
            return "months"
        benefits = (national.data.get("benefits") or {}).values()
        scheme = next((b.get("scheme") for b in benefits if b.get("branch") == self.scope.branch), None)
        schemes: dict[str, dict[str, Any]] = national.data.get("schemes") or {}
        own = schemes.get(str(scheme)) or next(iter(schemes.values()), {})
        return str(own.get("counted_in", "months"))

    def _conversion(self) -> dict[str, int]:
        """The table of days for the deciding scheme, where a record names a conversion."""
        for record in self.records.values():
            tables = {days: row for days, row in record.conversion if days}
            if tables:
                return dict(tables.get(self.scope.days_in_week or 7) or next(iter(tables.values())))
        return {}

    def _rule_of_scope(self) -> Rule | None:
        """The persons of the instrument, as a rule that concludes `in_scope`."""
        told = self.file.data.get("scope") or {}
        if "persons" not in told:
            return None
        top = self.blocks[0]
        when = Conditions(self.book).lower(told["persons"], top, "scope.persons")
        return Rule("scope.persons", when, top.citation(told.get("persons_cite")), concludes="in_scope")

    # --- programs

    @cached_property
    def conclusions(self) -> frozenset[str]:
        return self.book.conclusions | ({"in_scope"} if self._scope_rule else set())

    @cached_property
    def lacks_conditions(self) -> bool:
        """Whether the deciding State's own condition for this benefit is not encoded."""
        return bool(self.scope.benefit) and "own.qualifies" not in self.conclusions

    def program(self, wanted: Sequence[str]) -> Program:
        """The rules that the wanted conclusions (or rules, as `held:<id>`) need, and no other."""
        key = tuple(sorted(set(wanted)))
        if key not in self._programs:
            kept = self._slice(key)
            rules = tuple(self._pruned(self.rule(i), kept) for i in sorted(kept))
            name = f"{self.instrument}@{'-'.join(str(v) for v in self.scope.roles.values() if v)}.{self.scope.benefit}"
            self._programs[key] = Program(name, rules, self.file.place())
        return self._programs[key]

    def _slice(self, wanted: Sequence[str]) -> frozenset[str]:
        kept: set[str] = set()
        todo = [i for w in wanted for i in ([w[5:]] if w.startswith("held:") else self._concluding(w))]
        while todo:
            rule_id = todo.pop()
            if rule_id in kept:
                continue
            kept.add(rule_id)
            rule = self.rule(rule_id)
            for leaf, _ in leaves(rule.when):
                if isinstance(leaf, Said):
                    todo += self._concluding(leaf.conclusion)
                elif isinstance(leaf, Held):
                    todo.append(leaf.rule)
            todo += self.book.exceptions.get(rule_id, [])
        return frozenset(kept)

    def _concluding(self, conclusion: str) -> list[str]:
        if conclusion == "in_scope" and self._scope_rule is not None:
            return [self._scope_rule.id]
        return self.book.concluding.get(conclusion, [])

    def _pruned(self, rule: Rule, kept: frozenset[str]) -> Rule:
        bars, replaces = (tuple(t for t in ts if t in kept) for ts in (rule.bars, rule.replaces))
        if bars == rule.bars and replaces == rule.replaces:
            return rule
        return changed(rule, bars=bars, replaces=replaces)

    # --- what the decision reads

    @cached_property
    def hashes(self) -> dict[str, str]:
        """sha256 of every rule file and table that this instance rests on, by path: the same whatever was read before it."""
        files = {b.file.path: b.file for b in self.blocks}
        for state in self.scope.partners:
            national = self.corpus.national(state)
            if national is not None:
                files[national.path] = national
        found = {path: f"sha256:{file.document.sha256}" for path, file in files.items()}
        lists = {name for file in files.values() for name in listed(file.data)}
        for name in sorted(lists | self._general()):
            reference = self.corpus.optional_reference(name)
            if reference is not None:
                found[reference.path] = f"sha256:{reference.document.sha256}"
        for file in files.values():
            found |= table_hashes(self.corpus, file)
        return dict(sorted(found.items()))

    def _general(self) -> set[str]:
        """The files whose notices are told beside every answer of this kind, and the lists that they read."""
        names = {GENERAL_NOTICES, *([RECRUITMENT] if "credential" in self.file.data else [])}
        files = (self.corpus.optional_reference(name) for name in sorted(names))
        return names | {group for file in files if file is not None for group in listed(file.data)}

    def figure(self, name: str, rule_id: str = "") -> Value | None:
        """A named value of this instance (`share`, `combined.coverage`); of a rule, as the place where the rule stands names it."""
        key = (name, rule_id)
        if key not in self._figures:
            self._figures[key] = self._of_rule(name, rule_id) or self._figure(name)
        return self._figures[key]

    def _of_rule(self, name: str, rule_id: str) -> Value | None:
        found = self.book.in_scope.get(rule_id) or self.book.period_rules.get(rule_id)
        return self.names.find(name, found[0], found[2] if len(found) > 2 else None) if found else None

    def _figure(self, name: str) -> Value | None:
        model, _, rest = name.partition(".")
        if model in self.corpus.models:  # a model that extends another names what it extends
            name = rest
        for block in self.blocks:
            if name in block.part("figures") or name in block.fill or name in block.blanks:
                return self.names.find(name, block)
        return self.names.find(name, self.blocks[0])

    def condition(self, tree: Mapping[str, Any], block: Block, at: str) -> Condition:
        """A condition that stands outside the rules (of a notice), lowered once; `at` names it."""
        if at not in self._conditions:
            self._conditions[at] = Conditions(self.book).lower(tree, block, at)
        return self._conditions[at]

    def answered(self, what: str) -> bool:
        return what in self.conclusions
