"""More coverage may change what other States conclude: where a question asks for that, no proof of monotonicity is claimed."""

from __future__ import annotations

from engine.language.corpus import Corpus
from engine.proofs import prove


def test_the_safeguard_for_short_records_is_not_called_monotone() -> None:
    """European Convention on Social Security, Art. 31: with a month more the other State pays, and the last State no longer."""
    report = prove(Corpus(), "ecss", properties=["monotonicity"], deciding="NL")
    told = {p["property"]: p for p in report["properties"] if p.get("benefit") == "aow"}
    assert told["monotonicity.foreign"]["result"] == "not_proved"
    assert "other States conclude" in told["monotonicity.foreign"]["why"]
