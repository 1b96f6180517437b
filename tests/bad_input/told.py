"""What a refusal on the command line looks like: exit code 2, nothing on standard output, each problem on one line with place and remedy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from engine.cli import main

LINE = re.compile(r"(?P<place>[^;]*?): (?P<code>[a-z][a-z0-9-]*): (?P<told>.+)")


@dataclass(frozen=True)
class Told:
    """One problem as it was printed."""

    place: str
    code: str
    told: str


def refused(words: Sequence[str], capsys: pytest.CaptureFixture[str], expected: int = 2) -> list[Told]:
    """Run a command that must refuse; its problems as they were printed."""
    capsys.readouterr()
    code = main(words)
    out, err = capsys.readouterr()
    assert code == expected, (code, out[:300], err[:300])
    assert out == ""
    assert "Traceback" not in err
    assert err.isprintable() or all(line.isprintable() for line in err.splitlines())
    found = []
    for line in err.splitlines():
        match = LINE.fullmatch(line)
        assert match, line
        assert len(line) < 1500
        assert "; " in match["told"], f"no remedy: {line}"
        found.append(Told(match["place"], match["code"], match["told"]))
    assert len(found) >= 1
    return found
