"""Bodies of requests: read whole, under a limit, and as strict JSON.

JSON readers are lenient where strangers are inventive: the last of two equal keys wins, NaN is a number, and nesting can exhaust the
stack. Here such a body is refused; what is well-formed JSON is judged by the engine.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from starlette.requests import Request

from api.problems import HttpProblem, refused

MOST_BYTES = 1_000_000
_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"


async def json_object(request: Request) -> tuple[dict[str, Any], int]:
    """The body as a JSON object, and its size in bytes.

    Raises HttpProblem: 415 for another content type, 413 over the limit, 400 for what is not strict JSON; CaseRefused where it is
    JSON but not an object.
    """
    _expect(request, _JSON)
    raw = await whole(request)
    data = strict_json(raw)
    if not isinstance(data, dict):
        raise refused("not-a-case", "the body is not an object", found="another kind of value", expected="an object", mend="send {…}")
    return data, len(raw)


async def form(request: Request) -> dict[str, str]:
    """The fields of a form, each once. Raises HttpProblem as `json_object` does."""
    _expect(request, _FORM)
    try:
        pairs = parse_qsl((await whole(request)).decode("ascii"), keep_blank_values=True, max_num_fields=400, errors="strict")
    except ValueError:
        raise _malformed("malformed-form", "the form cannot be read", "send the form of the page as it is") from None
    return dict(pairs)


def strict_json(raw: bytes) -> Any:
    """JSON as RFC 8259 has it, each key once. Raises HttpProblem (400) for anything else."""
    try:
        return json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise _malformed("not-utf-8", "the body is not UTF-8 text", "send UTF-8") from None
    except RecursionError:
        raise _malformed("too-deep", "the body is nested too deeply", "follow the form of a case") from None
    except json.JSONDecodeError as error:
        where = f"at line {error.lineno}, column {error.colno}"
        raise _malformed("malformed-json", f"the body is not JSON {where}", "write it as RFC 8259 has it") from None
    except ValueError:  # a whole number of thousands of digits
        raise _malformed("malformed-json", "a number in the body is far too long", "check the numbers") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _malformed("duplicate-key", "an object holds the same key twice", "keep one of them")
    return found


def _no_constant(_: str) -> NoReturn:
    raise _malformed("malformed-json", "NaN and Infinity are not JSON", "leave the key out where the fact is unknown")


def _malformed(code: str, detail: str, mend: str) -> HttpProblem:
    return HttpProblem(400, code, "The body cannot be read", f"{detail[0].upper()}{detail[1:]}; {mend}.")


def _expect(request: Request, wanted: str) -> None:
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    charset = rest.strip().lower().replace('"', "")
    if kind.strip().lower() != wanted or charset not in ("", "charset=utf-8"):
        detail = f"Send the body as {wanted}, in UTF-8."
        raise HttpProblem(415, "unsupported-media-type", "This kind of body is not read here", detail, headers={"Accept-Post": wanted})


async def whole(request: Request, most: int = MOST_BYTES) -> bytes:
    """The body. Raises HttpProblem (413) where it has more bytes than that."""
    told = request.headers.get("content-length", "")
    if told.isascii() and told.isdigit() and len(told) < 20 and int(told) > most:
        raise _too_large(most)
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise _too_large(most)
        parts.append(part)
    return b"".join(parts)


def _too_large(most: int) -> HttpProblem:
    detail = f"The body may have {most} bytes at most."
    return HttpProblem(413, "too-large", "The body is too large", detail, headers={"Connection": "close"})
