"""The page for a credential: what was awarded where, and where it is to count."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.bodies import form
from api.pages.answers import shown
from api.pages.forms import Filled, a_country, a_number, countries, lines, some_countries
from api.pages.render import page
from api.security.access import limited, public
from api.service import Service, service_of
from engine.problems import CaseRefused, RuleFileRefused

router = APIRouter()
PRACTICE_ROWS = 3


@router.get("/credential", dependencies=[Depends(public())])
async def empty(request: Request) -> Response:
    return _form(service_of(request), Filled({}, "credential"))


@router.post("/credential", dependencies=[Depends(limited())])
async def asked(request: Request) -> Response:
    """The form once more, or the answer."""
    values = await form(request)
    action = values.pop("action", "decide")
    service, filled = service_of(request), Filled(values, "credential")
    if action == "edit":
        return _form(service, filled)
    _read(filled)
    if not filled.errors:
        try:
            answer = await service.run(lambda: service.decide(filled.case))
        except CaseRefused as error:
            filled.refused(error)
        else:
            return shown(answer, filled.case, filled.values, "/credential")
    return _form(service, filled, status=422)


def _form(service: Service, filled: Filled, status: int = 200) -> Response:
    lists: dict[str, Any] = {"countries": countries(), "professions": _professions(service), "practice_rows": PRACTICE_ROWS}
    return page("credential.html", status=status, values=filled.values, errors=filled.errors, **lists)


def _professions(service: Service) -> list[str]:
    """The professions for which rules are encoded."""
    found: set[str] = set()
    for name in service.decider.corpus.credentials:
        try:
            told = service.decider.corpus.credential(name).data.get("profession") or []
        except RuleFileRefused:  # told by /v1/instruments; the other rule sets still serve
            continue
        found |= {str(p) for p in (told if isinstance(told, list) else [told])}
    return sorted(found) or ["nurse-general-care"]


def _read(filled: Filled) -> None:
    filled.put("home", "home", a_country)
    filled.put("host", "host", a_country)
    filled.put("host_region", "host_region")
    filled.put("nationalities", "person/nationalities", some_countries)
    filled.put("profession", "credential/profession")
    filled.put("evidence", "credential/evidence")
    filled.put("awarded_in", "credential/awarded_in", a_country)
    filled.put("training_started", "credential/training_started")
    filled.put("awarded", "credential/awarded")
    filled.put("certificates", "credential/certificates", lines)
    filled.put("practice_issued", "practice_certificate/issued")
    if "awarded_in" not in filled.case.get("credential", {}) and "home" in filled.case:
        filled.case.setdefault("credential", {})["awarded_in"] = filled.case["home"]
    practice = [entry for row in range(PRACTICE_ROWS) if (entry := _practice(filled, row))]
    if practice:
        filled.case["practice"] = practice
    for field, told in (("home", "Which country awarded the credential?"), ("host", "In which country shall it count?")):
        if not filled.text(field):
            filled.errors.setdefault(field, told)


def _practice(filled: Filled, row: int) -> dict[str, Any]:
    names = ("practice_country", "practice_from", "practice_to", "practice_hours")
    above = sum(any(filled.text(f"{name}_{r}") for name in names) for r in range(row))
    entry: dict[str, Any] = {}
    filled.put(f"practice_country_{row}", "country", a_country, entry, f"/practice/{above}")
    filled.put(f"practice_from_{row}", "from", into=entry, at=f"/practice/{above}")
    filled.put(f"practice_to_{row}", "to", into=entry, at=f"/practice/{above}")
    filled.put(f"practice_hours_{row}", "hours_per_week", a_number, entry, f"/practice/{above}")
    if entry and (profession := filled.text("profession")):
        entry["profession"] = profession
    return entry
