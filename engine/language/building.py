"""A tree of plain data built from the events of a YAML parser, under limits on depth and nodes."""

from __future__ import annotations

import yaml

from engine.language.document import Data, Spot
from engine.language.scalars import UNSEEN, Scalar, Unreadable, plain
from engine.problems import CaseRefused, InputRefused, Place, Problem

MOST_DEPTH = 40
MOST_NODES = 200_000
_MOST_PROBLEMS = 50


class _Holder:
    """A list or mapping that is being filled; `key` is the key that waits for its value."""

    __slots__ = ("data", "key", "key_at", "spot")

    def __init__(self, data: dict[str, Data] | list[Data], spot: Spot) -> None:
        self.data, self.spot = data, spot
        self.key: str | None = None
        self.key_at: tuple[int, int] = (0, 0)


def _at(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line, mark.column) if mark else (0, 0)


class Builder:
    """Builds the tree from events, and keeps what is wrong but can be read past."""

    def __init__(self, file: str, error: type[InputRefused]) -> None:
        self.file, self.error = file, error
        self.told: list[Problem] = []
        self.holders: list[_Holder] = []
        self.nodes = 0
        self.root: tuple[Data, Spot] | None = None

    def _tell(self, code: str, message: str, mend: str, at: tuple[int, int] = (0, 0), found: str = "", expected: str = "") -> None:
        place = Place(self.file, at[0] + 1, at[1] + 1)
        shown = "" if issubclass(self.error, CaseRefused) else found[:80]  # what a person wrote is never repeated
        self.told.append(Problem(place, code, message, shown, expected, mend))
        if len(self.told) >= _MOST_PROBLEMS:
            raise self.refusal()

    def refuse(self, code: str, message: str, mend: str, at: tuple[int, int] = (0, 0), found: str = "", expected: str = "") -> InputRefused:
        """The refusal with this problem and all that were told before it."""
        self._tell(code, message, mend, at, found, expected)
        return self.refusal()

    def refusal(self) -> InputRefused:
        """All that was told."""
        return self.error(self.told)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        if event.tag is not None:
            raise self._tagged(event)
        text: str = event.value
        if not event.implicit[0]:
            if event.style == '"' and UNSEEN.search(text):
                self._tell("control-character", "an escape gives a character that cannot be seen", "take the escape out", _at(event))
            return text
        value = plain(text)
        if isinstance(value, Unreadable):
            self._tell(value.code, value.message, value.mend, _at(event), text, value.expected)
            return text
        return value

    def _tagged(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> InputRefused:
        return self.refuse(
            "tag",
            "tags are not used here",
            "take the tag out; quote the value if it is text",
            _at(event),
            event.tag or "",
            "a plain value",
        )

    def _add_scalar(self, event: yaml.ScalarEvent) -> None:
        value = self._scalar(event)
        holder = self.holders[-1] if self.holders else None
        if holder is not None and holder.key is None and isinstance(holder.data, dict):
            self._add_key(holder, holder.data, value, event)
        else:
            self._put(value, Spot(*_at(event)))

    def _add_key(self, holder: _Holder, data: dict[str, Data], key: Scalar, event: yaml.ScalarEvent) -> None:
        if not isinstance(key, str):
            self._tell(
                "key-not-text",
                "a key must be text",
                "quote the key, or the text before it if a comma split it",
                _at(event),
                event.value,
                "a word",
            )
            key = str(event.value)
        elif key in data:
            first = holder.spot.inside
            line = first[key].key_line + 1 if isinstance(first, dict) else 0
            self._tell(
                "duplicate-key",
                f"this key already stands in line {line}",
                "keep one of the two",
                _at(event),
                key,
                "each key once",
            )
        holder.key, holder.key_at = key, _at(event)

    def _open(self, event: yaml.CollectionStartEvent, data: dict[str, Data] | list[Data], inside: dict[str, Spot] | list[Spot]) -> None:
        if event.tag is not None:
            raise self._tagged(event)
        if len(self.holders) >= MOST_DEPTH:
            raise self.refuse(
                "too-deep",
                "lists and mappings stand too deep in one another",
                "write it flatter",
                _at(event),
                expected=f"at most {MOST_DEPTH} levels",
            )
        holder = self.holders[-1] if self.holders else None
        if holder is not None and holder.key is None and isinstance(holder.data, dict):
            raise self.refuse(
                "key-not-text",
                "a key must be text, not a list or mapping",
                "write the key as one word; close an open brace or bracket",
                _at(event),
                expected="a word",
            )
        spot = Spot(*_at(event))
        spot.inside = inside
        self._put(data, spot)
        self.holders.append(_Holder(data, spot))

    def _put(self, value: Data, spot: Spot) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise self.refuse("too-many-values", "the file holds too many values", "split the file", expected=f"at most {MOST_NODES} values")
        if not self.holders:
            self.root = (value, spot)
            return
        holder = self.holders[-1]
        inside = holder.spot.inside
        if isinstance(holder.data, list) and isinstance(inside, list):
            holder.data.append(value)
            inside.append(spot)
        elif isinstance(holder.data, dict) and isinstance(inside, dict) and holder.key is not None:
            spot.key_line, spot.key_column = holder.key_at
            holder.data[holder.key] = value
            inside[holder.key] = spot
            holder.key = None

    def take(self, event: yaml.Event) -> None:
        """One event of the parser. Raises at what cannot be read past, and notes what can."""
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            alias = isinstance(event, yaml.AliasEvent)
            raise self.refuse(
                "alias" if alias else "anchor",
                "anchors and aliases are not used here",
                "write the value out where it is needed",
                _at(event),
                f"{'*' if alias else '&'}{event.anchor}",
                "a plain value",
            )
        if isinstance(event, yaml.ScalarEvent):
            self._add_scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._open(event, {}, {})
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open(event, [], [])
        elif isinstance(event, yaml.CollectionEndEvent):
            self.holders.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            if self.root is not None:
                raise self.refuse("second-document", "a file holds one document", "put it in a file of its own", _at(event))
            if event.version or event.tags:
                raise self.refuse("directive", "directives are not used here", "take the line with % out", _at(event))
