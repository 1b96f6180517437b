"""The closed list of codes: of a row, and of the notes beside it."""

from __future__ import annotations

#: One of these stands in every result. The first five say what a decision found; a row with one of the others was not decided.
BY_OUTCOME = {
    "yes": "recognised",
    "no": "not_recognised",
    "undetermined": "undetermined",
    "needs_authority": "needs_authority",
    "not_covered": "not_covered",
}
CONSENT_MISSING, DUPLICATE, BAD_ROW, FAILED = "consent_missing", "duplicate", "bad_row", "failed"
NOT_DECIDED = (CONSENT_MISSING, DUPLICATE, BAD_ROW, FAILED)
CODES = (*BY_OUTCOME.values(), *NOT_DECIDED)

#: What stands beside a result and does not change it.
UNKNOWN_TITLE, OTHER_COUNTRY, PROFESSIONAL_TITLE = "unknown-title", "title-of-another-country", "professional-title-for-evidence"
UNKNOWN_PROFESSION, SAME_FACTS, STALE, CONFLICT = "unknown-profession", "same-facts", "stale-good-standing", "credential-differs"
NOTES = (UNKNOWN_TITLE, OTHER_COUNTRY, PROFESSIONAL_TITLE, UNKNOWN_PROFESSION, SAME_FACTS, STALE, CONFLICT)
