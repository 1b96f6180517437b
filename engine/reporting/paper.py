"""A page with facts of a person as a PDF: made in a contained process under limits, and through pipes, so that it lies in no file."""

from __future__ import annotations

import base64
import os
import threading
from ctypes.util import find_library
from functools import cache
from importlib.util import find_spec

from engine.problems import RuleFileRefused
from engine.reporting.pdf_words import NOT_INSTALLED, STREAM
from engine.sandbox.contain import contained
from engine.sandbox.limits import MEBIBYTE, Limits

_MODULE = "engine.reporting.pdf"
#: Bytes of the page, and what the making may take. An answer of thirty decisions is a tenth of this and takes two seconds.
MOST_BYTES = 2 * MEBIBYTE
LIMITS = Limits(memory=2048 * MEBIBYTE, cpu=30, seconds=60, output=16 * MEBIBYTE)


class NoPaper(Exception):
    """No PDF was made: `installed` tells whether WeasyPrint is there (then the page was too long for the limits)."""

    def __init__(self, installed: bool) -> None:
        super().__init__("no PDF was made")
        self.installed = installed


@cache
def can_make() -> bool:
    """Whether WeasyPrint and the libraries that it draws with seem to be there."""
    return find_spec("weasyprint") is not None and all(map(find_library, ("pango-1.0", "pangoft2-1.0")))


def paper(html: str, moment: int, identifier: str) -> bytes:
    """The PDF of a page that loads nothing. `moment` (seconds of the epoch) is told as its date. Raises NoPaper."""
    page = html.encode()
    if not can_make() or len(page) > MOST_BYTES:
        raise NoPaper(installed=can_make())
    reading, writing = os.pipe()
    threading.Thread(target=_handed, args=(writing, page), daemon=True).start()
    try:
        ended = contained(_MODULE, [STREAM, STREAM, str(moment), identifier], limits=LIMITS, told=lambda _: None, stdin=reading)
    except RuleFileRefused as refused:
        raise NoPaper(installed=True) from refused
    finally:
        os.close(reading)
    if ended.code != 0:
        raise NoPaper(installed=ended.code != NOT_INSTALLED)
    return base64.b64decode(ended.out, validate=True)


def _handed(writing: int, page: bytes) -> None:
    """Hand the page over; a child that ended early reads no more."""
    with os.fdopen(writing, "wb", buffering=0) as pipe:
        try:
            view = memoryview(page)
            while view:
                view = view[pipe.write(view) :]
        except BrokenPipeError:
            return
