"""The one strict reader of YAML, for rule files and cases alike.

A tree is built straight from parser events, under limits on bytes, depth and nodes, so that no input can exhaust memory or the
stack: the composer of the C library, which recurses, is never called. Aliases, anchors, tags, directives, second documents,
repeated keys and keys that are not text are refused. Every value and key keeps its line and column.
"""

from __future__ import annotations

import codecs
import hashlib
from typing import Any

import yaml

from engine.language.building import MOST_DEPTH, MOST_NODES, Builder
from engine.language.document import Data, Document, Path
from engine.language.scalars import UNSEEN
from engine.problems import CaseRefused, InputRefused, RuleFileRefused

__all__ = ["MOST_BYTES", "MOST_DEPTH", "MOST_NODES", "Data", "Document", "Path", "read"]

MOST_BYTES = 2_000_000
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(text: str | bytes, file: str, *, error: type[InputRefused] = RuleFileRefused) -> Document:
    """Read one YAML document of UTF-8 text (a byte-order mark is allowed).

    Raises `error` with every problem found: code, line, column, what was found and expected, and how to mend it. With
    CaseRefused the problems repeat nothing of what was written.
    """
    builder = Builder(file, error)
    try:
        raw = text.encode() if isinstance(text, str) else text
        if len(raw) > MOST_BYTES:
            raise builder.refuse(
                "too-long",
                "the file is too long",
                "split the file",
                found=f"{len(raw)} bytes",
                expected=f"at most {MOST_BYTES} bytes",
            )
        content = raw.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeError:
        raise builder.refuse("not-utf-8", "the bytes are not UTF-8 text", "save the file as UTF-8") from None
    if unseen := UNSEEN.search(content):
        before = content[: unseen.start()]
        line, column = before.count("\n"), unseen.start() - before.rfind("\n") - 1
        raise builder.refuse(
            "control-character",
            "a character that cannot be seen",
            "take the character out",
            (line, column),
            f"U+{ord(unseen.group()):04X}",
            "visible text",
        )
    try:
        parser = _Loader(content)
        try:
            while (event := parser.get_event()) is not None:
                builder.take(event)
        finally:
            parser.dispose()
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None) or getattr(wrong, "context_mark", None)
        said = "" if issubclass(error, CaseRefused) else str(getattr(wrong, "problem", "") or "")
        raise builder.refuse(
            "not-yaml",
            f"this is not YAML: {said}" if said else "this is not YAML",
            "check brackets, quotes, colons and indentation here (spaces, never tabs)",
            (mark.line, mark.column) if mark else (0, 0),
        ) from None
    if builder.told:
        raise builder.refusal()
    if builder.root is None:
        raise builder.refuse("empty-file", "the file says nothing", "write its first line, or remove the file")
    data, root = builder.root
    return Document(data, file, hashlib.sha256(raw).hexdigest(), root)
