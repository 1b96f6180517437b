"""The stages of a report: each asks one part of the engine and gives plain data, the same for the same files, day and limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from engine import __version__
from engine.checking.corpus_check import check
from engine.checking.findings import reported
from engine.checking.model_provisions import checklist
from engine.comparing.compare import compare
from engine.comparing.people import Side
from engine.comparing.sides import side_of
from engine.comparing.typical import lives, persons
from engine.decision.decide import Decider
from engine.language.corpus import Corpus
from engine.proofs.prove import prove
from engine.proofs.solving import RLIMIT, SEED
from engine.reporting.subject import Subject
from engine.scenarios.files import scenarios
from engine.scenarios.run import run as run_scenario

Progress = Callable[[int, int, str], None]


def text(subject: Subject, told: Progress) -> dict[str, Any]:
    """What the text is, what it leaves open and out, and on which files it rests."""
    file = subject.corpus.agreement(subject.instrument)
    data = file.data
    return {
        "instrument": subject.instrument,
        "title": str(data.get("title", "")),
        "status": str(subject.head.get("status") or data.get("status", "")),
        "draft": subject.draft is not None,
        "against": subject.against,
        "parties": sorted(_sides(subject)[1].parties),
        "sha256": file.document.sha256,
        "engine": __version__,
        "solver": {"seed": SEED, "steps": RLIMIT},
        "left_open": [{w: str(x.get(w, "")) for w in ("fact", "to", "about")} for x in data.get("leaves_open") or []],
        "not_encoded": [{"article": _pinpoint(x.get("cite")), "why": str(x.get("why", ""))} for x in data.get("not_encoded") or []],
        "sources": [{w: str(x.get(w, "")) for w in ("title", "url", "text_as_of")} for x in (data.get("sources") or {}).values()],
        "unsure": sorted(set(_unsure(data, subject.instrument))),
        "files": subject.corpus.hashes,
    }


def checked(subject: Subject, told: Progress) -> dict[str, Any]:
    """Findings of `check` on the text, without those of the checklist, which stand by themselves."""
    path = subject.draft or subject.corpus.home / "agreements" / subject.instrument / "agreement.yaml"
    found = check(Corpus(), [path], subject.day)
    return {"findings": [reported(p) for p in found if not p.code.startswith("model-provision")]}


def provisions(subject: Subject, told: Progress) -> dict[str, Any]:
    """The checklist of model provisions."""
    return {"points": checklist(subject.corpus, subject.instrument)}


def tested(subject: Subject, told: Progress) -> dict[str, Any]:
    """The scenarios beside the text, read under it."""
    folder = subject.corpus.home / "agreements" / subject.instrument / "scenarios"
    decider = Decider(subject.corpus)
    found = list(scenarios(subject.corpus, [folder])) if folder.is_dir() else []
    failures = []
    for n, scenario in enumerate(found):
        failures += [{"scenario": d.scenario, "what": d.what, "expected": d.expected, "got": d.got} for d in run_scenario(decider, scenario)]
        told(n + 1, len(found), "scenarios")
    return {"scenarios": len(found), "failures": failures}


def compared(subject: Subject, told: Progress) -> dict[str, Any]:
    """Clause by clause and person by person, against what the text is held to."""
    left, right = _sides(subject)
    return compare(
        left.corpus, right.corpus, left.name, right.name, day_before=left.day, day_after=right.day, progress=told, between=_between(subject)
    )


def careers(subject: Subject, told: Progress) -> dict[str, Any]:
    """What each State owes for each typical career in old age: outcome, basis and share under the text."""
    _, law = _sides(subject)
    pair = _between(subject) or tuple(sorted(law.parties))
    if len(pair) != 2:
        return {"careers": []}
    side, found = Side(law), []
    wanted = [life for life in lives(law.corpus) if life["asks"] == "old-age"]
    third = next((s for s in law.corpus.national_files if s not in pair), "")
    for n, person in enumerate(persons(law.corpus, law.file.data, (pair[0], pair[1]), third, law.day, wanted)):
        answers, _ = side.told(person.case, None)
        shares = [
            {
                "state": state,
                "benefit": benefit,
                "outcome": a["outcome"],
                "basis": _one(a.get("basis")),
                "share": (a.get("amounts") or {}).get("fraction"),
            }
            for (state, benefit), a in sorted(answers.items())
        ]
        found.append({"career": person.id, "about": dict(person.about), "answers": shares})
        told(n + 1, 2 * len(wanted), "careers")
    return {"careers": found, "files": law.corpus.hashes}


def proved(subject: Subject, told: Progress) -> dict[str, Any]:
    """What holds for all persons, and against the base where the text amends one."""
    base = Corpus() if "amends" in subject.head else None
    return prove(subject.corpus, subject.instrument, base=base, day=subject.day, progress=told)


#: In this order; each is kept by itself, so that a report that was ended goes on where it was.
STAGES: Mapping[str, Callable[[Subject, Progress], dict[str, Any]]] = {
    "check": checked,
    "text": text,
    "checklist": provisions,
    "test": tested,
    "compare": compared,
    "careers": careers,
    "prove": proved,
}


def _sides(subject: Subject) -> tuple[Any, Any]:
    return side_of(Corpus(), subject.against, subject.name, subject.day.toordinal())


def _between(subject: Subject) -> tuple[str, str] | None:
    """Two parties where there are many: the first two with national law here."""
    _, law = _sides(subject)
    if len(law.parties) <= 2:
        return None
    known = sorted(p for p in law.parties if p in law.corpus.national_files)
    return (known[0], known[1]) if len(known) > 1 else None


def _one(basis: Any) -> str:
    return ", ".join(sorted(basis)) if isinstance(basis, list) else str(basis or "")


def _pinpoint(cite: Any) -> str:
    return ", ".join(f"{source} {where}" for source, where in (cite or {}).items())


def _unsure(data: Any, at: str) -> list[str]:
    """Where a value or a rule is not confirmed in a source."""
    if isinstance(data, Mapping):
        here = f"{at}.{data['id']}" if "id" in data else at
        own = [f"{here}: {data['confidence']}"] if data.get("confidence") in ("unconfirmed", "one_reading") else []
        return own + [x for key, value in data.items() for x in _unsure(value, here if isinstance(value, list) else f"{here}.{key}")]
    return [x for value in data for x in _unsure(value, at)] if isinstance(data, list) else []


def day_of(told: str) -> date:
    """A day as it is handed to a stage."""
    return date.fromisoformat(told)
