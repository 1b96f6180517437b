"""A home of few rule files that is whole: what the golden case rests on, and the checklist that its agreement names."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.repository.tree import ROOT

_FILES = (
    "agreements/de-us/agreement.yaml",
    "rulesets/national/DE.yaml",
    "rulesets/national/US.yaml",
    *(f"rulesets/models/{name}.yaml" for name in ("export", "posting", "self-employment", "totalization")),
)
#: A figure of the law of the United States; another under which the golden case comes out alike, and one under which it does not.
FIGURE, OTHER, TELLING = "value: 40 quarters", "value: 36 quarters", "value: 30 quarters"


def few(home: Path) -> Path:
    """The rule files under a new folder."""
    for part in ("agreements", "rulesets/national", "rulesets/models"):
        (home / part).mkdir(parents=True, exist_ok=True)
    for name in _FILES:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, home / name)
    shutil.copytree(ROOT / "rulesets/reference", home / "rulesets/reference")
    return home


def changed(home: Path, old: str, new: str, name: str = "rulesets/national/US.yaml") -> None:
    """A rule file with other words in it; they must stand there."""
    text = (home / name).read_text(encoding="utf-8")
    assert old in text
    (home / name).write_text(text.replace(old, new), encoding="utf-8")
