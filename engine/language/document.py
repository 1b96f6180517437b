"""What a file says, with the line and column of every value and key."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

from engine.problems import Place

Path = tuple[str | int, ...]
Data = dict[str, "Data"] | list["Data"] | str | int | bool | date | None


class Spot:
    """Line and column (from 0) of a value and of its key, and the spots of what it holds."""

    __slots__ = ("column", "inside", "key_column", "key_line", "line")

    def __init__(self, line: int, column: int) -> None:
        self.line = self.key_line = line
        self.column = self.key_column = column
        self.inside: dict[str, Spot] | list[Spot] | None = None


@dataclass(frozen=True)
class Document:
    """What a file says. `sha256` is of the bytes as they were given; it names the file in a receipt."""

    data: Any
    file: str
    sha256: str
    _root: Spot = field(repr=False, compare=False)
    _layers: tuple[Document, ...] = field(default=(), repr=False, compare=False)

    def with_data(self, data: Data, draft: Document) -> Document:
        """The document with a draft laid over it: other data, with places in the draft where it speaks, else in this file.

        Its hash is that of both hashes: an answer under a draft is told apart from one under the text itself.
        """
        both = sha256(f"{self.sha256} {draft.sha256}".encode()).hexdigest()
        return replace(self, data=data, sha256=both, _layers=(draft, self))

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where the value at a path begins, or its key. A path that leads nowhere gives the last step that is there."""
        for layer in self._layers:
            inner = _path_in(layer.data, self.data, path)
            if len(inner) == len(path) or layer is self._layers[-1]:
                return layer.place(inner, key=key and len(inner) == len(path))
        spot, walked = self._root, 0
        for step in path:
            below = _below(spot.inside, step)
            if below is None:
                break
            spot, walked = below, walked + 1
        line, column = (spot.key_line, spot.key_column) if key and walked == len(path) else (spot.line, spot.column)
        return Place(self.file, line + 1, column + 1, "".join(f"/{_escaped(s)}" for s in path))


def _below(inside: dict[str, Spot] | list[Spot] | None, step: str | int) -> Spot | None:
    if isinstance(inside, dict):
        return inside.get(step) if isinstance(step, str) else None
    return inside[step] if inside is not None and isinstance(step, int) and 0 <= step < len(inside) else None


def _path_in(layer: Data, merged: Data, path: Path) -> Path:
    """As much of a path of merged data as a layer has; items with an `id` are found by it, since numbers shift."""
    found: list[str | int] = []
    for step in path:
        if isinstance(step, str) and isinstance(layer, dict) and isinstance(merged, dict) and step in layer:
            layer, merged = layer[step], merged.get(step)
            found.append(step)
        elif isinstance(step, int) and isinstance(layer, list) and isinstance(merged, list) and step < len(merged):
            merged = merged[step]
            name = merged.get("id") if isinstance(merged, dict) else None
            same = [n for n, x in enumerate(layer) if isinstance(x, dict) and x.get("id") == name] if name else [step]
            if not same or same[0] >= len(layer):
                break
            layer = layer[same[0]]
            found.append(same[0])
        else:
            break
    return tuple(found)


def _escaped(step: str | int) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")
