"""What is wrong with a table, as sentences for the person who sent it."""

from __future__ import annotations

from api.pages.render import gettext
from engine.problems import InputRefused, Problem


def sentences(refused: InputRefused) -> dict[str, str]:
    """The findings, all at the field `file`, for the summary of errors."""
    return {"file": " ".join(sentence(problem) for problem in refused.problems[:5])}


def sentence(problem: Problem) -> str:
    """One finding: where, what, and how to mend it. A cell is never repeated."""
    place = problem.place
    where = gettext("Row %(row)s, column %(column)s: ", row=place.line, column=place.column) if place.line > 1 else ""
    told = problem.message.replace("`", "")
    mend = problem.mend.replace("`", "").replace(" --map", " below")
    return f"{where}{told[:1].upper()}{told[1:]}.{f' {mend[:1].upper()}{mend[1:]}.' if mend else ''}".replace("?.", "?")
