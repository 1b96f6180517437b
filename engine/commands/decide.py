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
from engine.wording.answers import translate_answer
from engine.wording.languages import LANGUAGES, SOURCE
from engine.wording.notes import DISCLAIMERS
from engine.wording.plain import in_words
from engine.wording.saying import Speaker


def run(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="portability decide", description="Decide a case.")
    parser.add_argument("case", help="a case as YAML or JSON; - reads standard input")
    parser.add_argument("--as-of", help="the law of which day (YYYY-MM-DD)")
    parser.add_argument("--draft", type=Path, help="a draft laid over the agreement it amends")
    parser.add_argument("--json", action="store_true", help="the whole answer as JSON")
    parser.add_argument("--language", choices=LANGUAGES, default=SOURCE, help="the language of the sentences (en)")
    parser.add_argument("--strict", action="store_true", help="exit with 1 unless every outcome is yes")
    told = parser.parse_args(words)
    case = read_case(told.case)
    if told.as_of:
        case["as_of"] = told.as_of
    answer = Decider(Corpus(draft=told.draft)).decide(case)
    if told.json:
        print(json.dumps(_in_language(answer, told.language), ensure_ascii=False, indent=2))
    else:
        say = str if told.language == SOURCE else Speaker(told.language).say
        print("\n\n".join(in_words(d, say) for d in answer["decisions"]))
        print(f"\n  answer   {answer['id']}\n\n{say(DISCLAIMERS)}")
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


def _in_language(answer: dict[str, Any], language: str) -> dict[str, Any]:
    if language == SOURCE:
        return answer
    said, told = translate_answer(answer, language)
    return {**said, "told_in": told.as_data()}
