"""Whether a fact can make a difference: two persons alike in everything else, differently treated, or the proof that there are none.

Sex, nationality, status and age make a difference only where a rule asks for them, and every rule is cited: the rules are told. A fact
that stands for nationality (where somebody lives, where a diploma comes from) is looked at in the same way, and told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.decision.amounts import walk
from engine.language.instance import Instance
from engine.language.ir import Citation, Condition, Given, Program, Test, Value, leaves
from engine.proofs.counted import sources
from engine.proofs.examples import NOT_PROVED, PROVED, REFUTED, Asker, Search, Verdict, said
from engine.proofs.ground import Ground, alike
from engine.proofs.logic import YES
from engine.proofs.treatment import ASPECTS

#: Facts that are looked at, and what they are or may stand for.
LOOKED_AT: dict[str, str] = {
    "person.sex": "sex",
    "person.nationalities": "nationality",
    "claimant.nationalities": "nationality",
    "person.status": "status",
    "person.assimilated_by_union_law": "status",
    "person.legally_resident_in_union": "status",
    "person.birth_date": "age",
    "claimant.birth_date": "age",
    "person.residence": "residence",
    "claimant.residence": "residence",
    "claim.filed_in": "residence",
    "credential.awarded_in": "place of the award",
}
#: What may stand for nationality without naming it.
PROXIES = ("residence", "place of the award")


def reads(node: Value, path: str) -> bool:
    """Whether a value rests on a fact of the case."""
    return any(isinstance(part, Given) and _rests_on(part.path, path) for part in walk(node))


def _rests_on(path: str, fact: str) -> bool:
    who, _, key = path.partition(".")
    if path == "beneficiary.residence":
        return fact in ("person.residence", "claimant.residence")
    return path == fact or (fact == f"{who}.birth_date" and (key == "age" or key.startswith("date_of_age_")))


def readers(program: Program, instance: Instance, path: str) -> dict[str, Citation]:
    """The rules with a test on the fact, and the crediting rules and records that read it, each with its article."""
    found = {r.id: r.cite for r in program.rules if any(_reads(t, path) for c in (r.when, r.awaits) if c is not None for t in _tests(c))}
    found |= {r.id: r.cite for r in program.rules if r.value is not None and reads(r.value, path)}
    return found | counting_readers(instance, path)


def counting_readers(instance: Instance, path: str) -> dict[str, Citation]:
    """Crediting rules, their exceptions, and records that read the fact while periods are counted."""
    if not instance.scope.roles.get("deciding"):
        return {}
    return {name: cite for name, cite, values in sources(instance) if cite is not None and any(reads(v, path) for v in values)}


def _tests(when: Condition) -> Iterator[Test]:
    return (leaf for leaf, _ in leaves(when) if isinstance(leaf, Test))


def _reads(test: Test, path: str) -> bool:
    return reads(test.left, path) or (not isinstance(test.right, tuple) and reads(test.right, path))


def irrelevance(ground: Ground, asker: Asker, path: str) -> dict[str, Any]:
    """The finding on one fact: on the outcome first, then on payment in another State, then on the day of payment."""
    question = ground.question
    told = readers(question.program, question.instance, path)
    counted = counting_readers(question.instance, path)
    name = f"irrelevance.{path}"
    if not told:
        return {"property": name, **said(Verdict(PROVED)), "relevant": [], "why": "no rule reads it"}
    a, b = ground.person("a"), ground.person("b")
    verdict, aspect, steps = Verdict(PROVED), "", 0
    if path in a.person.variables:
        same = alike(ground.terms, a, b, but=[path])
        for looked_at, (apart, fits) in ASPECTS.items():
            found_here = Search(ground, [asker, asker], [a, b]).run([*same, apart(a, b)], fits, more=[a.outcome == YES])
            steps += found_here.steps
            if found_here.result == REFUTED or verdict.result == PROVED:
                verdict, aspect = found_here, looked_at
            if found_here.result == REFUTED:
                break
    if verdict.result == PROVED and counted:
        verdict = Verdict(NOT_PROVED, why=f"counting itself reads it, and a proof takes counts as given: {', '.join(sorted(counted))}")
    verdict.steps = steps
    found = {"property": name, **said(verdict), "of": LOOKED_AT.get(path, path)}
    if verdict.result != PROVED:
        found |= {"differs_in": aspect} if verdict.seen else {}
        found["relevant"] = [cited(rule, told[rule]) for rule in (_decisive(verdict, told) if verdict.seen else sorted(told))]
        found |= {"may_stand_for": "nationality"} if LOOKED_AT.get(path) in PROXIES else {}
    return found


def _decisive(verdict: Verdict, told: dict[str, Citation]) -> list[str]:
    """The rules that read the fact and come out differently for the two; all that read it where none does."""
    one, other = (s.reading.trace for s in verdict.seen)
    if one is None or other is None:
        return sorted(told)
    apart = [r for r in sorted(told) if one.before.get(r) != other.before.get(r)]
    return apart or sorted(told)


def cited(rule: str, cite: Citation) -> dict[str, str]:
    """A rule with the place where it stands in the law."""
    return {"rule": rule, "article": cite.pinpoint, "source": cite.source, "title": cite.title, "url": cite.url}
