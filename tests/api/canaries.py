"""A person who is nobody, in every input of every route, and where traces of that person are looked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import inspect, text

from api.routes.counting import NAME as COUNTED
from api.routes.keeping import NAME as KEPT
from api.security.access import declared
from api.service import Service
from tests.api.cases import CREDENTIAL, SURVIVORS, YES

NAME, NUMBER, BORN = "Zyxwvu Quorlim", "65140387W004", "1957-02-17"
#: How the canary is told from everything else, in small letters.
TRACES = ("zyxwvu", "quorlim", "65140387w004", "1957-02-17", "19570217", "17.02.1957")
_ALL = f"{NAME} {NUMBER} {BORN}"
_JUNK: dict[str, Any] = {
    NAME: NUMBER,
    "name": NAME,
    "person": {"birth_date": BORN, "name": NAME, "number": NUMBER, "residence": NAME, "nationalities": [NAME]},
    "record": [{"country": NAME, "from": BORN, "scheme": NUMBER}],
    "receipt": {"facts": {"name": NAME}},
    "credential": {"holder": NAME, "number": NUMBER, "born": BORN},
}
_PERSON = {"birth_date": BORN, "residence": "US"}
_RECEIPT = {"rules": {"agreements/de-us/agreement.yaml": "sha256:" + "0" * 64}, "facts": {"person.birth_date": BORN, "name": NAME}}
_FORM = {"benefit": "old-age", "birth_date": BORN, "residence": "US", "rows": "1", "country_0": "DE", "from_0": "1980", "to_0": "1985"}
_LIFE = {"question": "contribution-record", "benefit": "old-age", "person": _PERSON, "record": [{"country": "DE", "from": BORN, "to": "1985"}]}
_SHEET = json.dumps({"way": "pension", "case": _LIFE, "asked": [], "trail": ["benefit", "record"], "helping": True, "mark": NUMBER[:4]})
_BUTTONS = ("continue", "unknown", "none", "back", "show", "summary", "answer", "spell:0", "save:0", "save:new", "remove:0", f"change:{NAME}")
_SPELL = {"country": NAME, "from-year": BORN, "total": NUMBER, "unit": NAME}
_INTERVIEW = [{"facts": _SHEET, "action": button, "step": "person.birth_date", "person.birth_date-year": BORN} | _SPELL for button in _BUTTONS]
#: Bodies that a route reads to the end, by path: the canary in every field that may hold something of a person.
_READ: dict[str, list[Any]] = {
    "/v1/decisions/contribution-record": [YES | {"person": _PERSON}, SURVIVORS | {"claimant": {"relation": "spouse", "birth_date": BORN}}],
    "/v1/decisions/credential": [CREDENTIAL | {"person": {"birth_date": BORN, "nationalities": ["CZ"]}}],
    "/v1/decisions/rerun": [_RECEIPT],
    "/v1/credentials/verify": [
        {"credential": {"type": ["VerifiableCredential"], "credentialSubject": {"name": NAME, "birthDate": BORN, "id": NUMBER}}, "case": CREDENTIAL},
        {"credential": _ALL},
    ],
}
_FORMS = (_FORM, _FORM | {"residence": NAME, "total_0": NUMBER}, {"grant_type": NAME, "client_id": NUMBER, "client_secret": BORN, "scope": NAME})
_CASE = {**YES, "person": _PERSON}
_KEPT = {"case": json.dumps(_CASE), "day": "2024-07-01", "form": "/", "fields": json.dumps(_FORM | {"residence": NAME})}
_SAVED = {"portability": "saved answer", "version": 1, "engine": NUMBER, "answer": "0000-0000-0000-0000", "as_of": BORN, "outcomes": {NAME: NUMBER}}
#: Forms of pages with fields of their own, by path.
_MOVE = {"home": "DE", "host": "US", "birth_date": BORN, "country_0": "DE", "from_0": BORN, "you_profession": "doctor", "you_evidence": _ALL}
_POSTED: dict[str, list[dict[str, str]]] = {
    "/interview": [*_INTERVIEW, {"facts": _ALL, "action": NAME}],
    "/what-if": [{"facts": _SHEET, "months": "7", "country": "US", "action": "compare"}, {"facts": _SHEET, "months": NUMBER, "residence": NAME}],
    "/move": [_MOVE, _MOVE | {"children": _ALL, "stay": NUMBER}, _MOVE | {"action": "edit", "host": NAME}],
    "/save": [_KEPT],
    "/answer.json": [_KEPT],
    "/answer.pdf": [_KEPT],
    "/open": [{"saved": json.dumps({**_SAVED, "case": _CASE, "form": "/", "fields": {"residence": NAME}})}],
}
#: Parts of a form with files, by path: what is stored of them is looked for until it is deleted, and after.
_PARTS: dict[str, dict[str, str]] = {
    "/v1/credential-batches": {"file": f"candidate;birth_date\n{NAME};{BORN}\n", "mapping": json.dumps({"defaults": {"candidate": NUMBER}})},
    "/v1/drafts": {"file": f"amends: de-us\ntitle: {_ALL}\n", "scenarios": f"scenarios: [{{id: {NAME}}}]\n"},
}
#: Where a tenant keeps such things until it deletes them, and what it asks that it is told about.
KEPT_IN = ("batches", "drafts")


def _form(parts: dict[str, str]) -> str:
    head = f'; filename="{_ALL}.csv"\r\n\r\n'
    return "".join(f'--b\r\nContent-Disposition: form-data; name="{n}"{head}{told}\r\n' for n, told in parts.items()) + "--b--\r\n"


def bodies(path: str) -> Iterator[tuple[str, bytes]]:
    """Content type and body of each thing that is sent to a route. What is stored comes first: its key is then used up."""
    if path in _PARTS:
        yield "multipart/form-data; boundary=b", _form(_PARTS[path]).encode()
    for told in (*_READ.get(path, []), _JUNK, [_ALL], _ALL):
        yield "application/json", json.dumps(told).encode()
    yield "application/json", f'{{"name": "{_ALL}'.encode()
    for fields in (*_FORMS, *_POSTED.get(path, ())):
        yield "application/x-www-form-urlencoded", urlencode(fields | {NAME: NUMBER}).encode()
    for parts in ({"file": _ALL, NAME: NUMBER}, {"file": _ALL}, {"mapping": _ALL}):
        yield "multipart/form-data; boundary=b", _form(parts).encode()
    yield f"text/{NAME.replace(' ', '')}", _ALL.encode()


def headers(shown: str) -> dict[str, str]:
    """The canary in every header that may be read somewhere, and this header Authorization; who shows something asks for a record and a count."""
    told = dict.fromkeys(("User-Agent", "Referer", "Cookie", "If-None-Match", "Prefer", "Idempotency-Key", "X-Request-Id", NAME.split()[0]), _ALL)
    return (
        told
        | {"Origin": f"https://{NUMBER}.example", "X-Forwarded-For": _ALL}
        | ({"Authorization": shown, "Prefer": f"{KEPT}, {COUNTED}; occupation=2221; skill=4, {_ALL}"} if shown else {})
    )


def asked(client: TestClient, key: str) -> Iterator[Response]:
    """Every route with every body, as nobody, with what does not let in and with a key that may do everything."""
    app: FastAPI = client.app  # type: ignore[assignment]
    query = urlencode({"name": NAME, "number": NUMBER, "born": BORN, NAME: NUMBER})
    for method, path in (
        *declared(app),
        ("GET", f"/{NUMBER}"),
        (NAME.split()[0].upper(), "/livez"),
        ("GET", "/static/{file}"),
        ("POST", "/embed/{x}/"),
    ):
        for url in (re.sub(r"\{[^}]*\}", quote(part), path) for part in (NAME, NUMBER, BORN)):
            for shown in ("", f"Bearer {NUMBER}", f"Basic {_ALL}", f"Bearer {key}"):
                for kind, body in bodies(path) if method in ("POST", "PUT", "PATCH") else [("", b"")]:
                    sent = headers(shown) | ({"Content-Type": kind} if kind else {})
                    yield client.request(method, f"{url}?{query}", content=body, headers=sent, follow_redirects=False)
            if "{" not in path:
                break


def deleted(client: TestClient, key: str) -> int:
    """Deletes what the canary stored, as its tenant does; how many things there were."""
    sent, count = {"Authorization": f"Bearer {key}"}, 0
    for path in _PARTS:
        while rows := next(v for v in client.get(path, headers=sent).json().values() if isinstance(v, list)):
            for row in rows:
                count += client.delete(f"{path}/{row['id']}", headers=sent).status_code == 204
    return count


def traces(told: str) -> list[str]:
    """Which traces of the canary stand in a text."""
    return [t for t in TRACES if t in told.casefold()]


def in_answer(response: Response) -> list[str]:
    """Traces where an answer may not have them: in headers, in errors, in links. Who asks may read in the answer what was asked."""
    told = str(response.headers)
    is_page = response.headers.get("content-type", "").startswith("text/html")
    if is_page and response.request.method == "POST":
        told += " ".join(re.findall(r'(?:href|action|src|formaction)="([^"]*)"', response.text))
    elif response.status_code >= 400 or response.request.method == "GET":
        told += response.text
    return traces(told)


def in_tables(service: Service) -> list[str]:
    """Tables in which traces stand."""
    with service.database.operator(reads=True) as session:
        connection = session.connection()
        names = inspect(service.database.engine).get_table_names()
        return [n for n in names if n != "alembic_version" and traces(str(connection.execute(text(f'select * from "{n}"')).all()))]


def in_files(folder: Path) -> list[str]:
    """Files under a folder that have traces in their name or their bytes."""
    return [str(p) for p in folder.rglob("*") if traces(p.name) or (p.is_file() and traces(p.read_bytes().decode("latin-1")))]
