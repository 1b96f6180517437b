"""Who asks: nobody in particular, or a tenant by one of its keys or clients."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Principal:
    """`tenant` is empty for somebody without a key. `key` is the id of the key or client, never its secret.

    `title` is what the tenant is called, `per_minute` and `per_day` are its quotas (0: none), `origins` the sites whose scripts may call for it.
    """

    tenant: str = ""
    key: str = ""
    scopes: frozenset[str] = frozenset()
    per_minute: int = 0
    per_day: int = 0
    origins: tuple[str, ...] = ()
    title: str = ""

    @property
    def anonymous(self) -> bool:
        return not self.tenant

    def may(self, scope: str) -> bool:
        """Whether it has this scope."""
        return scope in self.scopes


ANONYMOUS = Principal()
