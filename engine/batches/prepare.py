"""From a row to a case: consent first, then faults, then what a signed credential adds."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from engine.batches import codes, signed
from engine.batches.consent import lacking
from engine.batches.credential_files import read_below
from engine.batches.result import told_problem
from engine.batches.row import CONSENT, Row
from engine.batches.sheet import Fault
from engine.facts.case import Case
from engine.facts.parse import parse_case
from engine.problems import CaseRefused, InputRefused, Place, Problem

#: Facts that a check at the primary source is taken to cover.
CHECKED_AT_SOURCE = ("evidence", "awarding_body", "awarded_in", "awarded")
_NO_FOLDER = Fault("no-folder", "the row names a file, and no folder of credentials was told", "name it with --credentials")


class Preparing:
    """`as_of` is the day of law, `today` the day on which a consent must hold and a credential be valid."""

    def __init__(self, as_of: date, today: date, credentials: Path | None = None, verifier: signed.Verifier | None = None) -> None:
        self.as_of, self.today, self.credentials, self.verifier = as_of, today, credentials, verifier

    def prepared(self, row: Row) -> tuple[dict[str, Any], Case | None]:
        """The result so far, and the case where the row can be decided. A row without consent is looked at no further."""
        base: dict[str, Any] = {"row": row.number, "candidate": row.candidate, "code": codes.BAD_ROW, "problems": [], "notes": []}
        unread = [p for p in row.problems if p.address in (*CONSENT, "")]
        if not unread and (why := lacking(row.own, self.today.toordinal())):
            return {**base, "code": codes.CONSENT_MISSING, "consent": why}, None
        if row.problems:
            return {**base, "problems": [told_problem(p) for p in row.problems]}, None
        try:
            case = self._case(row, base)
            return base, parse_case({**case, "as_of": self.as_of.isoformat()}, today=self.today)
        except CaseRefused as refused:
            return {**base, "problems": [told_problem(_placed(row, p)) for p in refused.problems]}, None
        except InputRefused:  # nothing that one row could be at fault for: libraries that are missing
            raise
        except Exception as error:  # a fault of the program or of a library: the other rows must not pay for it
            return {**base, "code": codes.FAILED, "failure": type(error).__name__}, None

    def _case(self, row: Row, base: dict[str, Any]) -> dict[str, Any]:
        """The case with what a signed credential says, and by what its facts are known. Raises CaseRefused where a file cannot be read."""
        case = dict(row.case)
        if row.own.get("primary_source_checked") and row.own.get("primary_source_by"):
            case["known_by"] = {f"credential.{key}": "primary-source" for key in CHECKED_AT_SOURCE if key in case.get("credential", {})}
        base["verification"] = {"state": signed.NOT_GIVEN}
        name = row.own.get("credential_file")
        if name is None:
            return case
        if self.credentials is None or self.verifier is None:
            raise _at_the_file(_NO_FOLDER)
        raw = read_below(self.credentials, name)
        if isinstance(raw, Fault):
            raise _at_the_file(raw)
        result = self.verifier.check(raw, self.today)
        base["verification"] = signed.told(result)
        case, differing = self.verifier.completed(case, result)
        base["notes"] = [{"code": codes.CONFLICT, "fact": d["fact"]} for d in differing]
        return case


def _at_the_file(fault: Fault) -> CaseRefused:
    return CaseRefused([Problem(Place(pointer="/credential_file"), fault.code, fault.message, mend=fault.mend)])


def _placed(row: Row, problem: Problem) -> Problem:
    """A problem of the case at the column that its value came from; at the row where it came from none."""
    pointer = problem.place.pointer
    while pointer and pointer not in row.column_of:
        pointer = pointer.rpartition("/")[0]
    name, index = row.column_of.get(pointer, ("", 0))
    return Problem(Place(row.file, row.number, index + 1), problem.code, problem.message, problem.found, problem.expected, problem.mend, name)
