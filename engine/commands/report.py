"""`portability report ID|DRAFT --out DIR`: one document on a text, as a page, as a PDF and as data."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from engine.problems import InputRefused
from engine.reporting.document import document, has_findings
from engine.reporting.kept import stage, state_of
from engine.reporting.page import page
from engine.reporting.pdf_words import NOT_INSTALLED
from engine.reporting.stages import STAGES
from engine.reporting.subject import Subject
from engine.sandbox.contain import contained
from engine.sandbox.limits import MEBIBYTE, Limits
from engine.sandbox.outside import outside

#: Named and not imported: a report without PDF does not need what it needs.
_PDF = "engine.reporting.pdf"


def run(words: list[str]) -> int:
    """Exit code 0 where a reader need look at nothing, 1 where something was found or not done, 2 for misuse."""
    parser = argparse.ArgumentParser(prog="portability report", description="One document on a draft or an agreement.")
    parser.add_argument("subject", help="an agreement by its id, or a draft by its path")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write into; what was done there before is not done again")
    parser.add_argument("--as-of", type=date.fromisoformat, help="the law of which day (YYYY-MM-DD)")
    parser.add_argument("--at", type=datetime.fromisoformat, help="the moment that the report tells; so that two of them are the same to the byte")
    parser.add_argument("--no-pdf", action="store_true", help="the page and the data alone")
    told = parser.parse_args(words)
    outside("report", [told.subject])
    moment = _moment(told.at)
    subject = Subject(told.subject, told.as_of or moment.date())
    report = document(_stages(subject, told.out), Path(told.subject).name, subject.day.isoformat())
    _write(report, told.out, moment)
    if not told.no_pdf:
        _pdf(told.out, moment)
    print(f"report on {report['subject']}: {told.out / 'report.html'}")
    return 1 if has_findings(report) else 0


def _moment(told: datetime | None) -> datetime:
    """--at, else SOURCE_DATE_EPOCH, else now; in whole seconds of UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    found = told or (datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC))
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)


def _stages(subject: Subject, out: Path) -> dict[str, dict[str, Any]]:
    state = state_of(subject)
    return {name: stage(name, subject, state, out / "stages", _tell) for name in STAGES}


def _write(report: dict[str, Any], out: Path, moment: datetime) -> None:
    out.mkdir(parents=True, exist_ok=True)
    made_at = moment.isoformat()
    whole = {"made_at": made_at, **report}
    (out / "report.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (out / "report.html").write_text(page(report, made_at), encoding="utf-8")


def _pdf(out: Path, moment: datetime) -> None:
    """Made in a contained process too: its words are the draft's."""
    _tell("pdf: begun")
    page_file, target = (out / "report.html").resolve(), (out / "report.pdf").resolve()
    limits = Limits(cpu=300, seconds=600, memory=4096 * MEBIBYTE)
    seconds = str(int(moment.timestamp()))
    try:
        ended = contained(
            _PDF, [str(page_file), str(target), seconds, "portability report"], reads=[page_file], writes=[target], limits=limits, told=_tell
        )
    except InputRefused as refused:
        _tell(f"no PDF was written: {refused.problems[0]}")
        return
    if ended.code not in (0, NOT_INSTALLED):
        _tell("no PDF was written")


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
