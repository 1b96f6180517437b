"""How often somebody may ask: for each minute in the memory of a process, for each day in the database.

A day's quota is taken from the database in small portions, so that few requests write and no process gives out more than there is; what
is left of a portion when a process ends is lost. An address is counted under a keyed digest that ends with the process.
"""

from __future__ import annotations

import datetime
import hashlib
import ipaddress
import math
import secrets
import threading
import time

import limits
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, update

from api.problems import HttpProblem
from api.security.admission import today
from api.security.principal import Principal
from api.storage.database import Database
from api.storage.tenants import Usage

#: A portion is this part of a day's quota, and at least one request.
PORTIONS = 100


class Rates:
    """The counters of one process. `anonymous` is a rate such as 120/minute, or empty for no limit."""

    def __init__(self, database: Database, anonymous: str) -> None:
        self.database = database
        self._anonymous = limits.parse(anonymous) if anonymous else None
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._key = secrets.token_bytes(32)
        self._left: dict[str, tuple[datetime.date, int]] = {}
        self._lock = threading.Lock()

    def address(self, address: str, many: int = 1) -> None:
        """Count a request without a key, or what counts as so many.

        Raises HttpProblem (429) over the limit of the address (of IPv6: of its network).
        """
        if self._anonymous is not None:
            self._hit(self._anonymous, "address", hashlib.blake2b(_network(address).encode(), key=self._key, digest_size=16).hexdigest(), many=many)

    def minute(self, who: Principal) -> None:
        """Count a request of a tenant. Raises HttpProblem (429) over its quota of a minute."""
        if who.per_minute:
            self._hit(limits.parse(f"{who.per_minute}/minute"), "tenant", who.tenant)

    def day(self, who: Principal) -> None:
        """Count a request of a tenant on its day. Raises HttpProblem (429) over its quota, one of UNREACHABLE without database."""
        if not who.per_day:
            return
        with self._lock:
            day, left = self._left.get(who.tenant, (today(), 0))
            if day != today() or not left:
                day, left = today(), self._portion(who.tenant, who.per_day, today())
            if not left:
                raise too_many("The quota of the day is used up.", _until_tomorrow())
            self._left[who.tenant] = (day, left - 1)

    def _portion(self, tenant: str, quota: int, day: datetime.date) -> int:
        with self.database.session(tenant) as session:
            if session.get(Usage, {"tenant_id": tenant, "day": day}) is None:
                try:
                    with session.begin_nested():
                        session.add(Usage(tenant_id=tenant, day=day))
                except IntegrityError:  # another worker began the day in the meantime
                    session.expire_all()
            for wanted in dict.fromkeys((max(1, quota // PORTIONS), 1)):
                free = col(Usage.taken) + wanted <= quota
                taken = update(Usage).where(col(Usage.tenant_id) == tenant, col(Usage.day) == day, free).values(taken=col(Usage.taken) + wanted)
                if session.exec(taken).rowcount:
                    return wanted
        return 0

    def _hit(self, rate: limits.RateLimitItem, *who: str, many: int = 1) -> None:
        if many and not self._limiter.hit(rate, *who, cost=many):
            until = self._limiter.get_window_stats(rate, *who).reset_time
            raise too_many(f"At most {rate.amount} in each {rate.GRANULARITY.name}.", until - time.time())


def too_many(detail: str, seconds: float) -> HttpProblem:
    """429, with when to come back."""
    wait = max(1, math.ceil(seconds))
    return HttpProblem(429, "too-many-requests", "Too many requests", f"{detail} Try again in {wait} s.", headers={"Retry-After": str(wait)})


def _until_tomorrow() -> float:
    now = datetime.datetime.now(datetime.UTC)
    return (datetime.datetime.combine(now.date() + datetime.timedelta(days=1), datetime.time(), datetime.UTC) - now).total_seconds()


def _network(address: str) -> str:
    """An IPv4 address as it is, an IPv6 address as its network: one household holds many."""
    try:
        told = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(told, ipaddress.IPv6Address) and told.ipv4_mapped is None:
        return str(ipaddress.ip_network((told, 64), strict=False))
    return str(told)
