"""Reasons as an answer gives them: because, blocked_by, missing, left_open; each with its article, its source and its sentence."""

from __future__ import annotations

from typing import Any

from engine.decision.bounds import Bounded
from engine.decision.carried import carrying, exceptions_that_held
from engine.decision.reading import NO_, NOT_COVERED, Reading
from engine.decision.shown import code_word, distance, is_upper_limit, shown, shown_ratio
from engine.decision.why_not import Blocker, blockers
from engine.language.ir import YES, All, Citation, Figure, Literal, Rule, Test, Value
from engine.language.periods import PeriodBar
from engine.wording.countries import in_a_sentence, with_article
from engine.wording.facts import in_short, label, question
from engine.wording.phrases import Counted, Country, Listed, Name, Phrase, age, listed, phrase, sentences
from engine.wording.sentences import filled, needed, told, unexplained

Entry = dict[str, Any]
_ROLES = ("deciding", "partner", "home", "host", "sending", "receiving", "residence_state")


class Reasons:
    """Builds the reasons of one reading. `address` makes full addresses of ids."""

    def __init__(self, reading: Reading) -> None:
        assert reading.e is not None and reading.program is not None and reading.trace is not None
        self.reading, self.e, self.program, self.trace = reading, reading.e, reading.program, reading.trace
        self.used: dict[str, Rule] = {}

    # --- addresses, values, sentences

    def address(self, rule_id: str) -> str:
        roles = self.e.instance.scope.roles
        state = roles.get("deciding") or roles.get("host") or roles.get("sending") or ""
        prefix = "" if rule_id.startswith("national.") else f"{self.e.instance.instrument}."
        return f"{prefix}{rule_id}@{state}"

    def shown(self, node: Value) -> str:
        value = self.e.value(node)
        if isinstance(node, Figure) and node.function == "ratio":
            arguments = dict(node.arguments)
            part, whole = (self._side(arguments[n]) for n in ("part", "whole"))
            return shown_ratio(node, part, whole, value)
        return shown(node, value, self.e.given.currency)

    def _side(self, argument: Any) -> Bounded:
        return None if isinstance(argument, (str, tuple)) else self.e.value(argument)

    def named(self, name: str, rule_id: str = "") -> str | None:
        """The value of a placeholder in a sentence (of a rule): a role, the benefit, or any name of the language."""
        scope = self.e.instance.scope
        if name in _ROLES:
            code = scope.roles.get(name)
            if code is None and name == "partner":
                return listed(self.country(p) for p in scope.partners) or phrase("the other State")
            return self.country(code) if code else None
        if name == "benefit":
            return Name(self.e.instance.benefit.get("title", "")) or phrase("benefit")
        if name == "missing":
            return listed(in_short(m.fact) for m in self.reading.missing[:3]) or phrase("facts that are missing")
        if name == "blocked":
            return phrase("see what stands in the way")
        node = self.e.instance.figure(name, rule_id)
        if node is None:
            return None
        text = self.shown(node)
        if name.endswith(("_age", ".age")) and node.kind == "months":
            return in_years(text)
        if isinstance(node, Literal) or node.kind not in ("code", "codes") or not isinstance(text, Listed):
            return text
        return listed(self.country(c.message) if isinstance(c, Country) else c for c in text.parts)

    def country(self, code: str) -> Country:
        """A State as a sentence names it: a State of the question by its national file, which is read anyway, others by CLDR."""
        scope = self.e.instance.scope
        national = self.e.instance.corpus.national(code) if code in (scope.roles.get("deciding"), *scope.partners) else None
        return with_article(str(national.data["title"]), code) if national else in_a_sentence(code)

    def sentence(self, rule: Rule, state: str) -> str:
        text: str = getattr(rule.explain, state)
        if text:
            return self.filled(text, rule.id)
        tests = [t for t in self.program.tests_of[rule.id] if self.trace.tests[t.address] == YES]
        parts = [told(t, self.shown(t.left), needed(t, self.needed_value(t), True)) for t in tests[:4]]
        return sentences(*parts) or unexplained(rule.id)

    def needed_value(self, test: Test) -> str:
        if isinstance(test.right, tuple):
            return listed(map(code_word, test.right))
        text = self.shown(test.right)
        return in_years(text) if test.name.endswith(".age") else text

    @staticmethod
    def source(cite: Citation) -> Entry:
        return {"article": cite.pinpoint, "source": cite.source, "title": cite.title, "url": cite.url}

    # --- because

    def because(self) -> list[Entry]:
        conclusions = [self.reading.conclusion, *(c for c in ("payable", "amount") if c in self.trace.conclusions)]
        ids: dict[str, None] = {}
        for conclusion in dict.fromkeys(conclusions):
            if self.trace.conclusions.get(conclusion) == YES:
                ids.update(dict.fromkeys(carrying(self.program, self.trace, conclusion)))
            ids.update(dict.fromkeys(exceptions_that_held(self.program, self.trace, conclusion)))
        for conclusion in sorted(set(self.trace.conclusions) - set(conclusions) - {"in_scope"}):
            if self.trace.conclusions[conclusion] == YES and not conclusion.endswith(".qualifies"):
                ids.update(dict.fromkeys(carrying(self.program, self.trace, conclusion)))
        return [self._because(self.program.rule[i]) for i in ids] + self._periods()

    def _because(self, rule: Rule) -> Entry:
        self.used[rule.id] = rule
        facts = {
            test.name: self.shown(test.left)
            for test in self.program.tests_of[rule.id]
            if self.trace.tests[test.address] == YES and not isinstance(test.left, Literal)
        }
        return {"address": self.address(rule.id), **self.source(rule.cite), "sentence": self.sentence(rule, "holds"), "facts": facts}

    def _periods(self) -> list[Entry]:
        """Crediting rules that brought something in, and exceptions to them that held."""
        found: dict[str, Entry] = {}
        for line in self.e.records.lines:
            if line.certain and line.credited[1] and line.rule not in found:
                sentence = self.filled(line.explain, line.rule) if line.explain else unexplained(line.rule)
                found[line.rule] = {"address": self.address(line.rule), **self.source(line.cite), "sentence": sentence, "facts": {}}
        for _, bar in self.e.records.admission.barred:
            if bar.id not in found:
                found[bar.id] = {"address": self.address(bar.id), **self.source(bar.cite), "sentence": self.sentence_of_bar(bar), "facts": {}}
        return [found[i] for i in sorted(found)]

    def filled(self, text: str, rule_id: str) -> str:
        """A sentence of a rule; `record` in it is the record the rule was read on."""
        record = rule_id.rpartition(".")[2]
        if "{record." not in text or record not in self.e.instance.records:
            return filled(text, lambda name: self.named(name, rule_id))

        def value(name: str) -> str:
            own = f"{record}.{name[7:]}" if name.startswith("record.") else name
            return self.named(own, rule_id) or label(own)

        return filled(text, value)

    def sentence_of_bar(self, bar: PeriodBar) -> str:
        return self.filled(bar.explain.holds, bar.id) or unexplained(bar.id)

    # --- why not

    def blocked_by(self) -> list[Entry]:
        if self.reading.outcome not in (NO_, NOT_COVERED, "undetermined", "needs_authority"):
            return []
        found = blockers(self.program, self.trace, self.reading.conclusion, self.e.truth)
        return [self._blocked(b) for b in found]

    def _blocked(self, blocker: Blocker) -> Entry:
        rule, test = blocker.rule, blocker.test
        self.used[rule.id] = rule
        if test is None:
            return self._excepted(rule)
        wanted = blocker.wanted == YES
        measured = self._measured(test, wanted)
        text = rule.explain.fails if wanted else ""
        return {
            "address": self.address(test.address),
            **measured,
            **self.source(rule.cite),
            "sentence": self.filled(text, rule.id) if text else told(test, measured["found"], measured["needed"]),
        }

    def _excepted(self, rule: Rule) -> Entry:
        """An exception that holds; where one test makes it hold, the measure of that test."""
        measured = {"fact": rule.id.rpartition(".")[2], "found": phrase("holds"), "needed": phrase("does not hold"), "distance": "", "over": False}
        tests = self.program.tests_of[rule.id]
        if len(tests) == 1 and isinstance(rule.when, (Test, All)):
            measured = self._measured(tests[0], False)
        return {"address": self.address(rule.id), **measured, **self.source(rule.cite), "sentence": self.sentence(rule, "holds")}

    def _measured(self, test: Test, wanted: bool) -> Entry:
        """Found, needed and how far, of a test that should be (or should not be) so."""
        found, needs = self.shown(test.left), needed(test, self.needed_value(test), wanted)
        far = ""
        if not isinstance(test.right, tuple):
            left, right = self._sides(test)
            far = distance(test, left, right, wanted)
        return {"fact": test.name, "found": found, "needed": needs, "distance": far, "over": bool(far) and is_upper_limit(test, wanted)}

    def _sides(self, test: Test) -> tuple[Bounded, Bounded]:
        assert not isinstance(test.right, tuple)
        left, right = self.e.value(test.left), self.e.value(test.right)
        if test.left.kind == "calendar_years" and test.right.kind == "months" and isinstance(right, tuple):
            right = (-(-right[0] // 12), -(-right[1] // 12))
        return left, right

    # --- what is missing

    def missing(self) -> list[Entry]:
        return [
            {"fact": m.fact, "question": self._question(m.fact), "because_of": [self.address(a) for a in m.because_of]} for m in self.reading.missing
        ]

    def _question(self, fact: str) -> str:
        entry = self.e.instance.names.open_facts.get(fact)
        if entry is None:
            return question(fact)
        about, authority = str(entry[0]["about"]), Phrase(entry[0]["to"])
        matter = Phrase(about[:1].upper() + about[1:], about)
        return phrase("{about}: what did they decide ({authority})?", about=matter, authority=authority)

    def left_open(self) -> list[Entry]:
        found = []
        for m in self.reading.missing:
            entry = self.e.instance.names.open_facts.get(m.fact)
            if entry is not None:
                told_open, block = entry
                cite = block.citation(told_open.get("cite"))
                found.append({"fact": m.fact, "decided_by": Phrase(told_open["to"]), "about": Phrase(told_open["about"]), **self.source(cite)})
        return found


def in_years(text: str) -> str:
    """An age in months as people say it: 792 months are 66 years. So are both sides of bounds."""
    if isinstance(text, Counted):
        return age(text.n) if text.endswith(("month", "months")) else text
    if type(text) is not Phrase or not text.values:
        return text
    sides = {name: in_years(side) if isinstance(side, str) else side for name, side in text.values.items()}
    return Phrase(text.message.format(**sides), text.message, sides)
