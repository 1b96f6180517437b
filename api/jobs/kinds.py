"""The kinds of job: on what each is done, by which command in a contained process, with which options and under which limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.sandbox.limits import LIMITS, MEBIBYTE, Limits

DRAFT, BATCH = "draft", "batch"
#: Names under which a command finds what it works on, and leaves what it made, in the folder of the job.
DRAFT_FILE, SCENARIOS, MAPPING, RESULTS, REPORT, KEPT = "draft.yaml", "scenarios/scenarios.yaml", "mapping.json", "results.jsonl", "report", "kept"
#: What a command prints as JSON, as a document of its own.
RESULT = "result.json"
#: Documents of a report: name, media type.
DOCUMENTS = {"report.json": "application/json", "report.html": "text/html; charset=utf-8", "report.pdf": "application/pdf"}


@dataclass(frozen=True)
class Kind:
    """`words` makes the words of the command from the folder of the job, the file that it works on there, and its options.

    `starts`: the command starts contained processes of its own (`engine.sandbox.contain`).
    """

    name: str
    on: str
    module: str
    words: Callable[[Path, str, Mapping[str, Any]], list[str]]
    limits: Limits
    options: tuple[str, ...] = ()
    starts: bool = False


def _over(_folder: Path, file: str, _options: Mapping[str, Any]) -> list[str]:
    return ["--draft", file, "--json"]


def _compare(_folder: Path, file: str, options: Mapping[str, Any]) -> list[str]:
    texts = [str(options["against"]), file] if "against" in options else [file]
    return [*texts, "--json", *_day(options), *(["--clauses-only"] if options.get("clauses_only") else [])]


def _prove(_folder: Path, file: str, options: Mapping[str, Any]) -> list[str]:
    return [file, "--json", *_day(options), *(word for name in options.get("properties", ()) for word in ("--property", str(name)))]


def _report(folder: Path, file: str, options: Mapping[str, Any]) -> list[str]:
    return [file, "--out", str(folder / REPORT), *_day(options)]


def _verify(folder: Path, file: str, options: Mapping[str, Any]) -> list[str]:
    mapping = folder / MAPPING
    written = ["--out", str(folder / RESULTS), "--work", str(folder / KEPT), "--json", "--progress"]
    return [file, *written, *(["--map", str(mapping)] if mapping.exists() else []), *_day(options)]


def _day(options: Mapping[str, Any]) -> list[str]:
    return ["--as-of", str(options["as_of"])] if "as_of" in options else []


_OF_A_REPORT = Limits(memory=4096 * MEBIBYTE, cpu=14_400, seconds=28_800, written=64 * MEBIBYTE)
_OF_A_BATCH = replace(Limits(), cpu=7_200, seconds=14_400, written=512 * MEBIBYTE)

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("check", DRAFT, "engine.commands.check", _over, LIMITS["check"]),
        Kind("test", DRAFT, "engine.commands.test", _over, LIMITS["test"]),
        Kind("compare", DRAFT, "engine.commands.compare", _compare, LIMITS["compare"], ("as_of", "against", "clauses_only")),
        Kind("prove", DRAFT, "engine.commands.prove", _prove, LIMITS["prove"], ("as_of", "properties")),
        Kind("report", DRAFT, "engine.commands.report", _report, _OF_A_REPORT, ("as_of",), starts=True),
        Kind("batch-verify", BATCH, "engine.commands.verify_batch", _verify, _OF_A_BATCH, ("as_of",)),
    )
}
