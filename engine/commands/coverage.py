"""`portability coverage`: what is encoded, from which text, how sure it is, and what is not encoded."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from engine.checking.encoded import coverage
from engine.checking.plainness import plainness
from engine.checking.translated import translated
from engine.language.corpus import Corpus


def run(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="portability coverage", description="What is encoded, from which text, and what is not.")
    parser.add_argument("--draft", type=Path, help="a draft laid over the agreement it amends")
    parser.add_argument("--json", action="store_true", help="the whole report as JSON")
    parser.add_argument("--languages", action="store_true", help="how much is translated, by language and provision")
    parser.add_argument("--plain", action="store_true", help="how hard the texts are to read, by language, page and provision, and the hardest")
    told = parser.parse_args(words)
    if told.plain:
        levels = plainness(Corpus(draft=told.draft))
        print(json.dumps(levels, ensure_ascii=False, indent=2) if told.json else "\n".join(_plain(levels)))
        return 0
    if told.languages:
        languages = translated(Corpus(draft=told.draft))
        print(json.dumps(languages, ensure_ascii=False, indent=2) if told.json else "\n".join(_translated(languages)))
        return 0
    report = coverage(Corpus(draft=told.draft))
    print(json.dumps(report, ensure_ascii=False, indent=2) if told.json else "\n".join(_lines(report)))
    return 0


def _lines(report: dict[str, Any]) -> list[str]:
    lines = [_line(x, f"{x['status']} {x['in_force'] or '(no date)'}") for x in report["instruments"]]
    lines += [_line(x, f"{len(x['benefits'])} benefits, {x['rules']} rules") for x in report["national"]]
    lines += [_line(x, _rows(x)) for x in report["credentials"]]
    counts = report["scenarios"]
    return [*lines, f"{counts['total']} scenarios; {counts['official']} worked persons have a source"]


def _rows(entry: dict[str, Any]) -> str:
    """Rows of tables, how many of them are confirmed, and how many each country has."""
    if not entry["rows"]:
        return "no tables"
    countries = ", ".join(f"{code} {rows}" for code, rows in entry["rows_by_country"].items())
    return f"{entry['rows']} rows, {entry['rows_confirmed']} confirmed{f' ({countries})' if countries else ''}"


def _line(entry: dict[str, Any], told: str) -> str:
    figures = f"{entry['confirmed']} of {entry['parameters']} values confirmed"
    articles = f"{len(entry['articles_encoded'])} places of law encoded, {len(entry['articles_not_encoded'])} left out"
    as_of = f", text as of {entry['text_as_of']}" if entry["text_as_of"] else ""
    return f"{entry['id']:<12} {told}; {articles}; {figures}{as_of}. {entry['title']}"


def _translated(languages: dict[str, Any]) -> list[str]:
    """A line for each language and catalogue, then the model provisions and rule files, each with all languages."""
    lines = []
    for code, told in languages.items():
        counts = "; ".join(f"{domain} {_part(n)}" for domain, n in told["catalogues"].items())
        lines.append(f"{code} {told['name']}, {'reviewed' if told['reviewed'] else 'not reviewed by a native reader'}: {counts}")
    for kind in ("provisions", "national", "agreements", "credentials"):
        names = next(iter(languages.values()))[kind]
        lines += ["", f"{kind}:", *(f"  {name:<36} {'; '.join(f'{c} {_part(x[kind][name])}' for c, x in languages.items())}" for name in names)]
    return lines


def _plain(languages: dict[str, Any]) -> list[str]:
    """The catalogues of each language, pages and rule files with all languages, then the hardest texts of each catalogue."""
    lines = []
    for code, told in languages.items():
        lines.append(f"{code} {told['name']}: {'; '.join(f'{domain} {_read(n)}' for domain, n in told['catalogues'].items())}")
    for kind in ("pages", "provisions", "national", "agreements", "credentials"):
        names = next(iter(languages.values()))[kind]
        lines += ["", f"{kind}:", *(f"  {name:<44} {'; '.join(f'{c} {_read(x[kind][name])}' for c, x in languages.items())}" for name in names)]
    for code, told in languages.items():
        for domain, figures in told["catalogues"].items():
            lines += ["", f"hardest, {code} {domain}:", *(f"  {_read(x):<14} {x['text']}" for x in figures["hardest"])]
    return lines


def _read(figures: dict[str, Any]) -> str:
    return f"{figures['index']:.0f} {figures['level']}" if figures["texts"] else "-"


def _part(count: dict[str, int]) -> str:
    return f"{count['translated']}/{count['total']}"
