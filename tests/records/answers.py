"""An answer in the form that the engine gives, small enough to be kept often; tests of the routes keep whole ones."""

from __future__ import annotations

from typing import Any

RECEIPT: dict[str, Any] = {
    "engine": "1.1.0",
    "backend": "pure-python",
    "rules": {"agreements/de-us/agreement.yaml": f"sha256:{'a' * 64}"},
    "as_of": "2024-07-01",
    "facts": {"person": {"birth_date": "1958-03-14"}, "record": [{"country": "DE", "from": "1980-01-01"}]},
    "trace": f"sha256:{'b' * 64}",
}
ANSWER: dict[str, Any] = {
    "decisions": [
        {
            "deciding": "DE",
            "instrument": "de-us",
            "benefit": "grv-old-age",
            "branch": "old-age",
            "as_of": "2024-07-01",
            "outcome": "yes",
            "basis": "totalized",
            "payable_from": "2024-04-01",
            "summary": "Germany: yes, from 1958-03-14 on.",
            "because": [{"address": "de-us.art-7@DE", "sentence": "The time in Germany is 24 months."}],
            "confidence": "confirmed",
            "receipt": RECEIPT,
        }
    ]
}
