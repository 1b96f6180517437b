"""`portability registry key|sign|check`: for operators who keep a registry of issuers."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

from engine.problems import InputRefused, Place, Problem


def run(words: list[str]) -> int:
    """Exit code 0 where it was done or holds, 2 where the input cannot be used."""
    parser = argparse.ArgumentParser(prog="portability registry", description="Keep a signed registry of issuers.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="key | sign | check")
    key = commands.add_parser("key", help="make a key pair of the operator: registry.private.jwk.json and registry.public.jwk.json")
    key.add_argument("folder", type=Path, help="where to write them; nothing is overwritten")
    sign = commands.add_parser("sign", help="check a registry and sign it")
    sign.add_argument("registry", type=Path, help="the registry as JSON")
    sign.add_argument("--key", type=Path, required=True, help="the operator's private key")
    sign.add_argument("--out", type=Path, required=True, help="the signed file to write")
    check = commands.add_parser("check", help="check a signed registry")
    check.add_argument("registry", type=Path, help="the signed file")
    check.add_argument("--operator-key", type=Path, required=True, help="the operator's public key")
    check.add_argument("--json", action="store_true", help="what it holds as JSON")
    told = parser.parse_args(words)
    return {"key": _key, "sign": _sign, "check": _check}[told.command](told)


def _key(told: argparse.Namespace) -> int:
    from engine.verification.registry_file import new_key

    private, public = new_key()
    try:
        told.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(told.folder) from error
    _write(told.folder / "registry.private.jwk.json", private, 0o600)
    _write(told.folder / "registry.public.jwk.json", public, 0o644)
    print(f"{told.folder}: keep registry.private.jwk.json to yourself; give out registry.public.jwk.json")
    return 0


def _sign(told: argparse.Namespace) -> int:
    from engine.verification.registry_file import key_in, read_file, signed

    made = signed(read_file(told.registry), key_in(told.key))
    try:
        told.out.write_bytes(made)
    except OSError as error:
        raise _unwritable(told.out) from error
    print(f"{told.out}: signed, {len(made)} bytes")
    return 0


def _check(told: argparse.Namespace) -> int:
    from engine.verification import load

    registry = load(told.registry, told.operator_key)
    if told.json:
        print(json.dumps({**registry.told(), **registry.file.model_dump(mode="json", by_alias=True)}, ensure_ascii=False, indent=2))
    else:
        held = registry.file
        print(f"{told.registry}: the signature of the operator holds. {held.title}: {len(held.issuers)} issuers, issued {held.issued}.")
        for issuer in held.issuers:
            countries = sorted({c for e in issuer.entrusted for c in e.countries})
            disputed = f", disputed since {min(d.since for d in issuer.disputed)}" if issuer.disputed else ""
            print(f"  {issuer.id}: {', '.join(countries)}; {len(issuer.keys)} keys{disputed}")
    return 0


def _write(path: Path, jwk: dict[str, Any], mode: int) -> None:
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8") as file:
            file.write(json.dumps(jwk, indent=2) + "\n")
    except FileExistsError as error:
        mend = "choose another folder; a key is never overwritten"
        raise InputRefused([Problem(Place(file=str(path)), "file-exists", "there is a key already", mend=mend)]) from error
    except OSError as error:
        raise _unwritable(path) from error


def _unwritable(path: Path) -> InputRefused:
    return InputRefused([Problem(Place(file=str(path)), "not-written", "this cannot be written", mend="choose a folder that you may write to")])
