"""Cases that the tests of the API send: each outcome that the rule files of today can give."""

from __future__ import annotations

from typing import Any

from api.service import GOLDEN_CASE

Case = dict[str, Any]
YES: Case = GOLDEN_CASE
NO: Case = {
    **GOLDEN_CASE,
    "deciding": ["DE"],
    "record": [
        {"country": "DE", "scheme": "general", "kind": "compulsory", "from": "1980-01-01", "to": "1981-05-31"},
        {"country": "US", "scheme": "oasdi", "kind": "compulsory", "from": "1990-01-01", "to": "1999-12-31", "quarters": 32},
    ],
}
UNDETERMINED: Case = {"benefit": "old-age", "record": [{"country": "DE", "from": "1980", "to": "1981"}, {"country": "US", "from": "1990"}]}
NOT_COVERED: Case = {"benefit": "old-age", "record": [{"country": "IN", "months": 80}, {"country": "PH", "months": 90}]}
POSTING: Case = {
    "as_of": "2024-01-01",
    "benefit": "applicable-legislation",
    "posting": {"home": "DE", "host": "US", "from": "2024-03-01", "to": "2026-02-28", "activity": "employed", "employer_there": "same"},
}
SURVIVORS: Case = {
    **GOLDEN_CASE,
    "benefit": "survivors",
    "claimant": {"relation": "spouse", "birth_date": "1960-01-01", "residence": "US"},
    "claim": {"contingency": "2023-05-01"},
}
INVALIDITY: Case = {**GOLDEN_CASE, "benefit": "invalidity", "claim": {"contingency": "2000-05-01"}}
RECORDS: tuple[Case, ...] = (YES, NO, UNDETERMINED, NOT_COVERED, POSTING, SURVIVORS, INVALIDITY)

CREDENTIAL: Case = {
    "as_of": "2024-01-01",
    "home": "CZ",
    "host": "DE",
    "person": {"nationalities": ["CZ"]},
    "credential": {"profession": "nurse-general-care", "awarded_in": "CZ", "training_started": "2006-09-01", "awarded": "2009-06-30"},
}
