"""Text from a child, made safe to show: nothing in it can move a cursor, recolour a terminal or turn the direction of reading."""

from __future__ import annotations

import re

#: Control characters but for tab and line feed, direction marks and overrides, invisible separators and tags.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e0fff]")


def escaped(text: str) -> str:
    r"""The text with each unsafe character as `\uXXXX` (two of them beyond the first plane), so that JSON stays the same JSON."""
    return _UNSAFE.sub(_code, text)


def _code(found: re.Match[str]) -> str:
    number = ord(found.group())
    if number > 0xFFFF:
        return f"\\u{0xD800 + ((number - 0x10000) >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"
    return f"\\u{number:04x}"
