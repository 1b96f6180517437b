"""Workbooks: dates, sheets, formulas that are not worked out, and those that are refused before they are opened."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.batches.conftest import Run
from tests.batches.world import GOOD, rows, xlsx_at

HEADINGS = [*GOOD]


def table(*changes: Mapping[str, Any]) -> list[list[Any]]:
    return [HEADINGS, *([{**GOOD, "candidate": f"row-{n}", **c}[h] or None for h in HEADINGS] for n, c in enumerate(changes, start=1))]


def altered(path: Path, *, add: Mapping[str, bytes] | None = None, change: Callable[[str, bytes], bytes] = lambda _, raw: raw) -> Path:
    """The workbook with parts added or changed."""
    out = path.with_name("altered.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
        for name, raw in (add or {}).items():
            new.writestr(name, raw)
    return out


def test_dates_numbers_and_truths_are_read_as_they_are(home: Path, run: Run) -> None:
    path = xlsx_at(
        home / "list.xlsx",
        table(
            {"awarded": datetime.date(2010, 6, 30), "recruitment_active": True, "candidate": 17},
            {"awarded": datetime.datetime(2010, 6, 29), "registration_to": 2030},
            {"awarded": 2010},
        ),
    )
    found = run(path, code=0)
    assert [(r["row"], r["candidate"], r["code"]) for r in found] == [(2, "17", "recognised"), (3, "row-2", "recognised"), (4, "row-3", "recognised")]
    assert found[1]["expires"] == [{"what": "registration", "on": "2030-01-01"}]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"awarded": "=TODAY()"}, "formula"),
        ({"awarded": "#N/A"}, "error-value"),
        ({"awarded": datetime.datetime(2010, 6, 30, 12, 0)}, "date-with-time"),
        ({"awarded": datetime.time(12, 0)}, "date-with-time"),
        ({"awarded": 2010.5}, "float"),
        ({"evidence": datetime.date(2010, 6, 30)}, "wrong-type"),
    ],
)
def test_cells_that_are_no_plain_values_cost_their_row_alone(home: Path, run: Run, change: dict[str, Any], code: str) -> None:
    (bad, good) = run(xlsx_at(home / "list.xlsx", table(change, {})))
    assert [p["code"] for p in bad["problems"]] == [code]
    assert good["code"] == "recognised"


def test_the_first_sheet_or_the_one_that_is_named(home: Path, run: Run, refusal: Callable[..., str]) -> None:
    path = xlsx_at(home / "list.xlsx", table({}), title="Bewerber")
    book = openpyxl.load_workbook(path)
    book.create_sheet("other", 0).append(["nothing"])
    book.save(path)
    assert run(path, switches=("--sheet", "Bewerber"))[0]["code"] == "recognised"
    assert "missing-column" in refusal(path)
    assert "did you mean “Bewerber”?" in refusal(path, "--sheet", "bewerber")


def test_rows_far_below_and_cells_beyond_the_headings_are_not_lost(home: Path, run: Run) -> None:
    path = xlsx_at(home / "list.xlsx", [*table({}, {}), [], [], table({"candidate": "row-9"})[1], [*table({"candidate": "row-10"})[1], "beyond"]])
    assert [(r["row"], r["code"]) for r in run(path)] == [(2, "recognised"), (3, "recognised"), (6, "recognised"), (7, "bad_row")]
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    book.active.cell(1_048_576, 16_384, "far")
    book.save(path)
    assert [(r["row"], r["code"]) for r in run(path)][4:] == [(1_048_576, "bad_row")]


def test_macros_are_refused(home: Path, refusal: Callable[..., str]) -> None:
    path = xlsx_at(home / "list.xlsx", table({}))
    assert "macros" in refusal(altered(path, add={"xl/vbaProject.bin": b"x"}))
    kind = (b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    assert "macros" in refusal(altered(path, change=lambda _, raw: raw.replace(*kind)))


def test_bombs_are_refused_by_what_they_declare(home: Path, refusal: Callable[..., str]) -> None:
    path = xlsx_at(home / "list.xlsx", table({}))
    assert "swells" in refusal(altered(path, add={"xl/media/zeros.bin": bytes(20_000_000)}))


def test_bombs_are_refused_by_what_they_hold(home: Path, refusal: Callable[..., str]) -> None:
    """A part that declares a small size and holds a large one: it is unpacked to the size that it declares, and then is not what it says."""
    raw = bytearray(altered(xlsx_at(home / "list.xlsx", table({})), add={"xl/media/zeros.bin": bytes(900_000)}).read_bytes())
    size, small = (900_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little")
    assert raw.count(size) >= 2
    path = home / "lying.xlsx"
    path.write_bytes(raw.replace(size, small))
    assert "broken-workbook" in refusal(path)


def test_entities_are_refused(home: Path, refusal: Callable[..., str]) -> None:
    path = xlsx_at(home / "list.xlsx", table({}))
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'

    def with_entities(name: str, raw: bytes) -> bytes:
        return bomb + raw if name.endswith("sheet1.xml") else raw

    assert "entities" in refusal(altered(path, change=with_entities))
    wide = altered(path, change=lambda name, raw: (bomb + raw).decode().encode("utf-16") if name.endswith("sheet1.xml") else raw)
    assert "entities" in refusal(wide)
    assert openpyxl.DEFUSEDXML is True


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "broken-workbook"),
        (b"PK\x03\x04 and no more", "broken-workbook"),
        (b"candidate,host", "broken-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old-workbook"),
    ],
)
def test_what_is_no_workbook_is_refused(home: Path, refusal: Callable[..., str], raw: bytes, code: str) -> None:
    (home / "list.xlsx").write_bytes(raw)
    assert code in refusal(home / "list.xlsx")


def shared(path: Path) -> Path:
    """The workbook with its texts in one part, as spreadsheets write it, and not in the cells."""
    texts: list[str] = []

    def without_texts(name: str, raw: bytes) -> bytes:
        if name == "[Content_Types].xml":
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
            return raw.replace(b"</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode())
        if name != "xl/worksheets/sheet1.xml":
            return raw

        def numbered(found: re.Match[str]) -> str:
            texts.append(found[2])
            return f'<c r="{found[1]}" t="s"><v>{len(texts) - 1}</v></c>'

        return re.sub(r'<c r="([A-Z0-9]+)" t="inlineStr"><is><t[^>]*>(.*?)</t></is></c>', numbered, raw.decode()).encode()

    made = altered(path, change=without_texts)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = f'<sst xmlns="{space}">{"".join(f"<si><t>{text}</t></si>" for text in texts)}</sst>'
    assert len(texts) > 100
    return altered(made.rename(path.with_name("shared.xlsx")), add={"xl/sharedStrings.xml": part.encode()})


def test_texts_that_a_workbook_keeps_in_one_part(home: Path, run: Run) -> None:
    path = shared(xlsx_at(home / "list.xlsx", table(*({} for _ in range(20)))))
    assert [r["candidate"] for r in run(path, code=0)] == [f"row-{n}" for n in range(1, 21)]


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_markup_that_breaks_off_refuses_the_file(home: Path, refusal: Callable[..., str], part: str) -> None:
    path = shared(xlsx_at(home / "list.xlsx", table(*({} for _ in range(50)))))
    path = path.rename(home / "whole.xlsx")
    assert "broken-workbook" in refusal(altered(path, change=lambda name, raw: raw[: len(raw) // 2] if name == part else raw))


def test_csv_and_workbook_give_the_same_results(home: Path, run: Run) -> None:
    changes = ({}, {"evidence": "else"}, {"home": "Atlantis"}, {"consent_given": ""})
    told = rows(*changes)
    path = xlsx_at(home / "list.xlsx", [HEADINGS, *([row[h] or None for h in HEADINGS] for row in told)])
    assert [(r["row"], r["code"]) for r in run(path)] == [(r["row"], r["code"]) for r in run(*changes)]
