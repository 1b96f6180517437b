"""The rule files: where they are, which there are, and each one read once.

Nothing is read that a question does not need. The hash of every file that was read is kept for the receipt.
"""

from __future__ import annotations

import copy
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from engine.language import checked
from engine.language.overlay import overlaid
from engine.language.reading import Document, read
from engine.problems import Place, Problem, RuleFileRefused, nearest

HOME_VARIABLE = "PORTABILITY_RULES"
_PARTIES_IN_ID = re.compile(r"[a-z]{2}(-[a-z]{2})+")
_PARTIES_GROUP = re.compile(r"^parties:\s*(?:\{\s*)?listed_in: *\"?([a-z0-9-]+)\"?", re.MULTILINE)
#: A word of the head of a file with its value: on its line, or as a list on the lines below.
_PROFESSION, _PURPOSE = (re.compile(rf"^{word}:([^\n]*(?:\n[ ]*-[^\n]*)*)", re.MULTILINE) for word in ("profession", "purpose"))
_YIELDS = re.compile(r"^yields_to:\s*(?:\{\s*)?to:\s*(?:\[([a-z0-9, -]+)\]|((?:\s*- [a-z0-9-]+)+))", re.MULTILINE)
_WORD = re.compile(r"[a-z0-9-]+")
_FILE = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_-]*/)+[A-Za-z0-9][A-Za-z0-9_-]*\.yaml")
_PARTIES_LINE = re.compile(r"^parties: *\[([^\]]*)\]", re.MULTILINE)


def rules_home() -> Path:
    """The folder that holds `agreements` and `rulesets`: the setting, the checkout, or the installed package.

    Raises RuleFileRefused where none of them is there.
    """
    package = Path(__file__).resolve().parents[1]
    told = os.environ.get(HOME_VARIABLE)
    for folder in [Path(told)] if told else [package.parent, package / "_rules"]:
        if (folder / "agreements").is_dir() and (folder / "rulesets").is_dir():
            return folder
    raise RuleFileRefused(
        [Problem(Place(file=told or str(package)), "no-rules", "no rule files are here", expected="folders agreements and rulesets")]
    )


@dataclass(frozen=True)
class RuleFile:
    """One validated file: its data, and where each value stands."""

    path: str
    document: Document

    @property
    def data(self) -> Mapping[str, Any]:
        data: Mapping[str, Any] = self.document.data
        return data

    def place(self, *path: str | int) -> Place:
        return self.document.place(path)


@dataclass(frozen=True)
class CredentialHead:
    """The professions that a rule set speaks of (none: every one), and for what a qualification is to count under it."""

    professions: frozenset[str]
    purposes: frozenset[str]


def _words(pattern: re.Pattern[str], head: str) -> list[str]:
    """The names that stand behind a word of the head, without remarks."""
    found = pattern.search(head)
    return [name for line in (found.group(1) if found else "").splitlines() for name in _WORD.findall(line.partition("#")[0]) if name != "-"]


class Corpus:
    """All rule files under one home. `draft` lays an overlay over the agreement it amends, or adds a new agreement."""

    def __init__(self, home: Path | None = None, draft: Path | None = None) -> None:
        self.home = home or rules_home()
        self._files: dict[str, RuleFile] = {}
        self._heads: dict[str, set[str]] = {}
        self._yields: dict[str, tuple[str, ...]] = {}
        self._credential_heads: dict[str, CredentialHead] = {}
        self._draft = self._open(draft, str(draft)) if draft else None

    def _open(self, path: Path, name: str) -> RuleFile:
        """A file whose bytes were found sound before is read; any other is checked against the models as well."""
        if path.is_file():
            raw = path.read_bytes()
            if checked.is_known(hashlib.sha256(raw).hexdigest()):
                return RuleFile(name, read(raw, name))
        from engine.language.files import load_path  # the models are slow to load and seldom needed

        document, _ = load_path(path, name)
        checked.remember(document.sha256)
        return RuleFile(name, document)

    def _read(self, name: str) -> RuleFile | None:
        if name not in self._files:
            path = self.home / name
            if not _FILE.fullmatch(name) or not path.is_file():  # no name of a file leads out of the home
                return None
            self._files[name] = self._open(path, name)
        return self._files[name]

    def holds(self, path: Path) -> bool:
        """Whether a file is one of the law of this home, and not a draft or an example that lies elsewhere."""
        return any(path.resolve().is_relative_to((self.home / part).resolve()) for part in ("agreements", "rulesets"))

    @property
    def draft(self) -> RuleFile | None:
        """The draft that lies over an agreement of the home, or stands beside them."""
        return self._draft

    @property
    def hashes(self) -> dict[str, str]:
        """sha256 of every file read so far, by path under the home."""
        return {name: f"sha256:{file.document.sha256}" for name, file in sorted(self._files.items())}

    def draft_of(self) -> str:
        """The id of the agreement that the draft is, or amends; empty without a draft."""
        return str(self._draft.data.get("agreement") or self._draft.data.get("amends") or "") if self._draft else ""

    def beside(self, name: str, document: Document, parties: frozenset[str]) -> Corpus:
        """This corpus with one more agreement between these States, held in memory alone (a model text, a text read for other States)."""
        other = copy.copy(self)
        path = f"agreements/{name}/agreement.yaml"
        other._files = {**self._files, path: RuleFile(path, document)}
        other._heads = {**self._heads, name: set(parties)}
        other.__dict__["agreements"] = tuple(sorted({*self.agreements, name}))
        return other

    # --- which files there are

    @cached_property
    def agreements(self) -> tuple[str, ...]:
        found = {p.parent.name for p in (self.home / "agreements").glob("*/agreement.yaml")}
        if self._draft and "agreement" in self._draft.data:
            found.add(str(self._draft.data["agreement"]))
        return tuple(sorted(found))

    @cached_property
    def national_files(self) -> tuple[str, ...]:
        return tuple(sorted(p.stem for p in (self.home / "rulesets/national").glob("*.yaml")))

    @cached_property
    def credentials(self) -> tuple[str, ...]:
        return tuple(sorted(p.parent.name for p in (self.home / "rulesets/credentials").glob("*/ruleset.yaml")))

    @cached_property
    def models(self) -> tuple[str, ...]:
        return tuple(sorted(p.stem for p in (self.home / "rulesets/models").glob("*.yaml")))

    @cached_property
    def references(self) -> tuple[str, ...]:
        return tuple(sorted(p.stem for p in (self.home / "rulesets/reference").glob("*.yaml")))

    def may_bind(self, agreement: str, states: frozenset[str]) -> bool:
        """Whether the instrument can concern two of these States: told from its id or its first lines, without reading it whole."""
        if self._draft and agreement in (self._draft.data.get("agreement"), self._draft.data.get("amends")):
            return True
        parties = {p.upper() for p in agreement.split("-")} if _PARTIES_IN_ID.fullmatch(agreement) else self._parties_by_head(agreement)
        concerned = {s.split("-")[0] for s in states}
        if any(concerned <= self._parties_by_head(other) for other in self._yields.get(agreement, ())):
            return False
        return not parties or len(concerned & parties) > 1

    def _parties_by_head(self, agreement: str) -> set[str]:
        """The parties as the first lines of a file tell them, on whatever day; none where they do not."""
        if agreement not in self._heads:
            with (self.home / "agreements" / agreement / "agreement.yaml").open(encoding="utf-8") as lines:
                head = lines.read(4000)
            group, listed, yields = _PARTIES_GROUP.search(head), _PARTIES_LINE.search(head), _YIELDS.search(head)
            self._yields[agreement] = tuple(x for x in _WORD.findall(yields.group(1) or yields.group(2)) if x != "-") if yields else ()
            if group:
                parties = {str(m["code"]) for m in self.reference(group.group(1)).data["members"]}
            else:
                parties = {p.strip().strip("\"'").split("-")[0] for p in listed.group(1).split(",")} if listed else set()
            self._heads[agreement] = parties
        return self._heads[agreement]

    def credential_head(self, credential: str) -> CredentialHead:
        """What a rule set speaks of, as its first lines tell it, without reading it whole."""
        if credential not in self._credential_heads:
            with (self.home / "rulesets/credentials" / credential / "ruleset.yaml").open(encoding="utf-8") as lines:
                head = lines.read(4000)
            professions, purposes = (frozenset(_words(pattern, head)) for pattern in (_PROFESSION, _PURPOSE))
            self._credential_heads[credential] = CredentialHead(professions, purposes or frozenset({"practice"}))
        return self._credential_heads[credential]

    # --- the files

    def agreement(self, name: str) -> RuleFile:
        path = f"agreements/{name}/agreement.yaml"
        if self._draft and self._draft.data.get("agreement") == name:
            return self._draft
        file = self._read(path)
        if file is None:
            raise self._missing("agreement", name, self.agreements)
        if self._draft and self._draft.data.get("amends") == name:
            return self._overlaid(file)
        return file

    def _overlaid(self, base: RuleFile) -> RuleFile:
        assert self._draft is not None
        return RuleFile(base.path, overlaid(base.document, self._draft.document))

    def national(self, state: str) -> RuleFile | None:
        return self._read(f"rulesets/national/{state}.yaml")

    def model(self, name: str) -> RuleFile:
        return self._read(f"rulesets/models/{name}.yaml") or self._refuse("model", name, self.models)

    def credential(self, name: str) -> RuleFile:
        return self._read(f"rulesets/credentials/{name}/ruleset.yaml") or self._refuse("credential", name, self.credentials)

    def reference(self, name: str) -> RuleFile:
        return self._read(f"rulesets/reference/{name}.yaml") or self._refuse("reference", name, self.references)

    def optional_reference(self, name: str) -> RuleFile | None:
        return self._read(f"rulesets/reference/{name}.yaml")

    def members(self, group: str, day: int) -> frozenset[str]:
        """The codes in a group on a day (ordinal)."""
        return frozenset(
            str(m["code"])
            for m in self.reference(group).data["members"]
            if (m.get("since") is None or m["since"].toordinal() <= day) and (m.get("until") is None or day < m["until"].toordinal())
        )

    def all_files(self) -> Iterator[RuleFile]:
        """Every rule file of the home, for checks that read the whole corpus."""
        for name in self.agreements:
            yield self.agreement(name)
        for name in self.national_files:
            yield self.national(name) or self._refuse("national", name, ())
        for name in self.models:
            yield self.model(name)
        for name in self.credentials:
            yield self.credential(name)

    def _refuse(self, what: str, name: str, known: tuple[str, ...]) -> RuleFile:
        raise self._missing(what, name, known)

    def _missing(self, what: str, name: str, known: tuple[str, ...]) -> RuleFileRefused:
        return RuleFileRefused(
            [Problem(Place(file=str(self.home)), "no-such-file", f"there is no {what} of this name", found=name, mend=nearest(name, known))]
        )
