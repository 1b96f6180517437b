"""`portability draft new`: a draft agreement from model provisions, with the blanks to fill; `portability draft amend`: a draft over an agreement."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from engine.drafting.amending import amendment_text
from engine.drafting.articles import USUAL
from engine.drafting.writing import draft_text
from engine.language.corpus import Corpus
from engine.problems import Place, Problem, RuleFileRefused


def run(words: list[str]) -> int:
    """Exit code 0, or 2 where the file is already there or a model or agreement is not."""
    parser = argparse.ArgumentParser(prog="portability draft", description="Begin a draft agreement.")
    actions = parser.add_subparsers(dest="action", required=True)
    new = actions.add_parser("new", help="a new agreement from model provisions")
    new.add_argument("--parties", required=True, type=_codes, help="the codes of two or more States, such as KE,DE")
    new.add_argument(
        "--model", default=",".join(USUAL), type=lambda told: told.split(","), help="model provisions, by name; all usual ones if left out"
    )
    new.add_argument("--out", type=Path, help="the file to write; left out, the draft is printed")
    amend = actions.add_parser("amend", help="a draft that amends an agreement")
    amend.add_argument("agreement", help="the id of the agreement")
    amend.add_argument("--out", type=Path, help="the file to write; left out, the draft is printed")
    told = parser.parse_args(words)
    name = str(told.out or "DRAFT.yaml")
    text = draft_text(Corpus(), told.parties, told.model, name) if told.action == "new" else amendment_text(Corpus(), told.agreement, name)
    if told.out is None:
        print(text, end="")
        return 0
    try:
        with told.out.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as wrong:
        message, mend = "the draft cannot be written there", "name a new file in a folder that is there"
        raise RuleFileRefused([Problem(Place(str(told.out)), "not-written", message, type(wrong).__name__, "", mend)]) from None
    print(f"{told.out}: written; next: portability check {told.out}", file=sys.stderr)
    return 0


def _codes(told: str) -> list[str]:
    """Two or more codes of States."""
    codes = [code.strip().upper() for code in told.split(",")]
    if len(set(codes)) < 2 or any(len(code.split("-")[0]) != 2 or not code.replace("-", "").isalnum() for code in codes):
        raise argparse.ArgumentTypeError("give two or more codes of States, such as KE,DE")
    return codes
