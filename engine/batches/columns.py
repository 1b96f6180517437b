"""The columns that a table may have: the name of each, where its value stands in a case, and other headings in common use.

A column whose path is empty is the batch's own: it is not a fact of a case (a consent, a check at the primary source).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

MOST_PRACTICE, MOST_LANGUAGES = 3, 2
#: What a cell holds: one word for each way of reading it.
TEXT, NAME, REFERENCE, DATE, COUNTRY, COUNTRIES, WORD, TRUTH, NUMBER, TEXTS, WORDS, FILE = range(12)


@dataclass(frozen=True, slots=True)
class Column:
    """`also` are other headings for the same thing, in English, Spanish, French, German and Portuguese."""

    name: str
    kind: int
    path: tuple[str | int, ...] = ()
    also: str = ""


#: Without these a table answers nothing, or may not be looked at.
REQUIRED = ("candidate", "profession", "host", "consent_given", "consent_purpose")

_CREDENTIAL = (
    Column("profession", WORD, ("credential", "profession"), "occupation profesion beruf profissao metier"),
    Column(
        "evidence", TEXT, ("credential", "evidence"), "diploma diploma_title degree qualification titulo diplome intitule_du_diplome diplom abschluss"
    ),
    Column(
        "awarding_body",
        TEXT,
        ("credential", "awarding_body"),
        "awarded_by issuer organismo_emisor etablissement ausstellende_stelle entidade_emissora",
    ),
    Column(
        "professional_title",
        TEXT,
        ("credential", "professional_title"),
        "titulo_profesional titre_professionnel berufsbezeichnung titulo_profissional",
    ),
    Column("certificates", TEXTS, ("credential", "certificates"), "certificate certificados certificats bescheinigungen"),
    Column(
        "awarded_in", COUNTRY, ("credential", "awarded_in"), "country_of_award pais_de_expedicion pays_de_delivrance ausstellungsland pais_de_emissao"
    ),
    Column(
        "training_started",
        DATE,
        ("credential", "training_started"),
        "training_start start_of_training inicio_de_la_formacion debut_de_la_formation ausbildungsbeginn inicio_da_formacao",
    ),
    Column(
        "awarded",
        DATE,
        ("credential", "awarded"),
        "award_date date_of_award graduation_date fecha_de_expedicion date_de_delivrance ausstellungsdatum data_de_emissao",
    ),
    Column("purpose", WORD, ("credential", "purpose"), "finalidad finalite zweck finalidade"),
    Column("training_years", NUMBER, ("credential", "training", "years")),
    Column("training_hours", NUMBER, ("credential", "training", "hours")),
    Column("training_practical_hours", NUMBER, ("credential", "training", "practical_hours")),
    Column("training_mode", WORD, ("credential", "training", "mode")),
    Column("eqf_level", NUMBER, ("credential", "level", "eqf"), "eqf"),
)
_QUESTION = (
    Column("home", COUNTRY, ("home",), "home_country source_country pais_de_origen pays_d_origine herkunftsland pais_de_origem"),
    Column("host", COUNTRY, ("host",), "host_country destination destination_country pais_de_destino pays_de_destination zielland"),
    Column("host_region", NAME, ("host_region",), "region bundesland land comunidad_autonoma"),
    Column("claim_date", DATE, ("claim", "date"), "application_date fecha_de_solicitud date_de_la_demande antragsdatum data_do_pedido"),
    Column("nationality", COUNTRIES, ("person", "nationalities"), "nationalities nacionalidad nationalite staatsangehorigkeit nacionalidade"),
    Column("residence", COUNTRY, ("person", "residence"), "country_of_residence residencia pays_de_residence wohnsitz wohnsitzland"),
)
_REGISTRATION = (
    Column("registration_country", COUNTRY, ("registration", 0, "country"), "pais_de_registro pays_d_inscription registrierungsland"),
    Column("registration_body", TEXT, ("registration", 0, "body"), "register registration_authority"),
    Column("registration_status", WORD, ("registration", 0, "status"), "license_status licence_status"),
    Column("registration_from", DATE, ("registration", 0, "from"), "registered_from"),
    Column("registration_to", DATE, ("registration", 0, "to"), "registered_to registration_expires license_expires licence_expires"),
)
_STANDING = (
    Column("practice_certificate_issued", DATE, ("practice_certificate", "issued")),
    Column("full_nursing_responsibility", TRUTH, ("practice_certificate", "full_nursing_responsibility")),
    Column("good_standing_issued", DATE, ("standing", "good_standing", "issued"), "good_standing good_standing_date"),
    Column("good_standing_by", TEXT, ("standing", "good_standing", "by")),
    Column("sanctions", WORD, ("standing", "sanctions")),
    Column("recruitment_active", TRUTH, ("recruitment", "active"), "active_recruitment actively_recruited"),
    Column("recruiter_country", COUNTRY, ("recruitment", "recruiter_country")),
    Column("recruiter", WORD, ("recruitment", "recruiter")),
    Column("applied_unprompted", TRUTH, ("recruitment", "worker_applied_unprompted")),
)
_OWN = (
    Column(
        "candidate",
        REFERENCE,
        (),
        "candidate_id candidate_reference reference ref referencia id_candidato candidato candidat reference_candidat bewerbernummer referenz",
    ),
    Column("primary_source_checked", DATE, (), "primary_source primary_source_date psv_date"),
    Column("primary_source_by", TEXT, (), "psv_by"),
    Column("consent_given", DATE, (), "consent consent_date consentimiento consentement einwilligung consentimento"),
    Column("consent_purpose", WORDS, (), "consent_for finalidad_del_consentimiento finalite_du_consentement zweck_der_einwilligung"),
    Column("consent_until", DATE, (), "consent_expires"),
    Column("credential_file", FILE, (), "signed_credential"),
)


def _repeated() -> Iterator[Column]:
    """Spans of practice and languages: the first may stand without its number."""
    for n in range(MOST_PRACTICE):
        for key, kind in (("country", COUNTRY), ("profession", WORD), ("from", DATE), ("to", DATE), ("hours_per_week", NUMBER), ("lawful", TRUTH)):
            yield Column(f"practice_{n + 1}_{key}", kind, ("practice", n, key), f"practice_{key}" if n == 0 else "")
    for n in range(MOST_LANGUAGES):
        stem = "language" if n == 0 else f"language_{n + 1}"
        yield Column(stem, WORD, ("language", n, "language"), "language_1 idioma langue sprache" if n == 0 else "")
        yield Column(
            f"{stem}_level", WORD, ("language", n, "level"), "language_1_level nivel_de_idioma niveau_de_langue sprachniveau" if n == 0 else ""
        )
        yield Column(f"{stem}_evidence", TEXT, ("language", n, "evidence"))
        yield Column(f"{stem}_tested", DATE, ("language", n, "tested"), "language_1_tested language_date" if n == 0 else "")


@cache
def known_columns() -> dict[str, Column]:
    """Every column by its name, in the order of a row."""
    columns = (_OWN[0], *_CREDENTIAL, *_QUESTION, *_REGISTRATION, *_repeated(), *_STANDING, *_OWN[1:])
    return {column.name: column for column in columns}


@cache
def headings() -> dict[str, str]:
    """The column that each known heading means; headings are folded as `headings.folded` does."""
    found = {name: name for name in known_columns()}
    for column in known_columns().values():
        for word in column.also.split():
            found.setdefault(word, column.name)
    return found
