"""Where the pages of rules stand. An address of the law never changes its meaning; no fact of a person stands in one."""

from __future__ import annotations

import re

from api.catalogue.catalogue import NATIONAL

#: `ca-in.art-12.opens@CA`, `national.DE.regular-old-age.own@DE`: an instrument, an article, a rule, and perhaps a test of it.
_ADDRESS = re.compile(
    r"(?:national\.(?P<state>[A-Z]{2})|(?P<file>(?!national\.)[a-z0-9-]+)\.(?P<article>[A-Za-z0-9_-]+))\.(?P<rule>[A-Za-z0-9_-]+)(?:[.@].*)?"
)


def page_of(address: str) -> str:
    """The page of the rule that an address in an answer names, such as `/instruments/ca-in/art-12/opens`; empty for any other text.

    The address of a test leads to the rule in which it stands. A draft that is not among the instruments has no page.
    """
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return ""
    if found["state"]:
        return f"/instruments/{NATIONAL}{found['state']}/{found['rule']}"
    return f"/instruments/{found['file']}/{found['article']}/{found['rule']}"
