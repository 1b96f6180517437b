"""Notices of the rule files that fit an answer: next steps, what still helps, warnings, appeal, the recruitment notice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.decision.reading import Reading
from engine.decision.reasons import Reasons
from engine.decision.select import APPLICABLE_LEGISLATION
from engine.language.blocks import Block, in_force
from engine.language.instance import GENERAL_NOTICES, RECRUITMENT
from engine.language.ir import YES
from engine.wording.phrases import Name, worded
from engine.wording.sentences import filled

#: Words of a notice that may hold placeholders, those that hold none, and codes and titles, which no language changes.
_SENTENCES = ("text", "institution", "deadline", "fee")
_WORDS = ("within", "to")
_PLAIN = ("about", "form", "effect", "edition", "agreement")
#: Where a notice stands: pinpoint, source of the file, title and address of that source.
_CITED = ("article", "source", "title", "url")
#: The order of a way as a person goes it; steps that do not say what they are about come last, as their files have them.
_WAY = {about: n for n, about in enumerate(("authority", "documents", "examination", "adaptation", "language", "fee", "deadline", "registration"))}
_STRICTNESS = {effect: n for n, effect in enumerate(("prohibited", "under_agreement", "discouraged", "allowed"))}


class Noticed:
    """Sorts the notices that fit the reading by what they say."""

    def __init__(self, reading: Reading, reasons: Reasons) -> None:
        self.reading, self.reasons = reading, reasons
        assert reading.e is not None
        self.e = reading.e
        self.found: dict[str, list[dict[str, Any]]] = {}
        for block in self._blocks():
            for n, notice in enumerate(block.data.get("notices") or []):
                if self._fits(notice, block, n):
                    self.found.setdefault(str(notice["says"]), []).append(self._told(notice, block))

    def _blocks(self) -> list[Block]:
        """The file itself, then the models it adopts by their names: the order of its articles changes nothing."""
        tops = [b for b in self.e.instance.blocks if not b.path]
        tops = [*tops[:1], *sorted(tops[1:], key=lambda b: (b.file.path, b.id))]
        return [*tops, *self._general(GENERAL_NOTICES), *(self._general(RECRUITMENT) if self.reading.question.kind == "credential" else [])]

    def _general(self, name: str) -> list[Block]:
        """A reference file whose notices stand beside every answer; it may be the very file that is read."""
        file = self.e.instance.corpus.optional_reference(name)
        return [Block(name, file.data, file)] if file and file.path != self.e.instance.file.path else []

    def _fits(self, notice: Mapping[str, Any], block: Block, n: int) -> bool:
        instance = self.e.instance
        outcomes = notice.get("outcomes")
        if outcomes is not None and self.reading.outcome not in [str(o) for o in outcomes]:
            return False
        if not self._of_this_kind(notice.get("for") or {}):
            return False
        narrow = {k: v for k, v in (notice.get("for") or {}).items() if v != APPLICABLE_LEGISLATION}
        if not instance.scope.fits(narrow) or not in_force(notice, block.data.get("instruments") or instance.names.instruments, instance.day):
            return False
        if "when" not in notice:
            return True
        condition = instance.condition(notice["when"], block, f"{block.id}.notices.{notice.get('id', n)}")
        return self.e.truth_of(condition) == YES

    def _of_this_kind(self, narrow: Mapping[str, Any]) -> bool:
        """Notices about postings name a side of the posting, or applicable legislation; all others are about benefits or credentials."""
        about_postings = bool({"sending", "receiving"} & set(narrow)) or narrow.get("benefit") == APPLICABLE_LEGISLATION
        return about_postings == (self.reading.question.kind == "posting") or not self.e.instance.file.path.startswith("agreements")

    def _told(self, notice: Mapping[str, Any], block: Block) -> dict[str, Any]:
        cite = block.citation(notice.get("cite"))
        known = self._known(str(notice.get("institution", ""))) or {}
        return {
            "id": str(notice["id"]),
            **{word: filled(str(notice.get(word, "")), self.reasons.named) for word in _SENTENCES},
            **{word: worded(str(notice.get(word, ""))) for word in _WORDS},
            **{word: str(notice.get(word, "")) for word in _PLAIN},
            **({"institution": Name(known["title"])} if known else {}),
            "ask_at": str(notice.get("url") or known.get("url") or ""),
            "state": self._state(notice),
            "documents": [worded(str(d)) for d in notice.get("documents") or []],
            "confidence": str(notice.get("confidence", "confirmed")),
            **self.reasons.source(cite),
        }

    def _state(self, notice: Mapping[str, Any]) -> str:
        """Whose authorities the notice is about: those of the home of a credential where it is for that home alone, else who decides."""
        roles = self.e.instance.scope.roles
        of_home = "home" in (notice.get("for") or {}) and "host" not in (notice.get("for") or {})
        return str((roles.get("home") if of_home else roles.get("deciding") or roles.get("host") or roles.get("sending")) or "")

    def ids(self, says: str) -> list[str]:
        """The notices that fit, by their ids, in the order of the answer: what scenarios name."""
        return [x["id"] for x in self.found.get(says, [])]

    # --- the parts of the answer

    def next_steps(self) -> list[dict[str, Any]]:
        keys = ("about", "institution", "ask_at", "state", "form", "fee", "deadline", "documents", "confidence", *_CITED)
        found = sorted(self.found.get("step", []), key=lambda x: _WAY.get(x["about"], len(_WAY)))
        return [{"step": x["text"], **{k: x[k] for k in keys}} for x in found]

    def still_helps(self) -> list[dict[str, Any]]:
        return [{"what": x["text"], **{k: x[k] for k in _CITED}} for x in self.found.get("help", [])]

    def warnings(self) -> list[dict[str, Any]]:
        return [{"what": x["text"], **{k: x[k] for k in _CITED}} for x in self.found.get("warning", [])]

    def appeal(self) -> dict[str, Any] | None:
        found = self.found.get("appeal")
        if not found:
            return None
        x = found[0]
        to, within = self._institution(x["to"]) or x["institution"], x["within"] or x["deadline"]
        return {"to": to, "within": within, "what": x["text"], **{k: x[k] for k in _CITED}}

    def _institution(self, told: str) -> str:
        known = self._known(told)
        return Name(known["title"]) if known else told

    def _known(self, institution: str) -> Mapping[str, Any] | None:
        """An institution by its id: of the national law of the deciding State, or of the file itself."""
        return next((b.data["institutions"][institution] for b in self._blocks() if institution in (b.data.get("institutions") or {})), None)

    def recruitment(self) -> dict[str, Any] | None:
        """What a recruiter may do, the strictest first; every list and agreement that the answer rests on is named."""
        found = self.found.get("recruitment")
        if not found:
            return None
        keys = ("effect", "edition", "agreement", "confidence", *_CITED)
        told = [{"notice": x["text"], **{k: x[k] for k in keys}} for x in sorted(found, key=lambda x: _STRICTNESS.get(x["effect"], len(_STRICTNESS)))]
        return {**told[0], "more": told[1:]}
