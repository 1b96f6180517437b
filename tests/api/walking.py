"""An interview as a person walks through it: what a page asks, and a form filled in and sent."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from fastapi.testclient import TestClient

from tests.api.test_pages import sound

_FORM = re.compile(r'<form method="post" action="([^"]*)" id="form">(.*?)</form>', re.S)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


class Walk:
    """A walk from a way in. `asked` are the steps that were put, in order."""

    def __init__(self, client: TestClient, way: str, language: str = "") -> None:
        self.client, self.start = client, f"/{language}" if language else ""
        self.asked: list[str] = []
        self.page = self._read(client.get(f"{self.start}/interview/{way}"))

    def _read(self, response: Any) -> str:
        self.status = response.status_code
        assert response.headers["cache-control"] == "no-store"
        assert "set-cookie" not in response.headers
        sound(response.text)
        self.text = response.text
        step = self.hidden.get("step", "")
        if self.status == 200 and step and (not self.asked or self.asked[-1] != step):
            self.asked.append(step)
        return self.text

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields of the form that goes on."""
        form = _FORM.search(self.text)
        return {html.unescape(k): html.unescape(v) for k, v in _HIDDEN.findall(form[2])} if form else {}

    @property
    def step(self) -> str:
        return self.hidden.get("step", "")

    @property
    def sheet(self) -> dict[str, Any]:
        """What travels in the hidden field."""
        told: dict[str, Any] = json.loads(self.hidden["facts"])
        return told

    @property
    def heading(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.S)
        assert found
        return html.unescape(re.sub(r"<[^>]+>", "", found[1])).strip()

    @property
    def done(self) -> bool:
        """Whether nothing more is asked."""
        return "Nothing more is asked" in self.text

    def send(self, action: str = "continue", **values: str) -> Walk:
        """Send the form with some fields (`person.birth_date-year` given by a mapping) and a button."""
        sent = self.client.post(f"{self.start}/interview", data={**self.hidden, "action": action, **values})
        assert "?" not in str(sent.url) and sent.history == []
        self._read(sent)
        return self

    def spell(self, country: str, first: str = "", last: str = "", **more: str) -> Walk:
        """Add a period by its country and dates (`1990`, `1990-05`, `1990-05-01`)."""
        if 'value="save:new"' not in self.text:
            self.send("spell:new")
        parts = {
            f"{end}-{part}": text
            for end, date in (("from", first), ("to", last))
            for part, text in zip(("year", "month", "day"), date.split("-"), strict=False)
        }
        return self.send("save:new", country=country, **parts, **more)

    def unknown_to_the_end(self, most: int = 40) -> Walk:
        """Answer "I don't know" until nothing more is asked."""
        for _ in range(most):
            if self.done:
                return self
            assert self.step, self.heading
            self.send("unknown")
        raise AssertionError("the interview does not end")
