"""What an operator does with tenants, keys and clients. Everything is refused with how to mend it; a secret is returned once."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlmodel import Session, col, select

from api.security import secret as secrets
from api.security import themes
from api.security.scopes import known
from api.storage.database import Database
from api.storage.tenants import Admitted, ApiKey, OAuthClient, Tenant
from engine.problems import InputRefused, Place, Problem, nearest

_ID = re.compile(r"[a-z][a-z0-9-]{1,39}", re.ASCII)
KINDS: dict[str, type[ApiKey] | type[OAuthClient]] = {"key": ApiKey, "client": OAuthClient}


@dataclass(frozen=True)
class Given:
    """A key or client that was just made: what is stored, and the secret that is not."""

    row: Admitted
    secret: str

    @property
    def shown(self) -> str:
        """What is handed over: the whole key, or the secret of a client whose id is `ptc_<id>`."""
        return secrets.key(self.row.id, self.secret) if isinstance(self.row, ApiKey) else self.secret


def add_tenant(database: Database, id: str, title: str, *, per_minute: int, per_day: int, origins: Sequence[str], frames: Sequence[str]) -> Tenant:
    """A new tenant. Raises InputRefused for an id that is taken or none, or a site that is no origin."""
    if not _ID.fullmatch(id):
        raise _refused("bad-id", "this is no id of a tenant", "2 to 40 small letters, digits and hyphens, a letter first")
    if min(per_minute, per_day) < 0:
        raise _refused("bad-quota", "a quota is a whole number of 0 or more", "0 for no quota")
    row = Tenant(id=id, title=title, created=_now(), per_minute=per_minute, per_day=per_day, origins=_sites(origins), frames=_sites(frames))
    with database.operator() as session:
        if session.get(Tenant, id) is not None:
            raise _refused("taken", "there is a tenant of this id", "another id")
        session.add(row)
    return row


def change_tenant(database: Database, id: str, **changes: object) -> Tenant:
    """A tenant with other sites, quotas or words of its theme (`brand=#12506b`), disabled (`disabled=True`) or not.

    Raises InputRefused where there is none, and for a site or a theme that cannot be used.
    """
    with database.operator() as session:
        row = _tenant(session, id)
        for name, value in changes.items():
            if name == "disabled":
                row.disabled = (row.disabled or _now()) if value else None
            elif name == "theme":
                row.theme = themes.read([str(x) for x in value], row.theme) if isinstance(value, list) else {}
            else:
                setattr(row, name, _sites(value) if isinstance(value, (list, tuple)) else value)
        session.add(row)
    return row


def tenants(database: Database) -> list[Tenant]:
    """All tenants."""
    with database.operator(reads=True) as session:
        return list(session.exec(select(Tenant).order_by(col(Tenant.id))))


def first_key_is_there(database: Database) -> bool:
    """Whether any tenant ever got a key or client."""
    with database.operator(reads=True) as session:
        return any(session.exec(select(model.id).limit(1)).first() is not None for model in KINDS.values())


def add_key(database: Database, tenant: str, kind: str, scopes: Iterable[str], *, title: str = "", days: int | None = None) -> Given:
    """A new key or client (`kind`) of a tenant, good for so many days. Raises InputRefused."""
    wanted, expires = known(scopes), _in_days(days)
    with database.operator() as session:
        _tenant(session, tenant)
        given = _new(KINDS[kind], tenant, " ".join(wanted), title, expires)
        session.add(given.row)
    return given


def keys(database: Database, tenant: str) -> list[Admitted]:
    """The keys and clients of a tenant, oldest first. Raises InputRefused where there is no such tenant."""
    with database.operator(reads=True) as session:
        _tenant(session, tenant)
        found: list[Admitted] = []
        for model in KINDS.values():
            found += session.exec(select(model).where(col(model.tenant_id) == tenant)).all()
    return sorted(found, key=lambda row: (row.created, row.id))


def rotate(database: Database, id: str, *, overlap: int) -> Given:
    """A successor with the same scopes and term; the old one is good for so many days more, and no longer than it was. Raises InputRefused."""
    with database.operator() as session:
        old = _row(session, id)
        now = _now()
        if old.revoked is not None or (old.expires is not None and old.expires <= now):
            raise _refused("ended", "this key has ended", "a key that is good; make a new one with `portability keys add`")
        term = None if old.expires is None else now + (old.expires - old.created)
        given = _new(type(old), old.tenant_id, old.scopes, old.title, term)
        given.row.replaces = old.id
        ends = now + datetime.timedelta(days=overlap)
        old.expires = min(old.expires or ends, ends)
        session.add_all([old, given.row])
    return given


def revoke(database: Database, id: str) -> Admitted:
    """End a key or client at once, with every token it was given. Raises InputRefused where there is none."""
    with database.operator() as session:
        row = _row(session, id)
        row.revoked = row.revoked or _now()
        session.add(row)
    return row


def _new(model: type[Admitted], tenant: str, scopes: str, title: str, expires: datetime.datetime | None) -> Given:
    id, secret = secrets.drawn()
    row = model(tenant_id=tenant, id=id, title=title, secret_hash=secrets.hashed(id, secret), scopes=scopes, created=_now(), expires=expires)
    return Given(row, secret)


def _tenant(session: Session, id: str) -> Tenant:
    row = session.get(Tenant, id)
    if row is None:
        ids = list(session.exec(select(Tenant.id)))
        raise _refused("no-such-tenant", "there is no such tenant", nearest(id[:40], ids) or "an id of `portability tenants list`")
    return row


def _row(session: Session, id: str) -> Admitted:
    bare = id.removeprefix(f"{secrets.KEY}_").removeprefix(f"{secrets.CLIENT}_").partition("_")[0]
    for model in KINDS.values():
        row = session.get(model, bare)
        if row is not None:
            return row
    raise _refused("no-such-key", "there is no such key or client", "an id of `portability keys list TENANT`")


def _sites(told: Iterable[str]) -> list[str]:
    """Origins, exactly: a scheme and a host, a port where it is not the usual one, nothing else."""
    found = []
    for site in told:
        parts = urlsplit(site)
        local = parts.hostname in ("localhost", "127.0.0.1")
        plain = site == f"{parts.scheme}://{parts.netloc}" and site == site.lower() and re.fullmatch(r"[a-z0-9.-]+(:[0-9]{1,5})?", parts.netloc)
        if not plain or not (parts.scheme == "https" or (parts.scheme == "http" and local)):
            raise _refused("bad-site", "this is no origin of a site", "such as https://www.example.org, without path and without *")
        found.append(site)
    return sorted(set(found))


def _in_days(days: int | None) -> datetime.datetime | None:
    if days is not None and not 0 < days <= 3660:
        raise _refused("bad-term", "a key is good for 1 to 3660 days", "fewer days, or none for no end")
    return None if days is None else _now() + datetime.timedelta(days=days)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _refused(code: str, message: str, expected: str) -> InputRefused:
    return InputRefused([Problem(Place(), code, message, expected=expected)])
