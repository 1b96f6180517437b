"""The page as a tagged PDF (PDF/UA-1), by WeasyPrint where it is installed. It loads nothing: what the page needs stands in it.

This module runs in a contained process (`engine.sandbox`), never in the one that answers.
"""

from __future__ import annotations

import base64
import os
import sys
from pathlib import Path
from typing import Any

from engine.problems import Place, Problem, RuleFileRefused
from engine.reporting.pdf_words import NOT_INSTALLED, STREAM

try:  # looked for while this module is read: its libraries are sought by starting other programs, which a contained process may not do
    from weasyprint import HTML
except (ImportError, OSError):
    HTML = None

MISSING = "no PDF was written: install the extra `report` (pip install '.[report]') and, on Debian or Ubuntu, libpango-1.0-0 and libpangoft2-1.0-0"


def run(words: list[str]) -> int:
    """`pdf PAGE OUT MOMENT IDENTIFIER`: the moment in seconds of the epoch, the identifier any text that is the same for the same page."""
    page, out, moment, identifier = words
    os.environ["SOURCE_DATE_EPOCH"] = moment
    if HTML is None:
        print(MISSING, file=sys.stderr)
        return NOT_INSTALLED
    text = sys.stdin.buffer.read().decode("utf-8") if page == STREAM else Path(page).read_text(encoding="utf-8")
    page_of = HTML(string=text, url_fetcher=_nothing)
    made = page_of.write_pdf(finisher=_margins_apart, pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=identifier.encode())
    if out == STREAM:
        sys.stdout.buffer.write(base64.b64encode(made))
    else:
        Path(out).write_bytes(made)
    return 0


def _margins_apart(_: object, pdf: Any) -> None:
    """Mark what stands in the margins (numbers of pages) as no part of the content.

    WeasyPrint marks it as content that its structure does not have; ISO 14289-1 (7.1) asks for an artifact.
    """
    objects = {thing.reference: thing for thing in pdf.objects}
    root = objects[pdf.catalog["StructTreeRoot"]]
    reached, waiting = set(), list(root["K"])
    while waiting:
        kid = waiting.pop()
        if kid in objects and kid not in reached:
            reached.add(kid)
            waiting += objects[kid].get("K", [])
    numbers = objects[root["ParentTree"]]["Nums"]
    for n, page in enumerate(pdf.page_references):
        parents = numbers[2 * n + 1]
        lost = {i for i, parent in enumerate(parents) if parent not in reached}
        words = objects[objects[page]["Contents"]].stream
        for at, word in enumerate(words):
            if word == b"BDC" and int(words[at - 1]["MCID"]) in lost:
                words[at - 2 : at + 1] = ["/Artifact", b"", b"BMC"]
        for i in lost:
            parents[i] = "null"


def _nothing(url: str, *_: object, **__: object) -> dict[str, object]:
    raise RuleFileRefused([Problem(Place(), "loads-something", "a report loads nothing", url[:80])])
