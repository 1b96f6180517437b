"""The closed lists of words of a case."""

from __future__ import annotations

from typing import Literal

Question = Literal["contribution-record", "credential"]
Sex = Literal["female", "male", "other"]
Status = Literal["national", "union-citizen", "refugee", "stateless", "third-country-national", "without-status"]
Relation = Literal["spouse", "child", "parent", "divorced-spouse", "partner"]
Kind = Literal["compulsory", "voluntary", "assimilated", "residence", "child-raising", "military", "unemployment", "sickness"]
Activity = Literal["employed", "self-employed", "civil-servant", "seafarer", "domestic", "agricultural", "miner"]
PostedActivity = Literal["employed", "self-employed", "civil-servant", "seafarer", "domestic", "agricultural", "miner", "flight-crew"]
EmployerThere = Literal["same", "related", "other"]
DaysPerWeek = Literal[5, 6, 7]
Per = Literal["day", "week", "month", "year", "once"]
Purpose = Literal["practice", "services", "study", "work"]
TrainingMode = Literal["full-time", "part-time"]
RegistrationStatus = Literal["active", "pending", "lapsed", "suspended", "withdrawn"]
LanguageLevel = Literal["A1", "A2", "B1", "B2", "C1", "C2"]
Recruiter = Literal["employer", "private-agency", "public-body"]
Sanctions = Literal["none", "pending", "in-force", "past"]
KnownBy = Literal["self-declared", "document", "primary-source", "signed-credential"]
