"""A private key of this installation in a file: read where it is there, made where it is not."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Final

from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from engine.problems import InputRefused, Place, Problem

#: The only curve, which is also the name of the algorithm (RFC 9864).
ED25519: Final = "Ed25519"


def signing_key(path: Path, setting: str, signs: str) -> OKPKey:
    """The Ed25519 key in a file. Where there is none, one is made, whole before it has its name, so that processes that start at once agree.

    Raises InputRefused where it cannot be used, told by the name of the `setting` and what the key `signs`.
    """
    try:
        if not path.exists():
            _make(path)
        key = OKPKey.import_key(json.loads(path.read_text(encoding="ascii")))
        if key.curve_name != ED25519 or not key.is_private:
            raise ValueError
    except (OSError, ValueError, JoseError) as error:
        message, mend = f"the key of {signs} cannot be used", "name a file that can be written, or one that holds an Ed25519 private key"
        raise InputRefused([Problem(Place(file=setting), "bad-key", message, found=type(error).__name__, mend=mend)]) from None
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
        json.dump(OKPKey.generate_key(ED25519).as_dict(private=True), file)
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(made)
    except FileExistsError:
        pass
    finally:
        made.unlink()
