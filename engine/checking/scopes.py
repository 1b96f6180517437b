"""What can be asked of an instrument: every deciding State with its benefits, every pair of a posting or of a credential."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.decision.select import benefits_of, parties_of
from engine.language.blocks import Scope
from engine.language.corpus import Corpus, RuleFile

BENEFIT, POSTING, CREDENTIAL = "benefit", "posting", "credential"


@dataclass(frozen=True)
class Asked:
    """One kind of question with its scope; `swept` is False where one day is enough, since only the pair differs."""

    kind: str
    scope: Scope
    swept: bool = True


def benefit_scopes(corpus: Corpus, file: RuleFile, day: int) -> Iterator[Asked]:
    """Each party with national law, for each of its benefits that the instrument covers."""
    parties = sorted(parties_of(corpus, file.data, day))
    known = [p for p in parties if corpus.national(p) is not None]
    for deciding in known:
        others = tuple(p for p in (parties if _is_listed(file.data) else known) if p != deciding)
        national = corpus.national(deciding)
        for benefit in (national.data.get("benefits") or {}) if national else {}:
            if not benefits_of(corpus, file.data, deciding, benefit):
                continue
            if _is_listed(file.data):
                partner = next((str(p) for p in file.data["parties"] if str(p) != deciding), None)
                yield Asked(BENEFIT, Scope({"deciding": deciding, "partner": partner}, others, benefit))
                continue
            yield Asked(BENEFIT, Scope({"deciding": deciding, "partner": None}, others, benefit))
            for partner in others[:1]:
                yield Asked(BENEFIT, Scope({"deciding": deciding, "partner": partner}, (partner,), benefit), swept=False)


def posting_scopes(corpus: Corpus, file: RuleFile, day: int) -> Iterator[Asked]:
    """Each ordered pair of few parties; of many, each party once on either side."""
    parties = sorted(parties_of(corpus, file.data, day))
    for sending, receiving in _pairs(parties):
        roles = {"sending": sending, "receiving": receiving, "residence_state": sending, "deciding": None}
        yield Asked(POSTING, Scope(roles, tuple(sorted({sending, receiving}))), swept=len(parties) < 4)


def credential_scopes(corpus: Corpus, file: RuleFile, day: int) -> Iterator[Asked]:
    """Each host with some homes."""
    told = file.data.get("parties")
    if isinstance(told, Mapping) and ("host" in told or "home" in told):
        hosts, homes = (_side(corpus, told.get(side), day) for side in ("host", "home"))
        pairs = [(homes[n % len(homes)], host) for n, host in enumerate(hosts)] + [(home, hosts[n % len(hosts)]) for n, home in enumerate(homes)]
    else:
        pairs = _pairs(sorted(parties_of(corpus, file.data, day)))
    special = set(_narrowed(file.data))
    for n, (home, host) in enumerate(dict.fromkeys(p for p in pairs if p[0] != p[1])):
        yield Asked(CREDENTIAL, Scope({"home": home, "host": host, "deciding": None}), swept=n == 0 or bool({home, host} & special))


def _narrowed(node: Any) -> Iterator[str]:
    """The States for which some part of a file is written."""
    inner = node.values() if isinstance(node, Mapping) else node if isinstance(node, list) else ()
    for key in ("home", "host") if isinstance(node, Mapping) and isinstance(node.get("for"), Mapping) else ():
        told = node["for"].get(key, [])
        yield from map(str, told if isinstance(told, list) else [told])
    for part in inner:
        yield from _narrowed(part)


def national_scopes(file: RuleFile) -> Iterator[Asked]:
    """The benefits of one State, with no instrument."""
    for benefit in file.data.get("benefits") or {}:
        yield Asked(BENEFIT, Scope({"deciding": str(file.data["national"]), "partner": None}, (), benefit))


def _is_listed(data: Mapping[str, Any]) -> bool:
    return isinstance(data.get("parties"), list)


def _pairs(parties: list[str]) -> list[tuple[str, str]]:
    if len(parties) < 4:
        return [(a, b) for a in parties for b in parties if a != b]
    return [pair for n, a in enumerate(parties) for b in [parties[(n + 1) % len(parties)]] for pair in ((a, b), (b, a))]


def _side(corpus: Corpus, told: Any, day: int) -> list[str]:
    """Some States of one side; for a side that admits all, or all but some, three that stand for the rest of the world."""
    if isinstance(told, Mapping) and "listed_in" in told:
        return sorted(corpus.members(str(told["listed_in"]), day))
    if isinstance(told, list):
        return [str(x) for x in told]
    out = corpus.members(str(told["not_listed_in"]), day) if isinstance(told, Mapping) else frozenset()
    return [s for s in ("PH", "IN", "CZ", "DE", "GB") if s not in out][:3]
