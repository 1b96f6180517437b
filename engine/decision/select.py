"""Which instances a case asks for: deciding States, instruments in question, national benefits.

An instrument is in question where it binds the deciding State and another State of the record (or of the posting); where the record
names one State alone, the State of residence is looked at too. Nothing is read that cannot concern the case.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.facts.case import Case
from engine.language.blocks import Scope
from engine.language.corpus import Corpus, RuleFile
from engine.language.instance import RECRUITMENT
from engine.problems import Place, Problem, RuleFileRefused, nearest
from engine.wording.phrases import measure, phrase

APPLICABLE_LEGISLATION = "applicable-legislation"
#: For what a qualification is to count where a case does not say: to practise the regulated profession.
DEFAULT_PURPOSE = "practice"


@dataclass(frozen=True, slots=True)
class Question:
    """One decision to make. `file` is None where no instrument binds the deciding State here; `why_not` says why none applies."""

    kind: str  # benefit | posting | credential
    deciding: str
    instrument: str | None
    file: RuleFile | None
    scope: Scope
    why_not: str = ""
    asks: tuple[str, ...] = ()  # facts without which it is not even known whom to ask


def states_of(case: Case) -> tuple[str, ...]:
    """The States of the record and of the posting."""
    told = {p.country for p in case.record} | {x.country for x in case.earnings or ()} | {case.posting.home, case.posting.host}
    return tuple(sorted(s for s in told if s))


def parties_of(corpus: Corpus, data: Mapping[str, Any], day: int) -> frozenset[str]:
    """The States that an instrument binds on a day."""
    told = data.get("parties")
    if isinstance(told, Mapping) and "listed_in" in told:
        return corpus.members(str(told["listed_in"]), day)
    return frozenset(str(p) for p in told or [])


def in_force_on(data: Mapping[str, Any], day: int) -> str:
    """Empty where the instrument is in force on the day (a draft is read as if it were); else why it is not."""
    instruments = data.get("instruments") or {}
    start = (instruments.get("base") or {}).get("in_force")
    end = (instruments.get("base") or {}).get("terminated") or data.get("terminated")
    if isinstance(start, datetime.date) and day < start.toordinal():
        return phrase("in force only from {day}", day=measure("date", start.toordinal()))
    if isinstance(end, datetime.date) and day >= end.toordinal():
        return phrase("no longer in force since {day}", day=measure("date", end.toordinal()))
    return ""


def benefits_of(corpus: Corpus, data: Mapping[str, Any], state: str, asked: str) -> list[str]:
    """National benefits of a State that an instrument covers, as far as they are asked for (by id or by branch)."""
    national = corpus.national(state)
    if national is None:
        return []
    every: Mapping[str, Mapping[str, Any]] = national.data.get("benefits") or {}
    told = (data.get("scope") or {}).get("benefits") or {}
    if "branch" in told:
        branches = told["branch"] if isinstance(told["branch"], list) else [told["branch"]]
        covered = [b for b, entry in every.items() if entry.get("branch") in branches]
    else:
        covered = [str(b) for b in told.get(state) or []]
        for name in covered:
            if name not in every:
                mend = nearest(name, list(every)) or f"declare it in the national file of {state}"
                found = f"{state}: {name}"
                place = Place(file=str(data.get("agreement", "")))
                raise RuleFileRefused([Problem(place, "unknown-benefit", "the scope names a benefit that is not there", found=found, mend=mend)])
    return [b for b in covered if asked in (b, every[b].get("branch"))]


def questions(corpus: Corpus, case: Case, under: str | None = None) -> list[Question]:
    """Every decision the case asks for, in the order of States and instruments.

    `under` names an instrument that is to be read even where the record points to no other State of it.
    """
    if case.question == "credential":
        return _credential_questions(corpus, case)
    if case.benefit == APPLICABLE_LEGISLATION or (case.benefit is None and not case.has_record and case.posting.host):
        return _posting_questions(corpus, case)
    return _benefit_questions(corpus, case, under)


def _candidates(corpus: Corpus, case: Case, deciding: str, others: frozenset[str], under: str | None) -> list[tuple[str, RuleFile]]:
    found = []
    for name in corpus.agreements:
        if name == under or corpus.may_bind(name, others | {deciding}):
            file = corpus.agreement(name)
            parties = parties_of(corpus, file.data, case.as_of)
            if deciding in parties and (name == under or (others - {deciding}) & parties):
                found.append((name, file))
    return found


def _benefit_questions(corpus: Corpus, case: Case, under: str | None) -> list[Question]:
    asked = case.benefit or "old-age"
    states = states_of(case)
    out: list[Question] = []
    unnamed = tuple(f"record.{n}.country" for n, p in enumerate(case.record) if p.country is None)
    if not states and not case.deciding:
        return [Question("benefit", "", None, None, Scope({}), "", unnamed or ("record",))]
    if unnamed and len(states) < 2:
        return [Question("benefit", d, None, None, Scope({"deciding": d}), "", unnamed) for d in case.deciding or states]
    for deciding in case.deciding or states:
        others = frozenset(states) - {deciding}
        if not others and case.person.residence:
            others = frozenset({case.person.residence[:2]})
        reached = False
        for name, file in _candidates(corpus, case, deciding, others, under):
            partners = tuple(sorted(others & parties_of(corpus, file.data, case.as_of)))
            roles = {"deciding": deciding, "partner": _partner(file.data, deciding, partners)}
            benefits = benefits_of(corpus, file.data, deciding, asked)
            why = in_force_on(file.data, case.as_of)
            for benefit in benefits:
                reached = reached or not why
                out.append(Question("benefit", deciding, name, file, Scope(roles, partners, benefit), why))
            if not benefits:
                out.append(Question("benefit", deciding, name, file, Scope(roles, partners), why or "outside-scope"))
        if not reached:
            out += _national_alone(corpus, deciding, asked, bool(out and out[-1].deciding == deciding))
    return out


def _partner(data: Mapping[str, Any], deciding: str, partners: tuple[str, ...]) -> str | None:
    told = data.get("parties")
    if isinstance(told, list):
        return next((str(p) for p in told if str(p) != deciding), None)
    return partners[0] if len(partners) == 1 else None


def _national_alone(corpus: Corpus, deciding: str, asked: str, already_told: bool) -> list[Question]:
    """No instrument reaches the case: the national law of the State is all there is."""
    if already_told:
        return []
    national = corpus.national(deciding)
    if national is None:
        return [Question("benefit", deciding, None, None, Scope({"deciding": deciding}), "no-agreement")]
    benefits = [b for b, entry in (national.data.get("benefits") or {}).items() if asked in (b, entry.get("branch"))]
    scopes = [Scope({"deciding": deciding, "partner": None}, (), b) for b in benefits] or [Scope({"deciding": deciding})]
    return [Question("benefit", deciding, None, national, s, "no-agreement") for s in scopes]


def _posting_questions(corpus: Corpus, case: Case) -> list[Question]:
    """Whose legislation insures: one question for each instrument that binds the States of the work."""
    posting = case.posting
    states = {s for s in (posting.home, posting.host, *(s for s, _ in posting.shares_of_work or ())) if s}
    residence = (case.person.residence or "")[:2] or None
    sending = posting.home or residence or next(iter(sorted(states)), None)
    receiving = posting.host or next((s for s in sorted(states) if s != sending), None)
    if sending is None or receiving is None:
        asks = tuple(f for f, told in (("posting.home", sending), ("posting.host", receiving)) if told is None)
        return [Question("posting", sending or "", None, None, Scope({}), "", asks)]
    roles = {"sending": sending, "receiving": receiving, "residence_state": residence, "deciding": None}
    others = frozenset(states | ({residence} if residence and len(states) < 2 else set()))
    out = []
    for name in corpus.agreements:
        if sending and others - {sending} and corpus.may_bind(name, others | {sending}):
            file = corpus.agreement(name)
            parties = parties_of(corpus, file.data, case.as_of)
            if len(parties & (others | {sending})) > 1 and _answers(corpus, file, "insured_in"):
                scope = Scope(roles, tuple(sorted(others & parties)))
                out.append(Question("posting", sending, name, file, scope, in_force_on(file.data, case.as_of)))
    if any(not q.why_not for q in out):
        out = [q for q in out if not q.why_not]
    return out or [Question("posting", sending or "", None, None, Scope(roles), "no-agreement")]


def _answers(corpus: Corpus, file: RuleFile, what: str) -> bool:
    for provision in file.data.get("provisions") or []:
        if provision.get("answers") == what or ("adopts" in provision and corpus.model(provision["adopts"]).data.get("answers") == what):
            return True
    return False


def _credential_questions(corpus: Corpus, case: Case) -> list[Question]:
    home = case.home or case.credential.awarded_in
    host = case.host
    roles = {"home": home, "host": host, "deciding": None}
    purpose = case.credential.purpose or DEFAULT_PURPOSE
    out = []
    for name in corpus.credentials:
        head = corpus.credential_head(name)
        if purpose not in head.purposes or (
            case.credential.profession is not None and head.professions and case.credential.profession not in head.professions
        ):
            continue
        file = corpus.credential(name)
        if _pair_fits(corpus, file.data, home, host, case.as_of):
            out.append(Question("credential", host or "", name, file, Scope(roles), in_force_on(file.data, case.as_of)))
    return out or [Question("credential", host or "", None, corpus.optional_reference(RECRUITMENT), Scope(roles), "no-rule-set")]


def _pair_fits(corpus: Corpus, data: Mapping[str, Any], home: str | None, host: str | None, day: int) -> bool:
    """Whether the parties of a credential rule set admit this pair: one group for both, or one for each side (`any` admits all)."""
    told = data.get("parties")
    if isinstance(told, Mapping) and ("host" in told or "home" in told):
        return _side(corpus, told.get("host"), host, day) and _side(corpus, told.get("home"), home, day)
    parties = parties_of(corpus, data, day)
    return host in parties and home in parties


def _side(corpus: Corpus, told: Any, state: str | None, day: int) -> bool:
    if told in (None, "any"):
        return True
    if isinstance(told, Mapping):
        members = corpus.members(str(told.get("listed_in") or told.get("not_listed_in")), day)
        return (state in members) == ("listed_in" in told)
    return state in [str(x) for x in told]
