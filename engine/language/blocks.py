"""A block is a part of a file with its own names: a national file, a provision, a model as one provision adopts it.

The scope of an instance (deciding State, benefit, branch, scheme, the pair of a posting or of a credential) narrows blocks, rules,
figures and values that carry `for`; the date of law narrows those that carry `since` or `until`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.language.corpus import Corpus, RuleFile
from engine.language.ir import Citation
from engine.problems import Place, Problem, RuleFileRefused


@dataclass(frozen=True)
class Scope:
    """What is asked: roles (deciding, partner, home, host, sending, receiving, residence_state) and the national benefit."""

    roles: Mapping[str, str | None]
    partners: tuple[str, ...] = ()
    benefit: str = ""
    branch: str = ""
    scheme: str = ""
    days_in_week: int = 0

    def fits(self, narrow: Mapping[str, Any] | None) -> bool:
        """Whether a `for` admits this scope. `days_in_week` and `route` select values elsewhere and admit everything here."""
        for key, wanted in (narrow or {}).items():
            if key in ("days_in_week", "route"):
                continue
            have = self._have(key)
            options = wanted if isinstance(wanted, list) else [wanted]
            qualified = f"{self.roles.get('deciding')}.{have}"
            if not any(str(o) in (have, qualified) for o in options):
                return False
        return True

    def _have(self, key: str) -> str | None:
        if key in ("benefit", "branch", "scheme"):
            return str(getattr(self, key))
        return self.roles.get(key)


@dataclass(eq=False)
class Block:
    """`data` as written; `fill` and `blanks` where it is an adopted model; `outer` are the blocks whose names are in sight."""

    id: str
    data: Mapping[str, Any]
    file: RuleFile
    path: tuple[str | int, ...] = ()
    fill: Mapping[str, Any] = field(default_factory=dict)
    blanks: Mapping[str, Any] = field(default_factory=dict)
    outer: list[Block] = field(default_factory=list)
    cite: Mapping[str, str] | None = None
    extends: str = ""
    sources: RuleFile | None = None  # where the sources of its citations stand: the adopting agreement for a model

    def place(self, *path: str | int) -> Place:
        return self.file.place(*self.path, *path)

    def citation(self, cite: Mapping[str, str] | None) -> Citation:
        """The citation of a part of this block; a part without its own takes the block's."""
        pair = cite or self.cite
        if not pair:
            raise self.refuse("no-citation", "nothing in a rule file stands without its source", mend='add cite: {source: "article"}')
        ((source, pinpoint),) = pair.items()
        known = {}
        for file in (self.file, self.sources):
            if file is not None and source in (file.data.get("sources") or {}):
                known = file.data["sources"][source]
                break
        return Citation(source, str(pinpoint), str(known.get("title", "")), str(known.get("url", "")))

    def refuse(self, code: str, message: str, found: str = "", mend: str = "", *path: str | int) -> RuleFileRefused:
        return RuleFileRefused([Problem(self.place(*path), code, message, found=found, mend=mend, address=self.id)])

    def part(self, word: str) -> Mapping[str, Any]:
        return self.data.get(word) or {}

    def sight(self) -> Iterator[Block]:
        """This block, then every block whose names are in sight, each once."""
        seen: set[int] = set()
        for block in (self, *self.outer):
            if id(block) not in seen:
                seen.add(id(block))
                yield block


def in_force(part: Mapping[str, Any], instruments: Mapping[str, Any], day: int) -> bool:
    """Whether `since` and `until` of a rule, provision or value admit the day."""
    since, until = start_of(part.get("since"), instruments), start_of(part.get("until"), instruments)
    return (since is None or since <= day) and (until is None or day < until)


def start_of(when: Any, instruments: Mapping[str, Any]) -> int | None:
    """A date, or the day an instrument of this file came into force; None where nothing is said."""
    if when is None:
        return None
    if isinstance(when, datetime.date):
        return when.toordinal()
    instrument = instruments.get(str(when)) or {}
    starts = instrument.get("in_force")
    return starts.toordinal() if isinstance(starts, datetime.date) else None


def blocks_of(file: RuleFile, corpus: Corpus, scope: Scope, day: int) -> list[Block]:
    """The blocks of one instance: national law of the deciding State, then each provision with the model it adopts."""
    if "national" in file.data:
        return [Block(f"national.{file.data['national']}", file.data, file)]
    top = Block("", file.data, file)
    instruments = file.data.get("instruments") or {}
    found: list[Block] = [top]
    adopted: dict[str, Block] = {}
    for n, provision in enumerate(file.data.get("provisions") or []):
        if not scope.fits(provision.get("for")) or not in_force(provision, instruments, day):
            continue
        own = Block(provision["id"], provision, file, ("provisions", n), cite=provision.get("cite"))
        found.append(own)
        if "adopts" in provision:
            model = corpus.model(provision["adopts"])
            fill = provision.get("fill") or {}
            base = adopted.get(str(model.data.get("extends", "")))
            block = Block(provision["id"], model.data, model, (), fill, model.data.get("blanks") or {}, cite=provision.get("cite"), sources=file)
            block.extends = str(model.data.get("extends", ""))
            block.outer = [own, *([base] if base else [])]
            own.outer, own.fill, own.blanks = [block], fill, block.blanks
            adopted[provision["adopts"]] = block
            found.append(block)
    deciding = scope.roles.get("deciding")
    national = corpus.national(deciding) if deciding else None
    if national is not None and scope.benefit:
        found.append(Block(f"national.{deciding}", national.data, national))
    for block in found:
        block.outer.extend(b for b in found if b is not block)
    return found
