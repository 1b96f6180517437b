"""The page as a tagged PDF (PDF/UA-1), by WeasyPrint where it is installed. It loads nothing: what the page needs stands in it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from engine.problems import Place, Problem, RuleFileRefused

try:  # looked for while this module is read: its libraries are sought by starting other programs, which a contained process may not do
    from weasyprint import HTML
except (ImportError, OSError):
    HTML = None

MISSING = "no PDF was written: install the extra `report` (pip install '.[report]') and, on Debian or Ubuntu, libpango-1.0-0 and libpangoft2-1.0-0"


def run(words: list[str]) -> int:
    """`pdf PAGE OUT MOMENT`: exit code 3 where WeasyPrint or its libraries are not there."""
    page, out, moment = words
    os.environ["SOURCE_DATE_EPOCH"] = moment
    if HTML is None:
        print(MISSING, file=sys.stderr)
        return 3
    text = Path(page).read_text(encoding="utf-8")
    HTML(string=text, url_fetcher=_nothing).write_pdf(out, pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=b"portability report")
    return 0


def _nothing(url: str, *_: object, **__: object) -> dict[str, object]:
    raise RuleFileRefused([Problem(Place(), "loads-something", "a report loads nothing", url[:80])])
