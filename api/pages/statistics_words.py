"""What the page of statistics calls its tables, dimensions and codes, in the language of the request."""

from __future__ import annotations

from api.pages.render import gettext


def titles() -> dict[str, str]:
    """The heading of each table, by its id."""
    return {
        "outcomes": gettext("Questions and their outcomes"),
        "corridors": gettext("Between which countries"),
        "wanted": gettext("Most wanted corridors without an agreement"),
        "articles": gettext("Which articles stood in the way"),
        "persons": gettext("Sex and age"),
        "statuses": gettext("Status in the law of persons and migration"),
        "occupations": gettext("Occupation and skill level"),
    }


def dimensions() -> dict[str, str]:
    """The heading of each column, by its dimension."""
    return {
        "question": gettext("Question"),
        "subject": gettext("Benefit or profession"),
        "outcome": gettext("Outcome"),
        "from": gettext("Earned in"),
        "to": gettext("To count in"),
        "state": gettext("One country"),
        "other_state": gettext("The other country"),
        "law": gettext("Agreement or law"),
        "article": gettext("Article"),
        "sex": gettext("Sex"),
        "age_band": gettext("Age"),
        "status": gettext("Status"),
        "occupation": gettext("Occupation"),
        "skill_level": gettext("Skill level"),
    }


def occupations() -> dict[str, str]:
    """The major groups of ISCO-08 (International Labour Organization, 2012), by their code."""
    return {
        "0": gettext("Armed forces occupations"),
        "1": gettext("Managers"),
        "2": gettext("Professionals"),
        "3": gettext("Technicians and associate professionals"),
        "4": gettext("Clerical support workers"),
        "5": gettext("Service and sales workers"),
        "6": gettext("Skilled agricultural, forestry and fishery workers"),
        "7": gettext("Craft and related trades workers"),
        "8": gettext("Plant and machine operators, and assemblers"),
        "9": gettext("Elementary occupations"),
    }
