"""What the documents promise is there: commands, links, and a language reference that is up to date."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.tree import ROOT, files, shown

PAGES = [p for p in files() if p.suffix == ".md"]
_LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")


def targets() -> set[str]:
    """The targets of the Makefile."""
    return set(re.findall(r"^([a-z][a-z-]*)\s*:(?!=)", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_make_commands_of_a_page_are_targets(page: Path) -> None:
    told = set(re.findall(r"(?:`|^ {4})make ([a-z][a-z-]*)(?=[`\s])", page.read_text(), re.MULTILINE))
    assert told <= targets()


def test_the_two_commands_stand_in_the_readme() -> None:
    lines = (ROOT / "README.md").read_text().splitlines()
    assert "    make run" in lines
    assert "    make test" in lines


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    for link in _LINK.findall(text):
        if "://" in link or link.startswith("mailto:"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.read_text()), link


def anchors(text: str) -> set[str]:
    """The anchors that headings make."""
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.replace("`", "")).strip().lower().replace(" ", "-") for h in heads}


def test_commands_of_the_readme_are_commands() -> None:
    from engine.cli import COMMANDS

    told = set(re.findall(r"portability ([a-z]+)", (ROOT / "README.md").read_text()))
    assert told <= {*COMMANDS, "serve"}


def test_the_language_reference_is_up_to_date() -> None:
    done = subprocess.run([sys.executable, "scripts/language_reference.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"


def test_the_answer_quoted_in_the_readme_is_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    from engine.cli import main

    block = re.search(r"^    \.venv/bin/portability decide (\S+)$(.*?)^\S", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    assert block
    assert main(["decide", str(ROOT / block[1])]) == 0
    answer = " ".join(capsys.readouterr().out.split())
    for quoted in block[2].split("\n      "):
        assert " ".join(quoted.split()).removesuffix(" …") in answer
