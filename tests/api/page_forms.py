"""The forms of a page, and how a browser sends them, with the canary in every field in which something is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from tests.api.canaries import BORN, NAME, NUMBER

_ALL = f"{NAME} {NUMBER} {BORN}"
#: What a file of a form holds: a table whose rows can be decided, a draft with a word that there is not, and neither.
_TABLE = f"candidate,profession,host,evidence,consent_given,consent_purpose\n{NAME},nurse-general-care,DE,{_ALL},2024-01-01,verification\n"
_FILES = (_TABLE, f"amends: de-us\nstatus: draft\ntitle: {_ALL}\n{NAME}: {NUMBER}\n", _ALL)


@dataclass
class Form:
    """A form of a page, as a browser would send it: what it holds already, where something is written, suggested or chosen, and its buttons."""

    method: str
    action: str
    files: bool
    holds: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    suggested: dict[str, str] = field(default_factory=dict)
    uploads: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    boxes: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    def ways(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Where to and how the client sends it: by every button, with each kind of file or long text, with boxes empty and ticked.

        What is suggested from a list is sent as it stands, and written over."""
        long = [name for name in self.written if name in ("text", "pasted")]
        for name, value, action in self.buttons or [("", "", "")]:
            for told in _FILES if self.uploads or long else _FILES[:1]:
                for kept in [{}, *([self.boxes] if self.boxes else []), *([self.suggested] if self.suggested else [])]:
                    texts = {field: (_ALL, NUMBER, BORN)[n % 3] for n, field in enumerate(self.written)} | dict.fromkeys(long, told)
                    last = {field: self.chosen.get(field) or values[-1] for field, values in self.choices.items() if values}
                    data = {**self.holds, **last, **texts, **kept, **({name: value} if name else {})}
                    files = {"files": {field: (f"{_ALL}.csv", told.encode()) for field in self.uploads}} if self.files else {}
                    yield action or self.action, {"data": data, **files}


class Forms(HTMLParser):
    """The forms of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._choice: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name, value, kind = told.get("name", ""), told.get("value", ""), told.get("type", "text")
        if tag == "form":
            self.found.append(Form(told.get("method", "get"), told.get("action", ""), "enctype" in told))
        elif self.found and tag == "button":
            self.found[-1].buttons.append((name, value, told.get("formaction", "")))
        elif self.found and name:
            self._field(self.found[-1], tag, kind, name, value, "checked" in told)
            if value and "list" in told:
                self.found[-1].suggested[name] = value
        elif self.found and tag == "option" and self._choice:
            self._may_be(self.found[-1], self._choice, value, "selected" in told)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._choice = None

    def _field(self, form: Form, tag: str, kind: str, name: str, value: str, chosen: bool) -> None:
        if tag == "select":
            form.choices[name], self._choice = [], name
        elif tag == "input" and kind == "hidden":
            form.holds[name] = value
        elif tag == "input" and kind == "checkbox":
            form.boxes[name] = value
        elif tag == "input" and kind == "radio":
            self._may_be(form, name, value, chosen)
        elif tag == "input" and kind == "file":
            form.uploads.append(name)
        elif tag in ("input", "textarea"):
            form.written.append(name)

    @staticmethod
    def _may_be(form: Form, name: str, value: str, chosen: bool) -> None:
        """A value that a field may have."""
        form.choices.setdefault(name, []).append(value)
        if chosen:
            form.chosen[name] = value
