"""What a machine can see of PDF/UA-1 (ISO 14289-1) in a file, after the conditions of the Matterhorn Protocol: our own check, beside the tool
`pdfua`, whose sixteen rules it goes beyond and does not repeat. It is no certificate; what only a person can judge is not in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_HEADING = re.compile(r"/H([1-6])$")
_STANDARD = {
    f"/{name}"
    for names in (
        "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody",
        "Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby Warichu Figure Formula Form",
    )
    for name in names.split()
}


def faults(pdf: pikepdf.Pdf) -> list[str]:
    """Each fault as a sentence; none where the file is as it must be."""
    return [*_head(pdf), *_structure(pdf), *_tables(pdf), *_annotations(pdf), *_marked(pdf), *_fonts(pdf)]


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The elements of the structure tree, in the order of reading."""

    def down(node: Any) -> Iterator[Any]:
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from down(kid)

    yield from down(pdf.Root.StructTreeRoot)


def _head(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    with pdf.open_metadata() as told:
        if told.get("pdfuaid:part") != "1":
            yield "the metadata do not say PDF/UA-1"
        if not told.get("dc:title"):
            yield "the metadata have no title"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "the file does not say that it is tagged"
    if root.get("/MarkInfo", {}).get("/Suspects"):
        yield "the tags are told to be suspect"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not shown"
    if not str(root.get("/Lang", "")):
        yield "the file has no language"
    if pdf.is_encrypted:
        yield "the file is locked"


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    roles = pdf.Root.StructTreeRoot.get("/RoleMap", {})
    level = 0
    for element in elements(pdf):
        kind = str(element.S)
        if str(roles.get(kind, kind)) not in _STANDARD:
            yield f"{kind} is no standard type"
        heading = _HEADING.match(kind)
        if heading:
            if int(heading[1]) > level + 1:
                yield f"a heading of level {heading[1]} follows one of level {level}"
            level = int(heading[1])
            if not list(_content(element)):
                yield "a heading is empty"
        if kind == "/Figure" and not str(element.get("/Alt", "")):
            yield "a picture says nothing"
        if kind == "/LI" and str(element.P.S) != "/L":
            yield "an item stands in no list"
    if level == 0:
        yield "there is no heading"


def _content(node: Any) -> Iterator[int]:
    """The marked content under an element, by its numbers."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield from _content(kid) if "/S" in kid else [int(kid.MCID)] if "/MCID" in kid else []
        else:
            yield int(kid)


def _tables(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every cell names its headers, and they are there."""
    ids, asked = set(), set()
    for element in elements(pdf):
        attributes = element.get("/A", {})
        if str(element.S) == "/TH":
            if "/ID" not in element and "/Scope" not in attributes:
                yield "a header of a table can be named by no cell"
            ids.add(bytes(element.get("/ID", b"")))
        elif str(element.S) == "/TD":
            named = {bytes(x) for x in attributes.get("/Headers", [])}
            asked |= named
            if not named:
                yield "a cell names no header"
        elif str(element.S) == "/TR" and str(element.P.S) not in ("/Table", "/THead", "/TBody", "/TFoot"):
            yield "a row stands in no table"
    if asked - ids:
        yield "a cell names a header that is not there"


def _annotations(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in pdf.pages:
        if page.get("/Annots") and str(page.get("/Tabs", "")) != "/S":
            yield "a page with links has no order of tabs"
        for annotation in page.get("/Annots", []):
            if str(annotation.Subtype) != "/Link":
                yield f"{annotation.Subtype} is not expected"
            if "/StructParent" not in annotation:
                yield "a link stands in no structure"
            if not str(annotation.get("/Contents", "")):
                yield "a link does not say where it leads"


def _marked(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Everything that is drawn is content of the structure or an artifact."""
    known = {(tuple(element.Pg.objgen) if "/Pg" in element else (), n) for element in elements(pdf) for n in _content(element)}
    for page in pdf.pages:
        open_marks: list[int | None] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                properties = operands[1] if name == "BDC" else {}
                number = int(properties.MCID) if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties else None
                open_marks.append(number)
                if number is None and str(operands[0]) != "/Artifact":
                    yield "content is marked and stands neither in the structure nor apart from it"
                if number is not None and (tuple(page.objgen), number) not in known:
                    yield "content is marked and the structure does not have it"
            elif name == "EMC":
                open_marks.pop()
            elif name in ("Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh") and not open_marks:
                yield f"something is drawn that is not marked ({name})"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary) or str(thing.get("/Type", "")) != "/Font":
            continue
        if str(thing.Subtype) == "/Type0":
            if "/ToUnicode" not in thing:
                yield "letters of a font have no meaning"
        elif str(thing.Subtype) != "/Type3" and not any(k in thing.get("/FontDescriptor", {}) for k in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield "a font is not in the file"
