"""One credential, verified: a pure function of its bytes, the registry, the status lists and the day. The same input gives the same result."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from engine.verification.entitlement import disputes, fitting, issued_on, key_then
from engine.verification.facts import STANDS, UNSURE, awarded, completed, settled
from engine.verification.keys import Chosen, choose
from engine.verification.port import Signed, verifier
from engine.verification.profiles import facts_of
from engine.verification.registry import Issuer, Registry
from engine.verification.secured import Secured, read_secured, types_of
from engine.verification.states import Finding, Refused, finding, ordered
from engine.verification.status import StatusCheck
from engine.verification.status_lists import NoLists, StatusLists
from engine.verification.window import Window, instant_of, told, window_of

#: An id of an issuer that may be shown although nobody registered it.
_SHOWN = re.compile(r"(did:|https://|urn:)[\x21-\x7e]{1,300}", re.ASCII)


def verify(raw: bytes, registry: Registry, *, day: date, lists: StatusLists | None = None) -> dict[str, Any]:
    """What a credential is worth on a day: `state`, `code`, `why`, and where it stands the facts that it tells.

    `raw` is a file as it came: JSON with a proof, a compact token, an SD-JWT, or a sealed European Digital Credential. Whatever it holds,
    this returns a result and raises nothing, but InputRefused where the libraries are not installed.
    """
    run = _Run(registry, lists or NoLists(), day)
    try:
        run.examine(raw)
    except Refused as refused:
        run.findings.append(refused.finding)
    return run.result()


class _Run:
    """One examination, as far as it came."""

    def __init__(self, registry: Registry, lists: StatusLists, day: date) -> None:
        self.registry, self.lists, self.day, self.instant = registry, lists, day, instant_of(day)
        self.findings: list[Finding] = []
        self.secured: Secured | None = None
        self.issuer: Issuer | None = None
        self.window = Window(None, None)
        self.facts: dict[str, Any] = {}
        self.known_by: dict[str, str] = {}
        self.status = "not read"

    def examine(self, raw: bytes) -> None:
        self.secured = read_secured(raw)
        chosen = choose(self.secured, self.registry)
        if chosen.jwk is None:
            self.findings.append(finding("issuer_without_key"))
            return
        signed = verifier(self.secured.format).verify(self.secured, chosen.jwk, self.instant)
        self.window = window_of(signed.body, signed.claims, signed.proof)
        self.issuer = chosen.issuer
        if chosen.issuer is None:
            self.findings += [finding("issuer_not_in_registry"), *self.window.findings(self.instant)]
            return
        self._judge(chosen, chosen.issuer, signed)

    def _judge(self, chosen: Chosen, issuer: Issuer, signed: Signed) -> None:
        """All that speaks against a credential whose signature holds and whose issuer is registered; then its facts."""
        facts = facts_of(signed)
        settled(facts, STANDS, self.day)  # what cannot be facts is refused before anything is concluded from it
        issued = issued_on(self.window, self.day)
        entry, missing = fitting(issuer, _types(signed), facts, issued)
        facts = completed(facts, entry, issuer)
        until = self.registry.file.until
        stale = [finding("registry_out_of_date", until=until.isoformat())] if until and self.day > until else []
        status = StatusCheck(self.registry, self.lists, issuer, self.instant).findings({**signed.claims, **signed.body})
        self.status = status[0].code if status else "valid"
        profession = facts.get("credential", {}).get("profession")
        self.findings += [*stale, *missing, *(key_then(chosen.entry, issued) if chosen.entry else [])]
        self.findings += [*status, *disputes(issuer, self.day, awarded(facts), profession), *self.window.findings(self.instant)]
        state = ordered(self.findings)[0].state
        if state in ("verified", "status_unpublished"):
            self.facts, self.known_by = settled(facts, STANDS if state == "verified" else UNSURE, self.day)

    def result(self) -> dict[str, Any]:
        found = ordered(self.findings)
        return {
            **found[0].told(),
            "as_of": self.day.isoformat(),
            "issuer": self._issuer(),
            "format": self.secured.format if self.secured else None,
            "valid_from": told(self.window.begins),
            "valid_until": told(self.window.ends),
            "status": self.status,
            "registry": self.registry.told(),
            "findings": [f.told() for f in found],
            "facts": self.facts,
            "known_by": self.known_by,
        }

    def _issuer(self) -> dict[str, str | None] | None:
        if self.issuer is not None:
            return {"id": self.issuer.id, "name": self.issuer.name}
        name = self.secured.issuer if self.secured else None
        return {"id": name, "name": None} if name and _SHOWN.fullmatch(name) else None


def _types(signed: Signed) -> tuple[str, ...]:
    """The types of a credential; the `vct` of an SD-JWT is one."""
    vct = signed.body.get("vct")
    return (*types_of(signed.body), *((vct,) if isinstance(vct, str) else ()))
