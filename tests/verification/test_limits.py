"""What is too large, too deep, too many or ambiguous is refused before it is parsed, and nothing that a file holds raises an error."""

from __future__ import annotations

import json
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.cli import main
from engine.verification import CODES
from engine.verification.limits import DEEPEST, MOST_BYTES, MOST_VALUES, from_base64url, read_json
from engine.verification.states import Refused
from scripts.demonstration_credentials import SCHOOL, base64url, diploma, token
from tests.verification.world import ED, FORMATS, Json, check, made


def code(raw: str | bytes) -> str:
    result = check(raw)
    assert result["state"] == CODES[result["code"]][0]
    return str(result["code"])


def payload(text: str) -> str:
    """A token around any payload, which nobody signed."""
    return f"{base64url(json.dumps({'alg': 'Ed25519', 'kid': ED['kid']}).encode())}.{base64url(text.encode())}.{base64url(bytes(64))}"


@pytest.mark.parametrize("wrap", [str, payload], ids=["json", "token"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": ' * 100 + "1" + "}" * 100, "too_deep"),
        ('{"a": ' + "[" * 50_000 + "]" * 50_000 + "}", "too_deep"),
        ('{"a": [' + "1," * MOST_VALUES + "1]}", "too_many_values"),
        ('{"a": [' + "{}," * MOST_VALUES + "1]}", "too_many_values"),
        ('{"issuer": "a", "issuer": "b"}', "duplicate_key"),
        ('{"issuer": {"id": "a", "\\u0069d": "b"}}', "duplicate_key"),
        ('{"exp": NaN}', "not_a_number"),
        ('{"exp": Infinity}', "not_a_number"),
        ('{"exp": -Infinity}', "not_a_number"),
        ('{"exp": 1e999}', "not_a_number"),
        ('{"exp": ' + "9" * 5_000 + "}", "not_a_number"),
        ('{"a": ', "not_json"),
        ('{"a": "\\x"}', "not_json"),
        ("{} {}", "not_json"),
        ('{"a": "[[[[{{{{"}', "format_unknown"),
    ],
)
def test_bombs_and_ambiguities_are_refused(wrap: type[str], text: str, expected: str) -> None:
    assert code(wrap(text)) == expected


@pytest.mark.parametrize(
    "raw", [b"", b" ", b"\x00", b"hello", b"a.b", b"..", b"a.b.c", b"~", b"a.b.c~", b"[]", b"null", b"\xff\xfe{", b"{}", b"eyJ.eyJ.", b"%PDF-1.7"]
)
def test_files_that_are_no_credential(raw: bytes) -> None:
    assert CODES[code(raw)][0] == "not_verified"


def test_size_is_limited_to_the_byte() -> None:
    text = made("plain-eddsa-jcs-2022")
    assert code(text + " " * (MOST_BYTES - len(text))) == "verified"
    assert code(text + " " * (MOST_BYTES - len(text) + 1)) == "too_large"


def test_depth_and_number_of_values_are_limited_to_one() -> None:
    assert read_json("[" * DEEPEST + "]" * DEEPEST)
    assert read_json(json.dumps([0] * MOST_VALUES))
    for text in ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), json.dumps([0] * (MOST_VALUES + 1))):
        with pytest.raises(Refused):
            read_json(text)


@pytest.mark.parametrize("segment", ["a", "ab=", "a+b/", "äö", "QR", "a b", "AAAAA"])
def test_base64url_is_canonical(segment: str) -> None:
    with pytest.raises(Refused):
        from_base64url(segment)


def test_file_of_100_mb_is_refused_without_being_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.write(b'{"a": "')
        file.truncate(100 * 1024 * 1024)
    main(["verify", str(large)])  # what is loaded once is loaded now
    capsys.readouterr()
    tracemalloc.start()
    began = time.perf_counter()
    assert main(["verify", str(large), "--json"]) == 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert json.loads(capsys.readouterr().out)["code"] == "too_large"
    assert peak < 8 * MOST_BYTES and time.perf_counter() - began < 5


def entangled(shape: str) -> str:
    """A badge that names the school, with a small graph inside whose nodes cannot be told apart. Nobody signed it."""
    if shape == "clique":
        ids = [f"_:b{n}" for n in range(8)]
        inside: object = [{"id": one, "credential": [{"id": other} for other in ids if other != one]} for one in ids]
    elif shape == "siblings":
        inside = [{"registration": [{"country": [{"body": "x"}]} for _ in range(20)]} for _ in range(20)]
    else:
        inside = [{"registration": [{"body": str(n)} for n in range(4_000)]}]
    return json.dumps({**json.loads(made("plain-eddsa-rdfc-2022")), "credentialSubject": inside})


@pytest.mark.parametrize("shape", ["clique", "siblings", "many"])
def test_graph_made_to_keep_a_reader_busy_is_refused_in_time(shape: str) -> None:
    began = time.process_time()
    assert code(entangled(shape)) in ("too_costly", "too_many_values")
    assert time.process_time() - began < 20


def test_several_threads_do_not_disturb_each_other() -> None:
    forms = [form for form in FORMATS if form.startswith(("plain", "badge"))] * 6
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda form: code(made(form)), forms)) == {"verified"}


@pytest.mark.parametrize("length", [128, 2_000])
def test_own_key_of_an_unregistered_issuer_has_a_bounded_length(length: int) -> None:
    jwk = {"kty": "RSA", "n": base64url(b"\xc3" * length), "e": "AQAB"}
    issuer = f"did:jwk:{base64url(json.dumps(jwk).encode())}"
    head = base64url(json.dumps({"alg": "RS256", "kid": f"{issuer}#0"}).encode())
    raw = f"{head}.{base64url(json.dumps(diploma(1, issuer=issuer)).encode())}.{base64url(bytes(length))}"
    assert code(raw) == "key_unsuitable"


def test_same_input_gives_the_same_bytes() -> None:
    for form in FORMATS:
        assert json.dumps(check(made(form))) == json.dumps(check(made(form)))


def test_result_does_not_depend_on_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    before: dict[str, Json] = {form: check(made(form)) for form in FORMATS}
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
    assert {form: check(made(form)) for form in FORMATS} == before


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_no_bytes_raise(raw: bytes) -> None:
    assert CODES[code(raw)][0] == "not_verified"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2**70) | st.text(max_size=8),
    lambda x: st.lists(x, max_size=4) | st.dictionaries(st.text(max_size=6), x, max_size=4),
    max_leaves=8,
)
_MEMBERS = st.sampled_from(
    ["issuer", "type", "@context", "validFrom", "credentialSubject", "credentialStatus", "status", "exp", "iat", "iss", "jti", "sub", "vc", "id"]
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(_MEMBERS, _JSON, min_size=1, max_size=3))
def test_no_signed_content_raises(members: Json) -> None:
    """The school itself signs nonsense."""
    result = check(token({**diploma(1), **members}, ED))
    assert result["state"] == CODES[result["code"]][0]
    assert result["issuer"] is None or result["issuer"]["name"] is None or result["issuer"]["id"] == SCHOOL
