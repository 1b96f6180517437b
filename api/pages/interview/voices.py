"""The questions of the interview as they are put to the person. Who answers for another is asked as the engine words it."""

from __future__ import annotations

from api.pages.render import gettext as _


def to_you() -> dict[str, str]:
    """Questions to the person whose record or credential it is, by fact."""
    return {
        "person.birth_date": _("When were you born?"),
        "person.residence": _("In which country do you live now?"),
        "person.nationalities": _("Which nationalities do you have?"),
        "person.status": _("What is your legal status in the country where you live?"),
        "person.sex": _("Are you a woman or a man?"),
        "person.incapacity_from": _("Since when have you been unable to work?"),
        "person.legally_resident_in_union": _("Do you live legally in a country of the European Union?"),
        "person.assimilated_by_union_law": _("Are you a family member of a citizen of the European Union?"),
        "claim.contingency": _("When did it happen?"),
        "claim.date": _("When did you claim?"),
        "claim.approved": _("When was your claim approved?"),
        "children": _("Which children do you have?"),
        **_work_abroad(),
        **_qualification(),
    }


def to_survivor() -> dict[str, str]:
    """Questions to a survivor: the insured person has died, and the claimant answers."""
    return {
        "person.birth_date": _("When was the person who died born?"),
        "person.residence": _("In which country did the person who died live?"),
        "person.nationalities": _("Which nationalities did the person who died have?"),
        "person.status": _("What was the legal status of the person who died?"),
        "person.sex": _("Was the person who died a woman or a man?"),
        "person.died": _("When did the person die?"),
        "person.legally_resident_in_union": _("Did the person who died live legally in a country of the European Union?"),
        "person.assimilated_by_union_law": _("Was the person who died a family member of a citizen of the European Union?"),
        "claim.contingency": _("When did the person die?"),
        "claimant.relation": _("What were you to the person who died?"),
        "claimant.birth_date": _("When were you born?"),
        "claimant.residence": _("In which country do you live now?"),
        "claimant.nationalities": _("Which nationalities do you have?"),
        "claimant.married": _("When did you marry the person who died?"),
        "children": _("Which children did the person who died have?"),
        "claim.date": _("When did you claim?"),
        "claim.approved": _("When was your claim approved?"),
    }


def _work_abroad() -> dict[str, str]:
    return {
        "posting.home": _("In which country are you insured before you go?"),
        "posting.host": _("In which country will you work?"),
        "posting.from": _("When does the work abroad begin?"),
        "posting.to": _("When does the work abroad end?"),
        "posting.activity": _("What kind of work do you do?"),
        "posting.employer_there": _("Who employs you while you are abroad?"),
        "posting.employer_in": _("In which country does your employer have its seat?"),
        "posting.replaces_another": _("Do you replace somebody who was sent before you?"),
        "posting.insured_at_home_months": _("For how many months were you insured at home just before?"),
        "posting.shares_of_work": _("Which share of your work do you do in each country?"),
        "posting.employer_seats": _("In which countries do your employers have their seat?"),
        "posting.flag": _("Under the flag of which country does the ship sail?"),
    }


def _qualification() -> dict[str, str]:
    return {
        "home": _("Which country awarded your diploma or qualification?"),
        "host": _("In which country do you want to use it?"),
        "host_region": _("In which part of that country will you work?"),
        "credential.profession": _("What is your profession?"),
        "credential.purpose": _("What do you want to do there?"),
        "credential.evidence": _("What is the exact title on your diploma?"),
        "credential.awarding_body": _("Which school or authority awarded the diploma?"),
        "credential.professional_title": _("Which professional title do you hold?"),
        "credential.certificates": _("Which certificates came with your diploma?"),
        "credential.training_started": _("When did your training begin?"),
        "credential.awarded": _("When was your diploma awarded?"),
        "credential.awarded_in": _("In which country was your diploma awarded?"),
        "credential.training.years": _("For how many years did you train?"),
        "credential.training.hours": _("How many hours did the whole training have?"),
        "credential.training.practical_hours": _("How many hours of practice did the training have?"),
        "credential.training.mode": _("Did you train full-time or part-time?"),
        "credential.level.eqf": _("Which level does your diploma have in the European framework (EQF)?"),
        "credential.level.framework": _("In which national framework does your qualification have a level?"),
        "credential.level.level": _("Which level does it have there?"),
        "credential.recognised_in": _("Which countries have recognised your qualification already?"),
        "practice": _("Where and when did you work in the profession?"),
        "practice_certificate.issued": _("When was your certificate of practice issued?"),
        "practice_certificate.full_nursing_responsibility": _("Does the certificate say that you had full responsibility for nursing care?"),
        "registration": _("In which countries are you on the register of your profession?"),
        "standing.sanctions": _("Has a professional body ever taken measures against you?"),
        "standing.good_standing.issued": _("When was your certificate of good standing issued?"),
        "recruitment.active": _("Did a recruiter or an employer from abroad approach you first?"),
        "recruitment.recruiter_country": _("For which country does the recruiter act?"),
        "recruitment.recruiter": _("Who recruits you?"),
        "recruitment.worker_applied_unprompted": _("Did you apply without being approached?"),
    }
