"""`portability schema [HEAD]`: JSON Schema of the rule files, for editors."""

from __future__ import annotations

import argparse
import json

from engine.language.files import HEADS
from engine.language.schema import json_schema


def run(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="portability schema", description="JSON Schema of the rule files.")
    parser.add_argument("head", nargs="?", choices=sorted(HEADS), help="the kind of file; all of them where none is named")
    told = parser.parse_args(words)
    found = json_schema(told.head) if told.head else {head: json_schema(head) for head in sorted(HEADS)}
    print(json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True))
    return 0
