"""Where status lists come from: a folder that the operator fills. Only where hosts are allowed by name are lists fetched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from engine.problems import InputRefused, Place, Problem
from engine.verification.limits import MOST_BYTES, from_base64url, read_object, read_text
from engine.verification.port import not_installed
from engine.verification.states import Refused

MOST_FILES = 500
_ENDINGS = (".json", ".jsonld", ".jwt", ".jws")
#: Seconds that one list may take to come.
PATIENCE = 5.0


class StatusLists(Protocol):
    """Status lists by the address that credentials name."""

    def find(self, address: str) -> bytes | None:
        """The list as published, not yet checked; None where it is not at hand."""
        ...


class NoLists:
    """No status list is at hand."""

    def find(self, address: str) -> bytes | None:
        return None


class Folder:
    """Lists in files (`.json`, `.jsonld`, `.jwt`, `.jws`) of one folder, each found by the address that it names itself.

    Raises InputRefused where the folder cannot be read or holds too many files. Links out of the folder and broken files are left out.
    """

    def __init__(self, folder: Path) -> None:
        try:
            files = sorted(f for f in folder.iterdir() if f.suffix in _ENDINGS and f.is_file() and not f.is_symlink())
        except OSError as error:
            raise _refused(folder, "no-such-folder", "the folder of status lists cannot be read", "give a folder with the lists") from error
        if len(files) > MOST_FILES:
            raise _refused(folder, "too-many-files", "the folder holds too many status lists", f"at most {MOST_FILES}")
        self._lists: dict[str, bytes] = {}
        for file in files:
            for address in _addresses(raw := _bytes_of(file)):
                self._lists.setdefault(address, raw)

    def find(self, address: str) -> bytes | None:
        return self._lists.get(address)


class Fetched:
    """Lists over https from hosts that the operator allows by name, where `first` does not have them.

    The library fetches: https only, no redirects, public addresses only, the connection pinned to the address that was checked, limited in
    time and size. With it a result depends on the network too, and no longer on the files alone.
    """

    def __init__(self, hosts: tuple[str, ...], first: StatusLists | None = None, fetch: Callable[..., bytes] | None = None) -> None:
        self._hosts, self._first, self._fetch = frozenset(hosts), first or NoLists(), fetch

    def find(self, address: str) -> bytes | None:
        kept = self._first.find(address)
        if kept is not None or not self._allowed(address):
            return kept
        try:
            from openvc import OpenvcError
            from openvc.fetch import https_bytes_fetch
        except ImportError as missing:
            raise not_installed() from missing
        try:
            return (self._fetch or https_bytes_fetch)(address, timeout_s=PATIENCE, max_bytes=MOST_BYTES)
        except OpenvcError:
            return None

    def _allowed(self, address: str) -> bool:
        try:
            parts = urlsplit(address)
            return parts.scheme == "https" and parts.netloc in self._hosts
        except ValueError:
            return False


def _bytes_of(file: Path) -> bytes:
    """A list, never more than one byte beyond what is read; nothing where the file cannot be opened."""
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError:
        return b""


def _addresses(raw: bytes) -> set[str]:
    """The addresses under which a list may be asked for, as it tells them itself: `id`, or `sub` of a token."""
    try:
        text = read_text(raw)
        told = read_object(text if text.startswith("{") else from_base64url(text.split("~")[0].split(".")[1] if "." in text else ""))
    except Refused:
        return set()
    inner = told.get("vc")
    names = (told.get("id"), told.get("sub"), inner.get("id") if isinstance(inner, dict) else None)
    return {name for name in names if isinstance(name, str)}


def _refused(folder: Path, code: str, message: str, mend: str) -> InputRefused:
    return InputRefused([Problem(Place(file=str(folder)), code, message, mend=mend)])
