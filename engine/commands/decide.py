"""`portability decide CASE.yaml`: the answer to one case, in words or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from engine.decision.decide import Decider
from engine.language.corpus import Corpus
from engine.language.reading import read
from engine.problems import CaseRefused, Place, Problem


def run(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="portability decide", description="Decide a case.")
    parser.add_argument("case", help="a case as YAML or JSON; - reads standard input")
    parser.add_argument("--as-of", help="the law of which day (YYYY-MM-DD)")
    parser.add_argument("--draft", type=Path, help="a draft laid over the agreement it amends")
    parser.add_argument("--json", action="store_true", help="the whole answer as JSON")
    parser.add_argument("--strict", action="store_true", help="exit with 1 unless every outcome is yes")
    told = parser.parse_args(words)
    case = read_case(told.case)
    if told.as_of:
        case["as_of"] = told.as_of
    answer = Decider(Corpus(draft=told.draft)).decide(case)
    if told.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(in_words(d) for d in answer["decisions"]))
        print("\nThis is information; the institutions named here decide.")
    return 1 if told.strict and any(d["outcome"] != "yes" for d in answer["decisions"]) else 0


def read_case(path: str) -> dict[str, Any]:
    """A case as written. Raises CaseRefused where the file is not there or does not hold a mapping."""
    try:
        text = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        mend = "give the path of a YAML or JSON file"
        raise CaseRefused([Problem(Place(file=path), "no-such-file", "the case cannot be read", mend=mend)]) from error
    data = read(text, path, error=CaseRefused).data
    if not isinstance(data, dict):
        raise CaseRefused([Problem(Place(file=path, line=1, column=1), "not-a-case", "a case is a mapping of keys", expected="question: …")])
    return data


def in_words(decision: dict[str, Any]) -> str:
    """One decision as plain text: the sentence first, then why, the periods, what is missing and what to do."""
    lines = [decision["summary"]]
    lines += [f"  because  {b['sentence']} [{b['source']} {b['article']}]" for b in decision["because"]]
    if decision["outcome"] != "yes":
        lines += [_blocked(b) for b in decision["blocked_by"]]
    lines += [f"  asked    {m['question']} ({m['fact']})" for m in decision["missing"]]
    lines += [f"  open     {x['about']}: {x['decided_by']} [{x['article']}]" for x in decision["left_open"]]
    lines += [_counted(x) for x in decision["ledger"]]
    share = (decision["amounts"] or {}).get("fraction")
    lines += [f"  share    {share} [{decision['amounts']['article']}]"] if share else []
    due = (decision["amounts"] or {}).get("due")
    lines += [f"  amount   {due}"] if due else []
    if decision["portable"]:
        lines.append(f"  paid in  {decision['portable']['payable_in'] or '?'}: {decision['portable']['outcome']} [{decision['portable']['article']}]")
    lines += [f"  next     {s['step']}" for s in decision["next_steps"]]
    lines += [f"  helps    {s['what']}" for s in decision["still_helps"]]
    lines += [f"  mind     {w['what']}" for w in decision["warnings"]]
    lines += [f"  unsure   {u['what']}: {u['note'] or u['confidence']}" for u in decision["unconfirmed"]]
    lines += [f"  taken    {a}" for a in decision["assumptions"]]
    return "\n".join(lines)


def _blocked(b: dict[str, Any]) -> str:
    far = f", {b['distance']} short" if b["distance"] else ""
    return f"  not      {b['fact']}: found {b['found']}, needed {b['needed']}{far} [{b['source']} {b['article']}]"


def _counted(x: dict[str, Any]) -> str:
    into = f" into {x['into']}" if x["into"] else ""
    return f"  period   {x['country']} {x['from'] or '?'} to {x['to'] or '?'}: {x['credited']}{into}, {x['dropped']} dropped. {x['why']}"
