"""`portability verify FILE`: one signed credential, and with `--case` the case that it completes. A table of candidates is a batch.

Exit codes: 0 verified, 1 any other state, 2 misuse or bad input (a file that is not there, a registry that cannot be used).
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from engine.problems import InputRefused, Place, Problem

_BATCHES = (".csv", ".xlsx")


def run(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="portability verify", description="Verify a signed credential.")
    parser.epilog = "A FILE that ends in .csv or .xlsx is a batch: portability verify FILE.csv --help"
    parser.add_argument("file", help="a credential (.json, .jsonld, .jwt, an SD-JWT as text), or a batch; - reads standard input")
    parser.add_argument("--registry", type=Path, help="the signed registry of issuers; default: the demonstration registry")
    parser.add_argument("--operator-key", type=Path, help="the public key (JWK) of who signed the registry")
    parser.add_argument("--as-of", type=_day, default=None, help="on which day (YYYY-MM-DD); default: today")
    parser.add_argument("--status", type=Path, help="a folder with status lists")
    parser.add_argument("--case", help="a case to be completed with the facts, and decided")
    parser.add_argument("--json", action="store_true", help="the whole result as JSON")
    if any(word.lower().endswith(_BATCHES) for word in words):
        return int(import_module("engine.commands.verify_batch").run(words))
    told = parser.parse_args(words)

    from engine.verification import configured, verify

    rests_on, lists = configured.registry(told.registry, told.operator_key), configured.lists(told.status)
    day = told.as_of or date.today()
    result = verify(_read(told.file), rests_on, day=day, lists=lists)
    report = {"verification": result, **_decided(told.case, result, told.as_of)} if told.case else result
    print(json.dumps(report, ensure_ascii=False, indent=2) if told.json else in_words(result, report))
    return 0 if result["state"] == "verified" else 1


def _decided(path: str, result: dict[str, Any], as_of: date | None) -> dict[str, Any]:
    """The case with the facts of the credential, decided; and where the two told one fact differently."""
    from engine.commands.decide import read_case
    from engine.decision.decide import Decider
    from engine.verification import merged

    case, conflicts = merged(read_case(path), result)
    return {"conflicts": conflicts, "answer": Decider().decide(case | ({"as_of": as_of.isoformat()} if as_of else {}))}


def in_words(result: dict[str, Any], report: dict[str, Any]) -> str:
    """A result as plain text; with a case, the decision after it."""
    lines = [f"{result['state'].replace('_', ' ')}: {result['why']} [{result['code']}]"]
    lines += [f"  also     {f['why']} [{f['code']}]" for f in result["findings"][1:]]
    if result["issuer"]:
        lines.append(f"  issuer   {result['issuer']['name'] or 'not registered'} ({result['issuer']['id']})")
    lines += [f"  valid    from {result['valid_from'] or '?'} until {result['valid_until'] or 'no end told'}"] if result["format"] else []
    shown = "a DEMONSTRATION: it proves nothing; name your own with --registry" if result["registry"]["demonstration"] else "signed by its operator"
    lines.append(f"  rests on the registry “{result['registry']['id']}” ({shown}), asked for {result['as_of']}")
    lines += [f"  fact     {path} ({by})" for path, by in result["known_by"].items()]
    if "answer" in report:
        from engine.wording.plain import in_words as decision_in_words

        lines += [f"  differs  {c['fact']}: the case has it as {c['written_as']}; what was signed is taken" for c in report["conflicts"]]
        lines += ["", "\n\n".join(decision_in_words(d) for d in report["answer"]["decisions"])]
    return "\n".join([*lines, "", "This is information; the institutions named here decide."])


def _read(path: str) -> bytes:
    """The bytes of a file, never more than one beyond what is examined. Raises InputRefused where it cannot be read."""
    from engine.verification.limits import MOST_BYTES

    try:
        if path == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(path).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        mend = "give the path of a credential, or - for standard input"
        raise InputRefused([Problem(Place(file=path), "no-such-file", "the credential cannot be read", mend=mend)]) from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a day is written YYYY-MM-DD") from None
