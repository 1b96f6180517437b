"""Sixty hostile drafts, made where they are too large to keep: what each holds, and what must come of it.

`refused`: exit code 2 or findings (1), with a code that is named. `contained`: whatever it says, it ends within its limits, shows nothing of
what it should not see, and prints no character that moves a terminal.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

SECRET = "a-secret-that-lies-outside"
HEAD = 'amends: ca-in\nstatus: draft\ntitle: A draft\nsources:\n  d: {title: Draft, url: "https://example.org/draft"}\n'
NEW = (
    'agreement: {name}\ntitle: {title}\nparties: ["CA", "IN"]\nstatus: draft\n'
    "instruments:\n  base: {{title: Text, signed: 2020-01-01, in_force: 2021-01-01, source: d}}\n"
    'sources:\n  d: {{title: Draft, url: "https://example.org/draft", text_as_of: 2020-01-01}}\n'
    'scope:\n  benefits: {{CA: [cpp-retirement]}}\n  benefits_cite: {{d: "Art. 2"}}\n'
)
RULE = '      - {{id: {id}, cite: {{d: "Art. 9"}}, when: {{{when}}}, {end}}}\n'
Maker = Callable[[Path], Path]


def provisions(*rules: str, more: str = "") -> str:
    """A draft over the agreement of Canada and India with one provision of its own."""
    return (
        HEAD
        + 'provisions:\n  - id: art-99\n    cite: {d: "Art. 99"}\n    answers: right\n    for: {deciding: CA, benefit: cpp-retirement}\n'
        + more
        + "    rules:\n"
        + "".join(rules)
    )


def rule(name: str, when: str, end: str = "concludes: right") -> str:
    return RULE.format(id=name, when=when, end=end)


def told(sentence: str) -> str:
    """A rule whose sentence is the given one."""
    return provisions(rule("said", "all: [{own.coverage: {at_least: 1 calendar_years}}]", f'concludes: right, explain: {{holds: "{sentence}"}}'))


def tabled(path: str) -> str:
    return HEAD + f'tables:\n  t: {{match: {{a: person.sex}}, file: "{path}", cite: {{d: "Annex"}}}}\n'


def _deep(levels: int) -> str:
    """A tree of conditions as deep as it is allowed to be, each level with one test of its own."""
    inner = "person.age: {at_least: 1 months}"
    for n in range(levels):
        inner = f"{'any' if n % 2 else 'all'}: [{{{inner}}}, {{person.age: {{at_least: {n + 2} months, named: t{n}}}}}]"
    return inner


def _wide(levels: int) -> str:
    """A tree of conditions with two branches at each level: two to the power of `levels` tests."""
    count = iter(range(1 << (levels + 1)))

    def branch(level: int) -> str:
        if level == 0:
            n = next(count)
            return f"{{person.age: {{at_least: {n + 1} months, named: t{n}}}}}"
        return f"{{{'any' if level % 2 else 'all'}: [{branch(level - 1)}, {branch(level - 1)}]}}"

    return branch(levels)[1:-1]


def _write(content: bytes | str) -> Maker:
    def make(folder: Path) -> Path:
        path = folder / "draft.yaml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def _fifo(folder: Path) -> Path:
    path = folder / "draft.yaml"
    os.mkfifo(path)
    return path


def _link(to: str) -> Maker:
    def make(folder: Path) -> Path:
        path = folder / "draft.yaml"
        path.symlink_to(to)
        return path

    return make


def _large(folder: Path) -> Path:
    path = folder / "draft.yaml"
    with path.open("wb") as file:
        file.write(HEAD.encode())
        file.truncate(100_000_000)
    return path


def _beside(name: str, content: bytes, *, linked: bool = False) -> Maker:
    """A draft with a table beside it, and what that table is."""

    def make(folder: Path) -> Path:
        table = folder / name
        if linked:
            (folder / "secret.csv").write_bytes(content)
            table.symlink_to(folder / "secret.csv")
        else:
            table.write_bytes(content)
        return _write(tabled(name))(folder)

    return make


def _fifo_beside(folder: Path) -> Path:
    os.mkfifo(folder / "t.csv")
    return _write(tabled("t.csv"))(folder)


def _folder(folder: Path) -> Path:
    """A folder of drafts, one of them a pipe that nobody writes into and one a way out."""
    drafts = folder / "drafts"
    drafts.mkdir()
    os.mkfifo(drafts / "pipe.yaml")
    (drafts / "zero.yaml").symlink_to("/dev/zero")
    (drafts / "passwd.yaml").symlink_to("/etc/passwd")
    return drafts


_ALIASES = "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(20))
_MANY_RULES = [rule(f"r{n}", f"all: [{{person.age: {{at_least: {n + 1} months}}}}]") for n in range(4000)]
_RING = [rule(f"r{n}", f"all: [{{r{(n + 1) % 300}: {{is: true}}}}]", f"concludes: c{n}") for n in range(300)]
_CHAIN = [rule("r0", "all: [{own.coverage: {at_least: 1 calendar_years}}]", "concludes: c0")]
_CHAIN += [rule(f"r{n}", f"all: [{{c{n - 1}: {{is: true}}}}]", f"concludes: c{n}") for n in range(1, 1500)]
_PERIODS = [rule(f"p{n}", "all: [{period.country: {is: partner}}]", "each: period, credits: {into: combined}") for n in range(1200)]
_FIGURES = "    figures:\n      f0: {gives: duration, counted_by: sum, from: {terms: [own.coverage, own.coverage]}}\n"
_FIGURES += "".join(f"      f{n}: {{gives: duration, counted_by: sum, from: {{terms: [f{n - 1}, f{n - 1}]}}}}\n" for n in range(1, 60))
_RING_OF_FIGURES = "    figures:\n"
_RING_OF_FIGURES += "".join(f"      {a}: {{gives: duration, counted_by: sum, from: {{terms: [{b}]}}}}\n" for a, b in ("ab", "ba"))
_PARAMETERS = "    parameters:\n      p:\n        type: duration\n        values:\n"
_PARAMETERS += "".join(f'          - {{since: {1000 + n}-01-01, value: {n + 1} months, cite: {{d: "A"}}}}\n' for n in range(6000))
_ONE = "all: [{own.coverage: {at_least: 1 calendar_years}}]"

#: name -> (what makes it, the code that some line tells; empty where being contained is all that is asked).
HOSTILE: dict[str, tuple[Maker, str]] = {
    "an alias bomb": (_write(_ALIASES), "anchor"),
    "an alias that holds itself": (_write("amends: &a [*a]\n"), "anchor"),
    "thirty thousand brackets": (_write("amends: " + "[" * 30_000), "too-deep"),
    "thirty thousand braces": (_write("amends: " + "{a: " * 30_000), "too-deep"),
    "blocks forty-one deep": (_write("".join("  " * n + "a:\n" for n in range(60))), "too-deep"),
    "half a million values": (_write("amends: ca-in\nx: [" + "1," * 500_000 + "1]\n"), "too-many-values"),
    "a key of a million letters": (_write(f"amends: ca-in\n{'k' * 1_000_000}: 1\n"), ""),
    "a quoted key of half a million letters": (_write(f'amends: ca-in\n? "{"k" * 500_000}"\n: 1\n'), ""),
    "a key twice": (_write("amends: ca-in\nstatus: draft\nstatus: in_force\n"), "duplicate-key"),
    "a mapping as a key": (_write("amends: ca-in\n? {a: b}\n: c\n"), "key-not-text"),
    "a NUL byte": (_write(b"amends: ca-in\ntitle: a\x00b\n"), "control-character"),
    "a NUL by an escape": (_write('amends: ca-in\ntitle: "a\\0b"\n'), "control-character"),
    "a terminal sequence in the text": (_write(b"amends: ca-in\ntitle: \x1b[31mred\x1b]0;owned\x07\n"), "control-character"),
    "a terminal sequence by an escape": (_write('amends: ca-in\ntitle: "\\e[2J\\e[31m"\n'), "control-character"),
    "a direction override in the text": (_write("amends: ca-in\ntitle: a\u202eb\n"), "control-character"),
    "a direction override in an id": (_write(provisions(rule('"r\u202es"', _ONE))), "control-character"),
    "an invisible letter in an id": (_write(provisions(rule('"r\u200bs"', _ONE))), "bad-id"),
    "a letter of another script in an id": (_write(provisions(rule('"оpens"', _ONE))), "bad-id"),
    "a letter of another script in a name": (_write(provisions(rule("r", _ONE), more="    figures:\n      cоverage: {gives: count}\n")), "bad-name"),
    "a combining letter in a name": (_write(provisions(rule("r", _ONE), more="    parameters:\n      e\u0301t: {type: count}\n")), "bad-name"),
    "a tag that makes an object": (_write('amends: ca-in\ntitle: !!python/object/apply:os.system ["id"]\n'), "tag"),
    "a tag of its own": (_write("amends: ca-in\ntitle: !x y\n"), "tag"),
    "a directive": (_write("%TAG ! tag:example.org,2000:\n---\namends: ca-in\n"), "directive"),
    "two documents": (_write("amends: ca-in\n---\namends: ca-us\n"), "second-document"),
    "UTF-16": (_write("amends: ca-in\n".encode("utf-16")), "not-utf-8"),
    "UTF-32 with a mark": (_write("amends: ca-in\n".encode("utf-32")), ""),
    "Latin-1": (_write("amends: ca-in\ntitle: Grüße\n".encode("latin-1")), "not-utf-8"),
    "a mark in the middle": (_write("amends: ca-in\ntitle: a\ufeffb\n"), "control-character"),
    "a hundred megabytes": (_large, "too-long"),
    "nothing at all": (_write(b""), "empty-file"),
    "a pipe in place of a file": (_fifo, "no-ordinary-file"),
    "a device without end": (_link("/dev/zero"), "no-ordinary-file"),
    "a link to itself": (_link("draft.yaml"), ""),
    "a folder with a pipe, a device and a way out": (_folder, ""),
    "a head that leads out of the home": (_write("amends: ../../../../etc/passwd\nstatus: draft\n"), "bad-id"),
    "an agreement named as a path": (_write(NEW.format(name='"../../x"', title="A")), "bad-id"),
    "a model that leads out of the home": (_write(HEAD + 'provisions:\n  - {id: x, cite: {d: "A"}, adopts: "../national/CA"}\n'), ""),
    "a list that leads out of the home": (_write(provisions(rule("r", 'all: [{person.residence: {listed_in: "../../../etc/passwd"}}]'))), ""),
    "a table at a whole path": (_write(tabled("/etc/passwd")), "bad-path"),
    "a table above": (_write(tabled("../../../../../../etc/passwd")), "bad-path"),
    "a table without end": (_write(tabled("/dev/zero")), "bad-path"),
    "a table that is a pipe": (_fifo_beside, ""),
    "a table that is a link": (_beside("t.csv", f"a\n{SECRET}\n".encode(), linked=True), ""),
    "cells that a spreadsheet would run": (_beside("t.csv", b"a\n=cmd|' /C calc'!A0\n\"@SUM(1+1)\"\n"), ""),
    "a path with a NUL": (_write(tabled("t.csv\\0.csv")), "control-character"),
    "a sentence that asks for a class": (_write(told("{__class__}")), "bad-placeholder"),
    "a sentence that asks for its globals": (_write(told("{0.__init__.__globals__}")), "bad-placeholder"),
    "a sentence that asks by a name": (_write(told("{own.__class__.__mro__}")), ""),
    "a sentence with a width of a thousand million": (_write(told("{own.coverage:>1000000000}")), ""),
    "a template and a formula in a sentence": (_write(told("{{7*7}} {% import os %} ${{7*7}} #{7*7} %(x)s %n")), ""),
    "a script in every text": (_write(HEAD.replace("A draft", "<script>alert(1)</script><img src=x onerror=alert(1)>")), ""),
    "a ring of three hundred rules": (_write(provisions(*_RING)), ""),
    "four thousand rules": (_write(provisions(*_MANY_RULES)), ""),
    "a chain of fifteen hundred rules": (_write(provisions(*_CHAIN)), ""),
    "twelve hundred rules for each period": (_write(provisions(*_PERIODS)), ""),
    "two thousand tests in any and all": (_write(provisions(rule("r", _wide(11)))), ""),
    "conditions as deep as is allowed": (_write(provisions(rule("r", _deep(11)))), ""),
    "figures that double sixty times": (_write(provisions(rule("r", "all: [{f59: {at_least: 1 calendar_years}}]"), more=_FIGURES)), ""),
    "figures in a ring": (_write(provisions(rule("r", "all: [{a: {at_least: 1 calendar_years}}]"), more=_RING_OF_FIGURES)), ""),
    "a number of a million digits": (_write(f"amends: ca-in\nx: {'9' * 1_000_000}\n"), "number-too-long"),
    "a length beyond all counting": (_write(provisions(rule("r", "all: [{own.coverage: {at_least: 999999999999999999 months}}]"))), ""),
    "a fraction over nothing": (_write(provisions(rule("r", "all: [{amounts.fraction: {at_least: 1/0}}]"))), ""),
    "a day out of the calendar": (_write("amends: ca-in\ninstruments:\n  base: {in_force: 2021-02-30}\n"), "impossible-date"),
    "a year out of the calendar": (_write("amends: ca-in\ninstruments:\n  base: {in_force: 99999-01-01}\n"), ""),
    "six thousand values of one parameter": (_write(provisions(rule("r", "all: [{person.age: {at_least: p}}]"), more=_PARAMETERS)), ""),
    "a text that costs a careless pattern dear": (_write(provisions(rule("r", f"all: [{{own.coverage: {{at_least: {'1 ' * 40_000}x}}}}]"))), ""),
    "an overlay on what is not there": (_write("amends: no-such-agreement\nstatus: draft\n"), ""),
    "an overlay with other kinds of things": (_write("amends: ca-in\nprovisions: {a: b}\nparties: 7\nscope: [1, 2]\nsources: x\n"), ""),
    "an overlay that takes out every provision": (_write(HEAD + "provisions:\n  - {id: art-1, removed: true}\n  - {id: x, removed: true}\n"), ""),
    "bars that bar each other": (
        _write(provisions(rule("a", _ONE, "concludes: right, bars: [b]"), rule("b", _ONE, "concludes: right, bars: [a]"))),
        "",
    ),
}
