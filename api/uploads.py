"""Files that are sent as the parts of a form: `multipart/form-data`, each part once, under a limit, and called by the name of its field.

A name of a file and a type that the sender gave a part tell nothing here: both may be anything.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from typing import Any

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from api.bodies import whole
from api.problems import HttpProblem
from engine.problems import Place, Problem, nearest

_KIND = "multipart/form-data"
#: Bytes that a form has beside its files.
_AROUND = 20_000


async def parts(request: Request, most: int, *, files: Collection[str], fields: Collection[str] = ()) -> dict[str, bytes]:
    """The parts of a form by the names of their fields; `file` must be there. `most` are the bytes of all of them together.

    Raises HttpProblem: 415 for another content type, 413 over the limit, 400 for no form, 422 for a part that is unknown, twice or missing.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _KIND:
        detail = f"Send the file as the part `file` of a form: {_KIND}."
        raise HttpProblem(415, "unsupported-media-type", "This kind of body is not read here", detail, headers={"Accept-Post": _KIND})
    raw = await whole(request, most + _AROUND)
    known = [*files, *fields]

    async def stream() -> AsyncIterator[bytes]:
        yield raw

    try:
        parser = MultiPartParser(request.headers, stream(), max_files=len(known), max_fields=len(known), max_part_size=most)  # type: ignore[arg-type]
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError, AssertionError):
        detail = "The form cannot be read; send it as a browser or curl -F does."
        raise HttpProblem(400, "malformed-form", "The body cannot be read", detail) from None
    found: dict[str, bytes] = {}
    try:
        for name, value in form.multi_items():
            if name not in known or name in found:
                code, mend = ("twice", "send it once") if name in found else ("unknown-part", nearest(name[:40], known))
                raise _refused(code, f"the form has {', '.join(known)}, each once", mend)
            found[name] = await value.read() if isinstance(value, UploadFile) else value.encode("utf-8", "surrogatepass")
    finally:
        await form.close()
    if "file" not in found:
        raise _refused("no-file", "the part `file` holds what is sent", "name the field `file`")
    return found


def pieces(found: Mapping[str, bytes]) -> Iterator[bytes]:
    """The parts with their names, in one order, whatever the order in which they came."""
    for name in sorted(found):
        yield from (name.encode(), found[name])


def text(part: bytes) -> str:
    """A part that is a word or a line. Raises HttpProblem (422) for what is no UTF-8."""
    try:
        return part.decode("utf-8")
    except UnicodeDecodeError:
        raise _refused("not-text", "a text in UTF-8", "send UTF-8") from None


def form_body(**described: str) -> dict[str, Any]:
    """What the description says of such a body: `file`, and the other parts."""
    properties = {name: {"type": "string", "format": "binary" if name == "file" else "text", "description": told} for name, told in described.items()}
    schema = {"type": "object", "required": ["file"], "properties": properties, "additionalProperties": False}
    return {"requestBody": {"required": True, "content": {_KIND: {"schema": schema}}}}


def _refused(code: str, expected: str, mend: str) -> HttpProblem:
    problem = Problem(Place(pointer=""), code, "a part of the form cannot be used", expected=expected, mend=mend)
    return HttpProblem(422, code, "The form cannot be used", "A part of the form must be mended.", [problem])
