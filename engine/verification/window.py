"""From when to when a credential is valid, and the instant at which a day is asked.

A day is asked as its last second in UTC: what is issued on it counts, what ends on it does not. So the answer depends on the day alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from engine.verification.states import Finding, Refused, finding

_BEGINS, _ENDS = ("validFrom", "issuanceDate"), ("validUntil", "expirationDate")
_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_LATEST = 253_402_300_799  # 9999-12-31T23:59:59Z


@dataclass(frozen=True, slots=True)
class Window:
    """The latest beginning and the earliest end among the dates that were signed. None: without one."""

    begins: datetime | None
    ends: datetime | None

    def findings(self, instant: datetime) -> list[Finding]:
        """Whether the instant lies outside."""
        if self.begins is not None and self.begins > instant:
            return [finding("not_yet_valid", begins=told(self.begins) or "")]
        if self.ends is not None and self.ends < instant:
            return [finding("expired", until=told(self.ends) or "")]
        return []


def instant_of(day: date) -> datetime:
    """The last second of a day, in UTC."""
    return datetime.combine(day, time(23, 59, 59), UTC)


def window_of(body: dict[str, Any], claims: dict[str, Any], proof: dict[str, Any] | None = None) -> Window:
    """The window of a credential, the claims of a token around it and its proof together. Raises Refused (`date_unreadable`)."""
    begins = [_moment(body[k]) for k in _BEGINS if k in body] + [_second(claims[k]) for k in ("nbf", "iat") if k in claims]
    ends = [_moment(body[k]) for k in _ENDS if k in body] + [_second(claims["exp"]) for k in ("exp",) if k in claims]
    ends += [_moment(proof[k]) for k in ("expires", "expirationDate") if proof and k in proof]
    return Window(max(begins, default=None), min(ends, default=None))


def told(moment: datetime | None) -> str | None:
    """A moment as text, in UTC and whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def _moment(value: Any) -> datetime:
    """An XSD dateTime; without an offset it is read as UTC."""
    if not isinstance(value, str) or _FORM.fullmatch(value) is None:
        raise Refused("date_unreadable")
    try:
        read = datetime.fromisoformat(re.sub(r"\.\d+", "", value))
        return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise Refused("date_unreadable") from None


def _second(value: Any) -> datetime:
    """A NumericDate of RFC 7519: seconds since 1970."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LATEST:
        raise Refused("date_unreadable")
    return datetime.fromtimestamp(int(value), UTC)
