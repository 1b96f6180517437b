"""Results of rows as a file that somebody takes along: CSV as it is written, or a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from starlette.responses import Response, StreamingResponse

from api.routes.stored import stored
from engine.batches.writing import as_bytes, csv_lines

#: Kinds of file by the endings of their names.
MEDIA = {".csv": "text/csv; charset=utf-8", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
Format = Literal["json", "csv", "xlsx"]
_BARE = {ending: media.partition(";")[0] for ending, media in MEDIA.items()}


async def file_of(results: Iterable[Mapping[str, Any]], ending: str, headers: Mapping[str, str]) -> Response:
    """The results as a file of this kind (an ending of MEDIA). CSV goes out row by row; a workbook can be read from its end alone.

    Raises HttpProblem (503) where the database does not answer."""
    told = {"Content-Disposition": f'attachment; filename="results{ending}"', "Cache-Control": "no-store", **headers}
    if ending == ".csv":
        return StreamingResponse(csv_lines(results), headers=told, media_type=MEDIA[ending])
    return Response(await stored(lambda: as_bytes(results, ending)), headers=told, media_type=MEDIA[ending])


def wanted(format: Format | None, accept: str) -> str:
    """The ending of the file that is asked for, or "" for JSON: by name, else what Accept likes best; of equals, what it names first."""
    if format is not None:
        return "" if format == "json" else f".{format}"
    best, found = 0.0, ""
    for part in accept[:1000].split(","):
        media, *parameters = (x.strip().lower() for x in part.split(";"))
        ending = next((e for e, known in _BARE.items() if known == media), None if media not in ("application/json", "application/*", "*/*") else "")
        if ending is not None and (quality := _quality(parameters)) > best:
            best, found = quality, ending
    return found


def _quality(parameters: list[str]) -> float:
    told = next((x.partition("=")[2] for x in parameters if x.startswith("q=")), "1")
    try:
        return min(float(told), 1.0)
    except ValueError:
        return 0.0
