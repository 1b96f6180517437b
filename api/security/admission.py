"""From what somebody shows to who it is. What does not let in is told alike, whatever the reason."""

from __future__ import annotations

import datetime
from typing import TypeVar

from sqlmodel import Session, col, update

from api.security import secret as secrets
from api.security.principal import Principal
from api.storage.database import Database
from api.storage.tenants import Admitted, ApiKey, OAuthClient, Tenant

Row = TypeVar("Row", bound=Admitted)


def by_key(database: Database, shown: str) -> Principal | None:
    """Who shows this key, or None. Raises one of UNREACHABLE where the database does not answer."""
    told = secrets.parts(shown)
    return _admitted(database, ApiKey, *told) if told else None


def by_client(database: Database, id: str, secret: str) -> Principal | None:
    """Which client has this id and secret, or None."""
    bare = id.removeprefix(f"{secrets.CLIENT}_")
    return _admitted(database, OAuthClient, bare, secret) if bare != id and len(id) < 40 and len(secret) < 200 else None


def by_token(database: Database, client: str, tenant: str, scopes: frozenset[str]) -> Principal | None:
    """Whom a token stands for that was signed here: the client as it is now, with the scopes of the token that it still has."""
    with database.session(tenant, reads=True) as session:
        row, owner = session.get(OAuthClient, client), session.get(Tenant, tenant)
        if row is None or owner is None or not _good(row, owner):
            return None
        return _principal(row, owner, scopes & frozenset(row.scopes.split()))


def by_key_id(database: Database, id: str, tenant: str) -> Principal | None:
    """Who signed in to the pages with this key, as the key is now; None where it has ended meanwhile."""
    with database.session(tenant, reads=True) as session:
        row, owner = session.get(ApiKey, id), session.get(Tenant, tenant)
        return _principal(row, owner, frozenset(row.scopes.split())) if row and owner and _good(row, owner) else None


def _admitted(database: Database, model: type[Row], id: str, secret: str) -> Principal | None:
    with database.presented(id) as session:
        row = session.get(model, id)
    if not secrets.fits(id, secret, row.secret_hash if row else secrets.NO_HASH) or row is None:
        return None
    with database.session(row.tenant_id, reads=True) as session:
        owner = session.get(Tenant, row.tenant_id)
    if owner is None or not _good(row, owner):
        return None
    if row.last_used != today():
        with database.session(row.tenant_id) as session:
            _used(session, model, id)
    return _principal(row, owner, frozenset(row.scopes.split()))


def _used(session: Session, model: type[Row], id: str) -> None:
    session.exec(update(model).where(col(model.id) == id).values(last_used=today()))


def _good(row: Admitted, owner: Tenant) -> bool:
    now = datetime.datetime.now(datetime.UTC)
    ended = row.revoked is not None or (row.expires is not None and row.expires <= now)
    return not ended and owner.disabled is None


def _principal(row: Admitted, owner: Tenant, scopes: frozenset[str]) -> Principal:
    return Principal(owner.id, row.id, scopes, owner.per_minute, owner.per_day, tuple(owner.origins), owner.title)


def today() -> datetime.date:
    """The day in UTC: days of quotas and of use begin and end alike everywhere."""
    return datetime.datetime.now(datetime.UTC).date()
