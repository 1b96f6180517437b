"""The columns that a table may have, in plain words, in the groups in which a person looks for them."""

from __future__ import annotations

import io

from openpyxl import Workbook
from starlette.responses import Response

from api.pages.render import gettext
from api.security.access import not_there
from engine.batches.columns import MOST_LANGUAGES, MOST_PRACTICE

#: The headings of the table that can be downloaded: what most lists have, in the order in which it is asked.
TEMPLATE = [
    "candidate",
    "profession",
    "home",
    "host",
    "host_region",
    "nationality",
    "residence",
    "evidence",
    "awarding_body",
    "awarded_in",
    "training_started",
    "awarded",
    "registration_country",
    "registration_status",
    "registration_to",
    "practice_1_country",
    "practice_1_from",
    "practice_1_to",
    "practice_1_hours_per_week",
    "language",
    "language_level",
    "good_standing_issued",
    "good_standing_by",
    "primary_source_checked",
    "primary_source_by",
    "consent_given",
    "consent_purpose",
    "consent_until",
    "recruitment_active",
    "recruiter_country",
]


def labels() -> dict[str, str]:
    """Every column by its name."""
    told = {
        "candidate": gettext("Reference of the candidate (never a name)"),
        "profession": gettext("Profession"),
        "evidence": gettext("Title of the diploma"),
        "awarding_body": gettext("Who awarded the diploma"),
        "professional_title": gettext("Professional title"),
        "certificates": gettext("Certificates with the diploma"),
        "awarded_in": gettext("Country of the diploma"),
        "training_started": gettext("Training began on"),
        "awarded": gettext("Diploma awarded on"),
        "purpose": gettext("What it is to count for"),
        "training_years": gettext("Years of training"),
        "training_hours": gettext("Hours of training"),
        "training_practical_hours": gettext("Practical hours of training"),
        "training_mode": gettext("Manner of training"),
        "eqf_level": gettext("Level of the European Qualifications Framework"),
        "home": gettext("Home country of the credential"),
        "host": gettext("Country where it is to count"),
        "host_region": gettext("Region where it is to count"),
        "claim_date": gettext("Day of the application"),
        "nationality": gettext("Nationality"),
        "residence": gettext("Country of residence"),
        "registration_country": gettext("Register: country"),
        "registration_body": gettext("Register: who keeps it"),
        "registration_status": gettext("Register: status"),
        "registration_from": gettext("Registered from"),
        "registration_to": gettext("Registered until"),
        "practice_certificate_issued": gettext("Certificate of practice issued on"),
        "full_nursing_responsibility": gettext("Full responsibility for nursing (yes or no)"),
        "good_standing_issued": gettext("Good standing certified on"),
        "good_standing_by": gettext("Good standing certified by"),
        "sanctions": gettext("Sanctions"),
        "recruitment_active": gettext("Actively recruited (yes or no)"),
        "recruiter_country": gettext("Country of the recruiter"),
        "recruiter": gettext("Kind of recruiter"),
        "applied_unprompted": gettext("Applied of their own accord (yes or no)"),
        "primary_source_checked": gettext("Checked with the awarding body or register on"),
        "primary_source_by": gettext("Checked by"),
        "consent_given": gettext("Consent given on"),
        "consent_purpose": gettext("Consent given for"),
        "consent_until": gettext("Consent ends on"),
        "credential_file": gettext("File of a signed credential"),
    }
    return told | _practice() | _languages()


def _practice() -> dict[str, str]:
    found: dict[str, str] = {}
    for n in range(1, MOST_PRACTICE + 1):
        found |= {
            f"practice_{n}_country": gettext("Practice %(n)s: country", n=n),
            f"practice_{n}_profession": gettext("Practice %(n)s: profession", n=n),
            f"practice_{n}_from": gettext("Practice %(n)s: from", n=n),
            f"practice_{n}_to": gettext("Practice %(n)s: to", n=n),
            f"practice_{n}_hours_per_week": gettext("Practice %(n)s: hours a week", n=n),
            f"practice_{n}_lawful": gettext("Practice %(n)s: lawful (yes or no)", n=n),
        }
    return found


def _languages() -> dict[str, str]:
    found: dict[str, str] = {}
    for n in range(1, MOST_LANGUAGES + 1):
        stem = "language" if n == 1 else f"language_{n}"
        found |= {
            stem: gettext("Language %(n)s", n=n),
            f"{stem}_level": gettext("Language %(n)s: level", n=n),
            f"{stem}_evidence": gettext("Language %(n)s: certificate", n=n),
            f"{stem}_tested": gettext("Language %(n)s: tested on", n=n),
        }
    return found


def template(ending: str) -> Response:
    """The table to fill in; a workbook has a second sheet that says what each column holds. Raises HttpProblem (404) for another kind."""
    if ending == ".csv":
        content, media = ("\ufeff" + ",".join(TEMPLATE) + "\r\n").encode(), "text/csv; charset=utf-8"
    elif ending == ".xlsx":
        content, media = _workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    else:
        raise not_there()
    return Response(content, headers={"Content-Disposition": f'attachment; filename="candidates{ending}"'}, media_type=media)


def _workbook() -> bytes:
    book = Workbook()
    book.worksheets[0].title = "candidates"
    book.worksheets[0].append(TEMPLATE)
    about = book.create_sheet("columns")
    for name in TEMPLATE:
        about.append([name, labels()[name]])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
