"""Codes of results in plain words, in the language of the page."""

from __future__ import annotations

from api.pages.render import gettext
from engine.wording.facts import label


def codes() -> dict[str, str]:
    """What came of a row."""
    return {
        "recognised": gettext("Recognised"),
        "not_recognised": gettext("Not recognised on these facts"),
        "undetermined": gettext("Facts are missing"),
        "needs_authority": gettext("An authority decides"),
        "not_covered": gettext("No rules for this"),
        "consent_missing": gettext("Consent is missing"),
        "duplicate": gettext("Stands in the list already"),
        "failed": gettext("Could not be decided"),
        "bad_row": gettext("The row needs mending"),
    }


def consents() -> dict[str, str]:
    """Why a row was not looked at."""
    return {
        "not-given": gettext("The list does not say when the candidate agreed."),
        "for-another-purpose": gettext("The candidate agreed to something else than verification."),
        "not-yet-given": gettext("The consent begins on a later day."),
        "at-its-end": gettext("The consent has ended."),
    }


def notes() -> dict[str, str]:
    """What stands beside a result and does not change it."""
    return {
        "unknown-title": gettext("The title is not in the official list as it was written. It was matched with no other."),
        "title-of-another-country": gettext("The title is listed for another country."),
        "professional-title-for-evidence": gettext("A professional title was given; what counts is the title on the diploma."),
        "unknown-profession": gettext("No rules speak of this profession."),
        "same-facts": gettext("Another row has the same facts."),
        "stale-good-standing": gettext("The certificate of good standing is too old for the host country."),
        "credential-differs": gettext("The signed credential says something else than the row. What is signed was taken."),
    }


def recruitment() -> dict[str, str]:
    """What a recruiter may do."""
    return {
        "prohibited": gettext("Active recruitment from this country is forbidden"),
        "discouraged": gettext("Active recruitment from this country is discouraged"),
        "under_agreement": gettext("Active recruitment only where both governments agreed on it"),
        "allowed": gettext("An agreement covers active recruitment"),
    }


def states() -> dict[str, str]:
    """What a signed credential was found to be worth."""
    return {
        "not_given": gettext("No signed credential was given"),
        "not_verified": gettext("Could not be verified"),
        "issuer_unknown": gettext("The issuer is not known here for this"),
        "revoked": gettext("Withdrawn by its issuer"),
        "evidence_disputed": gettext("Evidence of this issuer is disputed"),
        "expired": gettext("Not valid on this day"),
        "status_unpublished": gettext("Whether it was withdrawn is not known"),
        "verified": gettext("Verified"),
    }


def ends() -> dict[str, str]:
    """What ends on a day."""
    return {
        "registration": gettext("Registration"),
        "consent": gettext("Consent"),
        "good_standing": gettext("Certificate of good standing"),
        "language_test": gettext("Language test"),
        "credential": gettext("Signed credential"),
    }


def profession(id: str) -> str:
    """A profession by its id."""
    told = label(id).replace("-", " ")
    return f"{told[:1].upper()}{told[1:]}"
