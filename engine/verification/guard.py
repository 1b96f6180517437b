"""Work that a proof over the RDF form may ask for, bounded before the proof is checked.

Bringing an RDF graph into its canonical form is quick for every real credential and without end for one made for it: a few nodes that
cannot be told apart are tried in every order. Whoever names a registered issuer could keep a reader busy so, before any signature is
checked. openbadgeslib meters that work; openvc, which checks the proof, does not. So the metered form is made first. Both share caches that
are not made for several threads: `LOCK` is held while openvc works.

The two inner modules of openbadgeslib are not its public face. The version is pinned, and tests hold what is relied on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openbadgeslib.ob3 import OB3VerificationError
from openbadgeslib.ob3._canon_guard import PYLD_LOCK as LOCK
from openbadgeslib.ob3._canon_guard import CanonicalizationGuardUnavailable, CanonicalizationWorkExceeded, WorkBudget
from openbadgeslib.ob3._structure_screen import StructureLimitExceeded
from openbadgeslib.ob3.contexts import document_loader
from openbadgeslib.ob3.ldp import _canonize, _screen_structure

from engine.verification.states import Refused

__all__ = ["LOCK", "refuse_costly"]


def refuse_costly(document: dict[str, Any], documents: Mapping[str, dict[str, Any]]) -> None:
    """Raises Refused (`too_costly`) where bringing the credential, or its proof, into canonical form takes more than a moment."""
    loader, budget = document_loader(documents), WorkBudget()
    credential = {key: value for key, value in document.items() if key != "proof"}
    proof = {key: value for key, value in document["proof"].items() if key != "proofValue"} | {"@context": document.get("@context")}
    try:
        _screen_structure(document, extra_contexts=documents)
        for part in (proof, credential):
            _canonize(part, loader, budget)
    except OB3VerificationError as error:
        if _is_costly(error):
            raise Refused("too_costly") from None
        # Any other fault is told by the check of the proof itself.


def _is_costly(error: BaseException | None) -> bool:
    kinds = (CanonicalizationWorkExceeded, CanonicalizationGuardUnavailable, StructureLimitExceeded)
    while error is not None:
        if isinstance(error, kinds):
            return True
        error = error.__cause__ or error.__context__
    return False
