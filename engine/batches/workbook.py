"""What a workbook must be before it is opened: packed soundly, of bounded size when unpacked, without macros and without entities.

Sizes are those a file declares and those that it really has: every part is unpacked once, into nothing, and counted.
"""

from __future__ import annotations

import zipfile

from engine.batches.limits import MOST_PARTS, MOST_SHARED, MOST_TIMES, MOST_UNPACKED
from engine.batches.sheet import Source, bytes_of, refused
from engine.problems import InputRefused

_OLD = b"\xd0\xcf\x11\xe0"
_MACROS = ("vbaproject.bin", "vbadata.xml")
_ENCRYPTED = 0x1
_SMALL = 1_000_000
_STEP = 1 << 18


def must_be_sound(path: Source) -> None:
    """Raises InputRefused where the file is not a workbook that may be read."""
    with bytes_of(path) as file:
        if file.read(4) == _OLD:
            raise refused(path, "old-workbook", "this is an old workbook, or one with a password", "save it as XLSX without a password")
    try:
        with bytes_of(path) as file, zipfile.ZipFile(file) as parts:
            _must_be_small(path, parts)
            for part in parts.infolist():
                _must_be_as_told(path, parts, part)
    except InputRefused:
        raise
    except Exception:  # whatever is wrong with its bytes: the library raises errors of many kinds
        raise refused(path, "broken-workbook", "this is not a workbook, or it is broken", "save it anew as XLSX") from None


def _must_be_small(path: Source, parts: zipfile.ZipFile) -> None:
    told = parts.infolist()
    names = [part.filename.lower() for part in told]
    if len(told) > MOST_PARTS or len(set(names)) < len(names):
        raise refused(path, "broken-workbook", "the workbook has too many parts, or one twice", "save it anew as XLSX")
    if any(name.endswith(_MACROS) or "/macrosheets/" in name for name in names):
        raise refused(path, "macros", "the workbook holds macros and was not opened", "save it as XLSX without macros")
    if any(part.flag_bits & _ENCRYPTED for part in told):
        raise refused(path, "old-workbook", "the workbook has a password", "save it without a password")
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise refused(path, "broken-workbook", "this is not a workbook", "save it as XLSX")
    shared = sum(part.file_size for part in told if part.filename.lower().endswith("sharedstrings.xml"))
    swollen = any(part.file_size > _SMALL and part.file_size > MOST_TIMES * max(part.compress_size, 1) for part in told)
    if sum(part.file_size for part in told) > MOST_UNPACKED or shared > MOST_SHARED or swollen:
        raise refused(path, "swells", "unpacked, the workbook would be far too large; it was not opened", "split it, or save it as CSV")


def _must_be_as_told(path: Source, parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpacks one part into nothing. A part that is larger than declared fails its checksum, so that it is never read further."""
    markup = part.filename.lower().endswith((".xml", ".rels", ".vml"))
    size, before = 0, b""
    with parts.open(part) as stream:
        while piece := stream.read(_STEP):
            size += len(piece)
            if markup:
                seen = (before + piece).replace(b"\0", b"")  # UTF-16 as well
                if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                    raise refused(path, "entities", "the workbook declares entities and was not opened", "save it anew as XLSX")
                if part.filename.lower() == "[content_types].xml" and b"macroEnabled" in seen:
                    raise refused(path, "macros", "the workbook is one with macros and was not opened", "save it as XLSX without macros")
                before = piece[-32:]
    if size != part.file_size:
        raise refused(path, "broken-workbook", "a part of the workbook has not the size that it declares", "save it anew as XLSX")
