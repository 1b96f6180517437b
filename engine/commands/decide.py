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
    lines += _title(decision.get("title")) if decision["outcome"] != "yes" else []
    lines += [line for s in decision["next_steps"] for line in _step(s)]
    lines += [f"  helps    {s['what']}" for s in decision["still_helps"]]
    lines += [f"  mind     {w['what']}" for w in decision["warnings"]]
    lines += _appeal(decision["appeal"])
    lines += _recruiting(decision["recruitment"])
    lines += [f"  unsure   {u['what']}: {u['note'] or u['confidence']}" for u in decision["unconfirmed"]]
    lines += [f"  taken    {a}" for a in decision["assumptions"]]
    known = [f"{r['fact']} ({r['known_by']})" for r in decision["rests_on"] if r["known_by"] != "self-declared"]
    lines += [f"  rests on {', '.join(known)}; everything else is self-declared"] if known else []
    return "\n".join(lines)


def _title(title: dict[str, Any] | None) -> list[str]:
    """What to say of a title that the list does not hold."""
    if title is None or title["listed"]:
        return []
    lines = ["  title    not in the list of that country as it was written; it is matched with no other"]
    lines += ["  title    a professional title was given; the title of the diploma is asked for"] if title["is_professional_title"] else []
    lines += [f"  title    listed for {', '.join(title['listed_for'])}, which is another country"] if title["listed_for"] else []
    return [*lines, *(f"  near     {near['title']}" for near in title["nearest"])]


def _step(s: dict[str, Any]) -> list[str]:
    told = "; ".join(x for x in (s["fee"], s["institution"], s["form"], s["deadline"]) if x and x not in s["step"])
    lines = [f"  next     {s['step']}{f' ({told})' if told else ''}"]
    return [*lines, f"  bring    {', '.join(s['documents'])}"] if s["documents"] else lines


def _appeal(told: dict[str, Any] | None) -> list[str]:
    """Where to turn against a decision, and within what time."""
    if told is None:
        return []
    where = "; ".join(x for x in (told["to"], told["within"]) if x)
    return [f"  appeal   {told['what']}{f' ({where})' if where else ''}"]


def _recruiting(told: dict[str, Any] | None) -> list[str]:
    return [f"  recruit  {x['effect'].replace('_', ' ')}: {x['notice']}" for x in (told, *told["more"])] if told else []


def _blocked(b: dict[str, Any]) -> str:
    far = f", {b['distance']} short" if b["distance"] else ""
    return f"  not      {b['fact']}: found {b['found']}, needed {b['needed']}{far} [{b['source']} {b['article']}]"


def _counted(x: dict[str, Any]) -> str:
    into = f" into {x['into']}" if x["into"] else ""
    return f"  period   {x['country']} {x['from'] or '?'} to {x['to'] or '?'}: {x['credited']}{into}, {x['dropped']} dropped. {x['why']}"
