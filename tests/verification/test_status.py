"""Status lists: from a folder, signed by who may, current; over the network only from hosts that are allowed."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import openvc.fetch
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.status import encode_status_list, new_status_list, set_status

from engine.problems import InputRefused
from engine.verification import Fetched, Folder
from scripts.demonstration_credentials import LIST, REGISTER, SCHOOL, diploma, entry, status_list, token
from tests.verification.world import ED, REGISTER_KEY, STRANGER, Json, Lists, check, embedded, identity, issuers, made, registry, selective


def with_list(text: str, number: int = 1) -> Json:
    """The result for a diploma when this is the list."""
    return check(made("token", number), by=Lists(text))


def test_list_may_be_a_token_or_carry_a_proof() -> None:
    embedded_list = embedded(status_list((2,)), DataIntegrityProofSuite(), ED, expands=True)
    assert [with_list(embedded_list, n)["code"] for n in (1, 2)] == ["verified", "revoked"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (lambda: token(status_list(()), STRANGER), "status_list_not_verified"),
        (lambda: token(status_list((), issuer=REGISTER), REGISTER_KEY), "status_list_not_verified"),
        (lambda: token(status_list((), id=f"{LIST}/2"), ED), "status_list_not_verified"),
        (lambda: token({**status_list(()), "type": ["VerifiableCredential"]}, ED), "status_list_not_verified"),
        (lambda: "not a list", "status_list_not_verified"),
        (lambda: token(status_list((), validUntil="2026-11-26T00:00:00Z"), ED), "status_list_stale"),
        (lambda: token(status_list((), validUntil="2026-11-28T00:00:00Z"), ED), "verified"),
        (lambda: token(status_list((), credentialSubject={"encodedList": "uAAAA"}), ED), "status_unreadable"),
        (lambda: token(status_list((), credentialSubject={}), ED), "status_unreadable"),
    ],
)
def test_list_counts_only_if_who_may_signed_it_and_it_is_current(text: Any, code: str) -> None:
    assert with_list(text())["code"] == code


def test_another_may_sign_lists_where_the_registry_says_so() -> None:
    told = issuers()
    told[0]["status_by"] = [REGISTER]
    lists = Lists(token(status_list((1,), issuer=REGISTER), REGISTER_KEY))
    assert check(made("token"), on=registry(told), by=lists)["code"] == "revoked"


def token_list(values: dict[int, int], *, key: Json = ED, typ: str = "statuslist+jwt", **claims: Any) -> str:
    packed = new_status_list(1024, bits=8)
    for number, value in values.items():
        set_status(packed, number, value, bits=8)
    told = {"iss": SCHOOL, "sub": LIST, "iat": 1_780_000_000, "status_list": {"bits": 8, "lst": encode_status_list(packed)}}
    return token({**told, **claims}, key, typ=typ)


def with_token_list(text: str, number: int) -> str:
    claims = {k: v for k, v in identity().items() if k != "credentialStatus"} | {"status": {"status_list": {"idx": number, "uri": LIST}}}
    return str(check(selective(claims, diploma(1)["credentialSubject"], "dc+sd-jwt"), by=Lists(text))["code"])


def test_token_status_list_is_read() -> None:
    text = token_list({2: 1, 3: 2, 4: 7})
    assert [with_token_list(text, n) for n in (1, 2, 3, 4)] == ["verified", "revoked", "suspended", "status_type_unknown"]
    assert with_token_list(token_list({}, key=STRANGER), 1) == "status_list_not_verified"
    assert with_token_list(token_list({}, typ="JWT"), 1) == "status_list_not_verified"
    assert with_token_list(token_list({}, sub=f"{LIST}/2"), 1) == "status_list_not_verified"
    assert with_token_list(token_list({}, exp=1_790_000_000), 1) == "status_list_stale"
    assert with_token_list("broken", 1) == "status_list_not_verified"


def test_folder_finds_lists_by_the_address_they_name(tmp_path: Path) -> None:
    (tmp_path / "any-name.jwt").write_text(token(status_list((2,)), ED))
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "other.txt").write_text(token(status_list((1,)), ED))
    (tmp_path / "link.jwt").symlink_to(tmp_path / "other.txt")
    assert [check(made("token", n), by=Folder(tmp_path))["code"] for n in (1, 2)] == ["verified", "revoked"]
    with pytest.raises(InputRefused, match="no-such-folder"):
        Folder(tmp_path / "none")


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server on the loopback address that hands out a list of the school, with a certificate that this process trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    made_ = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    made_ = made_.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1)).add_extension(names, critical=False)
    made_ = made_.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    certificate, private = tmp_path / "certificate.pem", tmp_path / "private.pem"
    certificate.write_bytes(made_.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    served = HTTPServer(("127.0.0.1", 0), _Serve)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, private)
    served.socket = context.wrap_socket(served.socket, server_side=True)
    thread = threading.Thread(target=served.serve_forever, daemon=True)
    thread.start()
    yield served.server_port
    served.shutdown()
    thread.join()
    served.server_close()


class _Serve(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        address = f"https://localhost:{self.server.server_address[1]}{self.path}"
        body = b"x" * 2_000_000 if self.path == "/large" else token(status_list((2,), address=address), ED).encode()
        self.send_response(302 if self.path == "/moved" else 200)
        self.send_header("Location", address.replace("/moved", "/list"))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing is told."""


def fetched(port: int, path: str, number: int, hosts: tuple[str, ...]) -> str:
    raw = token(diploma(number, credentialStatus=entry(number, address=f"https://localhost:{port}{path}")), ED)
    return str(check(raw, by=Fetched(hosts))["code"])


def test_fetching_keeps_to_allowed_hosts_and_public_addresses(server: int) -> None:
    allowed = (f"localhost:{server}",)
    assert fetched(server, "/list", 1, ()) == "status_list_missing"
    assert fetched(server, "/list", 1, ("other.example",)) == "status_list_missing"
    assert fetched(server, "/list", 1, allowed) == "status_list_missing"  # allowed by name, but the address is not a public one


def test_fetched_list_is_checked_like_any_other(server: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library refuses loopback addresses; here that one rule is lifted, all others stay."""
    monkeypatch.setattr(openvc.fetch, "_resolve_public_ips", lambda host, port: ["127.0.0.1"])
    allowed = (f"localhost:{server}",)
    assert [fetched(server, "/list", n, allowed) for n in (1, 2)] == ["verified", "revoked"]
    assert fetched(server, "/large", 1, allowed) == "status_list_missing"
    assert fetched(server, "/moved", 1, allowed) == "status_list_missing"


def test_no_other_scheme_and_no_trick_with_names_is_fetched() -> None:
    asked: list[str] = []

    def fetch(address: str, **_: Any) -> bytes:
        asked.append(address)
        return b""

    source = Fetched(("lists.example",), fetch=fetch)
    for address in (
        "http://lists.example/1",
        "https://lists.example@evil.example/1",
        "https://lists.example.evil.example/1",
        "file:///etc/passwd",
        "https://[",
        "",
    ):
        assert source.find(address) is None
    assert asked == []
    assert source.find("https://lists.example/1") == b""
