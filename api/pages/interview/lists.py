"""The closed lists of a case in words, in the order in which a page offers them."""

from __future__ import annotations

from api.pages.render import gettext as _


def choices() -> dict[str, dict[str, str]]:
    """By fact: the words of a case, each with what a page says for it."""
    activities = _activities()
    return {
        "benefit": {
            "old-age": _("A pension for old age"),
            "invalidity": _("A pension because work is no longer possible"),
            "survivors": _("A pension after somebody died"),
            "applicable-legislation": _("Insurance while working abroad"),
        },
        "person.sex": {"female": _("A woman"), "male": _("A man"), "other": _("Another entry, or none")},
        "person.status": {
            "national": _("A national of the country"),
            "union-citizen": _("A citizen of the European Union"),
            "refugee": _("A refugee"),
            "stateless": _("Stateless: no nationality at all"),
            "third-country-national": _("A national of another country"),
            "without-status": _("No permit to stay"),
        },
        "claimant.relation": {
            "spouse": _("Husband or wife"),
            "partner": _("Partner without marriage"),
            "divorced-spouse": _("Divorced husband or wife"),
            "child": _("Child"),
            "parent": _("Parent"),
        },
        "posting.activity": {**activities, "flight-crew": _("On board of aircraft")},
        "posting.employer_there": {
            "same": _("The same employer as at home"),
            "related": _("A company of the same group"),
            "other": _("Another employer"),
        },
        "credential.purpose": {
            "practice": _("Work in the profession, and stay"),
            "services": _("Work there for a short time only"),
            "study": _("Study"),
            "work": _("Other work: the employer asks what the diploma is worth"),
        },
        "credential.training.mode": {"full-time": _("Full-time"), "part-time": _("Part-time")},
        "standing.sanctions": {
            "none": _("No, never"),
            "pending": _("A procedure is running"),
            "in-force": _("Yes, and they are in force"),
            "past": _("Yes, but they are over"),
        },
        "recruitment.recruiter": {
            "employer": _("The employer"),
            "private-agency": _("A private agency"),
            "public-body": _("A public body"),
        },
        "record.kind": kinds(),
        "record.activity": activities,
        "record.days_per_week": {"5": _("Five days"), "6": _("Six days"), "7": _("Seven days")},
        "registration.status": {
            "active": _("Active"),
            "pending": _("Asked for"),
            "lapsed": _("Run out"),
            "suspended": _("Suspended"),
            "withdrawn": _("Withdrawn"),
        },
        "language": {level: level for level in ("A1", "A2", "B1", "B2", "C1", "C2")},
    }


def kinds() -> dict[str, str]:
    """What a period can be."""
    return {
        "compulsory": _("Work, insured by law"),
        "voluntary": _("Contributions paid by choice"),
        "residence": _("Living there, not insured by work"),
        "child-raising": _("Raising a child"),
        "military": _("Military or civil service"),
        "unemployment": _("Unemployment, with a benefit"),
        "sickness": _("Sickness, with a benefit"),
        "assimilated": _("Another time that counts like insurance"),
    }


def units() -> dict[str, str]:
    """What an institution counts in."""
    return {"months": _("months"), "quarters": _("quarters"), "weeks": _("weeks"), "days": _("days"), "years": _("years")}


def outcomes() -> dict[str, str]:
    """What comes out of a question."""
    return {
        "yes": _("Yes"),
        "no": _("No"),
        "undetermined": _("Not decided yet"),
        "needs_authority": _("An authority decides"),
        "not_covered": _("Not covered"),
    }


def branches() -> dict[str, str]:
    """The branches of a pension, as a heading names them."""
    return {
        "old-age": _("Old age"),
        "invalidity": _("Invalidity"),
        "survivors": _("Survivors"),
        "applicable-legislation": _("Insurance while working abroad"),
    }


def ways() -> dict[str, str]:
    """The ways in, as a summary names them."""
    return {
        "pension": _("Pension periods"),
        "abroad": _("Work in another country"),
        "survivors": _("Pension after a death"),
        "credential": _("Diploma or professional qualification"),
    }


def professions() -> dict[str, str]:
    """Professions that rules name; others are told by their id."""
    return {
        "nurse-general-care": _("Nurse"),
        "midwife": _("Midwife"),
        "doctor": _("Doctor"),
        "general-practitioner": _("General practitioner"),
        "specialist-doctor": _("Specialist doctor"),
        "dentist": _("Dentist"),
        "pharmacist": _("Pharmacist"),
        "physiotherapist": _("Physiotherapist"),
        "occupational-therapist": _("Occupational therapist"),
        "speech-therapist": _("Speech therapist"),
        "radiographer": _("Radiographer"),
        "medical-laboratory-technician": _("Medical laboratory technician"),
        "nursing-assistant": _("Nursing assistant"),
        "paramedic": _("Paramedic"),
        "psychotherapist": _("Psychotherapist"),
        "clinical-psychologist": _("Clinical psychologist"),
        "veterinarian": _("Veterinarian"),
        "teacher": _("Teacher"),
        "social-worker": _("Social worker"),
        "engineer": _("Engineer"),
        "architect": _("Architect"),
        "accountant": _("Accountant"),
        "craft-master": _("Master in a craft"),
        "dietitian": _("Dietitian"),
        "orthoptist": _("Orthoptist"),
        "podiatrist": _("Podiatrist"),
        "dental-hygienist": _("Dental hygienist"),
        "dental-technician": _("Dental technician"),
        "optician": _("Optician"),
        "pharmacy-technician": _("Pharmacy technician"),
        "specialised-nurse": _("Specialised nurse"),
        "paediatric-nurse": _("Children’s nurse"),
        "psychiatric-nurse": _("Psychiatric nurse"),
        "masseur": _("Masseur"),
    }


def _activities() -> dict[str, str]:
    return {
        "employed": _("Employed"),
        "self-employed": _("Self-employed"),
        "civil-servant": _("Civil servant"),
        "seafarer": _("At sea"),
        "domestic": _("In a private household"),
        "agricultural": _("In agriculture"),
        "miner": _("In a mine"),
    }
