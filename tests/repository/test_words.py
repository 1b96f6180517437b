"""What must not stand in the repository: addresses of package registries, paths of one machine, links out of the tree."""

from __future__ import annotations

import re

import pytest

from tests.repository.tree import files, shown, text_of

#: Written in parts, so that this file does not break its own rule.
FORBIDDEN = {
    "a package registry": "|".join(
        ("py" + r"pi\.org", "python" + r"hosted\.org", "registry" + r"\.npmjs", "deb" + r"\.debian\.org", "proxy" + r"\.golang")
    ),
    "a path of one machine": r"(?<!\w)(?:" + "|".join(("/wo" + "rk/(?!\\*)", "/ho" + r"me/\w", "/ro" + r"ot/\w", "/opt/" + "wheels")) + ")",
    "a path out of the tree": r"\.\./sha" + "red",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    found = []
    for path in files():
        for number, line in enumerate((text_of(path) or "").splitlines(), 1):
            if re.search(FORBIDDEN[what], line):
                found.append(f"{shown(path)}:{number}: {line.strip()[:120]}")
    assert found == []
