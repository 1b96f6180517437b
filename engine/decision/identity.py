"""The id of an answer: the same on page, PDF, JSON and command line, so that two papers can be told to be one answer."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

#: Eighty bits, in four groups: nobody meets another answer with the same id by chance, and it can be read out at a counter.
_BYTES = 10
#: Letters that look like figures are left out (Crockford's alphabet); Python's own for five bits, in the same order.
_ALPHABET = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def answer_id(decisions: Sequence[Mapping[str, Any]]) -> str:
    """A short digest of the receipts: `7K3M-2QPX-9D4T-A0VE`.

    It is made from facts of a person, so it is as personal as they are. Which engine read the rules is left out: both read the same.
    """
    receipts = [{k: v for k, v in d["receipt"].items() if k != "backend"} for d in decisions]
    told = json.dumps(receipts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    text = base64.b32encode(hashlib.sha256(told.encode()).digest()[:_BYTES]).decode("ascii").translate(_ALPHABET)
    return "-".join(text[n : n + 4] for n in range(0, len(text), 4))
