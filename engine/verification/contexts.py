"""The JSON-LD contexts that are known here. A context is never fetched, and a credential that names another one is refused.

For a proof over the RDF form the documents themselves are needed: those of W3C and 1EdTech come with the libraries, ours stands in
`contexts/`. A token or a JCS proof signs the text, so there it is enough that the names are known.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from engine.verification.limits import walk
from engine.verification.states import Refused

#: The plain profile of this project: the keys of a case.
PLAIN = "urn:portability:credentials:v1"
_FIRST = ("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1")
_OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/"
KNOWN = frozenset(
    {
        *_FIRST,
        PLAIN,
        *(f"{_OPEN_BADGES}context{edition}.json" for edition in ("", "-3.0.1", "-3.0.2", "-3.0.3")),
        f"{_OPEN_BADGES}extensions.json",
        "http://data.europa.eu/snb/model/context/edc-ap",
        "https://w3id.org/security/data-integrity/v2",
        "https://w3id.org/security/multikey/v1",
    }
)


def refuse_unknown(body: dict[str, Any]) -> None:
    """Refuses a credential whose contexts are not all known by name, written inline, or hidden deeper inside. Raises Refused."""
    told = body.get("@context")
    names = told if isinstance(told, list) else [told]
    if not names or names[0] not in _FIRST or not all(isinstance(n, str) and n in KNOWN for n in names):
        raise Refused("unknown_context")
    for inner in walk({key: value for key, value in body.items() if key != "@context"}):
        if isinstance(inner, dict) and inner.get("@context", told) != told:
            raise Refused("unknown_context")


@cache
def documents() -> dict[str, dict[str, Any]]:
    """The context documents for proofs over the RDF form, by name. Loads the library for Open Badges."""
    from openbadgeslib.ob3.contexts import bundled_contexts

    ours = json.loads((Path(__file__).parent / "contexts" / "portability-v1.json").read_text(encoding="utf-8"))
    return {**bundled_contexts(), PLAIN: ours}
