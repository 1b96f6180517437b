"""From a document to the model of its kind of file, or to every problem in it."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from pydantic import ValidationError

from engine.language.files.checks import check
from engine.language.files.drafts import all_optional
from engine.language.files.findings import Finding, as_problem, kind_of
from engine.language.files.heads import HEADS, File
from engine.language.files.refused import findings_of
from engine.language.reading import Document, read
from engine.problems import Place, Problem, RuleFileRefused, nearest


def load_file(document: Document) -> File:
    """The file as its model. Raises RuleFileRefused with all errors, each with line, column and how to mend it."""
    model, problems = examine(document)
    if model is None:
        raise RuleFileRefused(p for p in problems if p.severity == "error")
    return model


def examine(document: Document) -> tuple[File | None, list[Problem]]:
    """The model (None if there are errors) and all problems, sorted by place, warnings too."""
    model, findings = _judge(document)
    problems = sorted({as_problem(document, finding) for finding in findings})
    return (None if any(p.severity == "error" for p in problems) else model), problems


def _judge(document: Document) -> tuple[File | None, list[Finding]]:
    data = document.data
    if not isinstance(data, dict):
        return None, [
            Finding(
                (),
                "no-head",
                "a file is a mapping that begins with its head",
                "write its head first, like agreement: de-us",
                kind_of(data),
                ", ".join(HEADS),
            )
        ]
    heads = [word for word in data if word in HEADS]
    if len(heads) != 1:
        first = next(iter(data), "")
        mend = "keep one head" if heads else nearest(first, list(HEADS)) or "write its head first, like agreement: de-us"
        return None, [
            Finding(
                (heads[1] if heads else first,),
                "two-heads" if heads else "no-head",
                "a file has one head",
                mend,
                ", ".join(heads) or first[:80],
                ", ".join(HEADS),
                at_key=True,
            )
        ]
    head = heads[0]
    kind = HEADS[head]
    findings = list(check(data, head))
    try:
        shape = all_optional(kind) if head == "amends" else kind
        return cast(File, shape.model_validate(data)), findings
    except ValidationError as error:
        return None, [*findings_of(error, kind, data), *findings]


def load_path(path: Path, name: str = "") -> tuple[Document, File]:
    """Read and load one file. `name` is how problems and receipts call it; otherwise the path as given."""
    shown = name or path.as_posix()
    try:
        raw = path.read_bytes()
    except OSError as wrong:
        raise RuleFileRefused(
            [
                Problem(
                    Place(shown),
                    "no-such-file",
                    "this file cannot be read",
                    type(wrong).__name__,
                    "a YAML file",
                    "check the path and its rights",
                )
            ]
        ) from None
    document = read(raw, shown)
    return document, load_file(document)
