"""What the models cannot see, file by file: citations, sources, endings of rules, names that must exist in the same file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.language.files.checklist_checks import check_checklist
from engine.language.files.citing import Citing
from engine.language.files.conditions import check_condition
from engine.language.files.findings import Finding, items, mapping
from engine.language.files.name_checks import check_written_names
from engine.language.files.person_checks import check_persons
from engine.language.files.rule_checks import Surroundings, check_body, check_ids, check_provision, check_removed
from engine.language.files.values import check_for, check_time
from engine.language.reading import Data, Path
from engine.problems import nearest

_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?\Z")
_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+\Z")


def check(data: dict[str, Data], head: str) -> Iterator[Finding]:
    """Everything that is wrong in a file beyond the shape of its words, in the order of the checks."""
    yield from check_written_names(data, head)
    if head == "scenarios":
        yield from _scenarios(data)
        return
    if head == "persons":
        yield from check_persons(data)
        return
    if head == "checklist":
        yield from check_checklist(data)
        return
    draft, model = head == "amends", head == "provision"
    citing = Citing(tuple(mapping(data.get("sources"))), due=not draft and not model, draft=draft)
    told = tuple(mapping(data.get("instruments")))
    around = Surroundings(citing, None if draft or model else told, draft)
    yield from _codes(data, head)
    for name, source in mapping(data.get("sources")).items():
        url = mapping(source).get("url")
        if isinstance(url, str) and not _ADDRESS.match(url):
            yield Finding(
                ("sources", name, "url"),
                "bad-address",
                "this is no public address",
                "write the whole address, with https://",
                url[:80],
                "https://...",
            )
    yield from _instruments(data, citing)
    yield from _scope(mapping(data.get("scope")), citing)
    if head == "reference":
        yield from _members(data, citing)
        return
    yield from check_body(data, (), around, False)
    yield from check_ids(data.get("provisions"), ("provisions",))
    for number, provision in items(data.get("provisions")):
        yield from check_provision(provision, ("provisions", number), around)
    yield from _lists(data, around)
    yield from _national(data, citing)


def _codes(data: dict[str, Data], head: str) -> Iterator[Finding]:
    told: list[tuple[Path, Data]] = [(("parties", n), p) for n, p in items(data.get("parties"))]
    if head == "national":
        told.append((("national",), data["national"]))
    for path, code in told:
        if isinstance(code, str) and not _CODE.match(code):
            yield Finding(
                path,
                "bad-code",
                "this is no code of a State",
                'write the two capital letters of ISO 3166, like "DE"',
                code[:20],
                "DE, or CA-QC for a subdivision",
            )


def _instruments(data: dict[str, Data], citing: Citing) -> Iterator[Finding]:
    for name, told in mapping(data.get("instruments")).items():
        path: Path = ("instruments", name)
        yield from citing.check(told, path, "this instrument", inherited=True)
        if "authentic_texts" in mapping(told):
            yield from citing.check(mapping(told)["authentic_texts"], (*path, "authentic_texts"), "which language binds")
        source = mapping(told).get("source")
        if isinstance(source, str) and source not in citing.sources and not citing.draft:
            yield Finding(
                (*path, "source"),
                "unknown-source",
                f"`{source}` is not among the sources of this file",
                nearest(source, citing.sources) or "add it to `sources`",
                source,
                ", ".join(citing.sources),
            )


def _scope(scope: dict[str, Data], citing: Citing) -> Iterator[Finding]:
    for word in ("benefits", "persons"):
        if word in scope:
            yield from (
                citing.check(scope, ("scope", word), f"`{word}` of the scope", word=f"{word}_cite")
                if f"{word}_cite" not in scope
                else citing.check(scope, ("scope",), "the scope", word=f"{word}_cite")
            )
    if "persons" in scope:
        yield from check_condition(scope["persons"], ("scope", "persons"))


def _lists(data: dict[str, Data], around: Surroundings) -> Iterator[Finding]:
    for word, what in (("leaves_open", "this open point"), ("notices", "this notice"), ("not_encoded", "this entry")):
        for number, told in items(data.get(word)):
            path: Path = (word, number)
            yield from check_removed(told, path, around)
            yield from around.citing.check(told, path, what)
            yield from check_for(told, path)
            yield from check_time(told, path, around.instruments)
            if "when" in mapping(told):
                yield from check_condition(mapping(told)["when"], (*path, "when"))
    yield from check_ids(data.get("notices"), ("notices",))
    open_facts: set[str] = set()
    for number, told in items(data.get("leaves_open")):
        fact = str(mapping(told).get("fact"))
        if fact in open_facts:
            yield Finding(("leaves_open", number, "fact"), "open-twice", "this fact is left open twice", "keep one of the two", fact)
        open_facts.add(fact)
    for name, table in mapping(data.get("tables")).items():
        yield from around.citing.check(table, ("tables", name), "this table")
        if isinstance(table, dict) and ("rows" in table) == ("file" in table):
            yield Finding(
                ("tables", name),
                "table-rows",
                "a table has `rows` here or a `file` beside, one of the two",
                "keep one of them",
                expected="rows or file",
                at_key=True,
            )


def _national(data: dict[str, Data], citing: Citing) -> Iterator[Finding]:
    schemes, institutions = mapping(data.get("schemes")), mapping(data.get("institutions"))
    for name, scheme in schemes.items():
        yield from citing.check(
            scheme,
            ("schemes", name),
            "this scheme, which says how parts of a unit count,",
            inherited="part_unit" not in mapping(scheme),
        )
        if citing.due and "cite" not in mapping(scheme) and "part_unit" not in mapping(scheme):
            yield Finding(
                ("schemes", name),
                "no-citation",
                "this scheme has no citation",
                'write cite: {source: "article"}',
                expected="a source and a pinpoint",
                at_key=True,
                severity="warning",
            )
    for name, benefit in mapping(data.get("benefits")).items():
        path: Path = ("benefits", name)
        yield from citing.check(benefit, path, "this benefit", inherited=True)
        named = mapping(benefit).get("scheme")
        for scheme in named if isinstance(named, list) else [named]:
            if isinstance(scheme, str) and "national" in data and scheme not in schemes:
                yield Finding(
                    (*path, "scheme"),
                    "unknown-scheme",
                    f"`{scheme}` is not among the schemes of this file",
                    nearest(scheme, list(schemes)) or "add it to `schemes`",
                    scheme,
                    ", ".join(schemes),
                )
        institution = mapping(benefit).get("institution")
        if isinstance(institution, str) and institutions and institution not in institutions:
            yield Finding(
                (*path, "institution"),
                "unknown-institution",
                f"`{institution}` is not among the institutions of this file",
                nearest(institution, list(institutions)) or "add it to `institutions`",
                institution,
                ", ".join(institutions),
            )
    presumed = mapping(data.get("presumes")).get("scheme")
    if isinstance(presumed, str) and "national" in data and presumed not in schemes:
        yield Finding(
            ("presumes", "scheme"),
            "unknown-scheme",
            f"`{presumed}` is not among the schemes of this file",
            nearest(presumed, list(schemes)) or "add it to `schemes`",
            presumed,
            ", ".join(schemes),
        )


def _members(data: dict[str, Data], citing: Citing) -> Iterator[Finding]:
    yield from citing.check(data, (), "this list", inherited=True)
    seen: set[tuple[str, str]] = set()
    for number, told in items(data.get("members")):
        path: Path = ("members", number)
        yield from citing.check(told, path, "this member", inherited="cite" in data)
        yield from check_time(told, path, None)
        key = (str(mapping(told).get("code")), str(mapping(told).get("since")))
        if key in seen:
            yield Finding(
                path,
                "two-versions-on-one-day",
                "this member already stands in the list with the same day",
                "keep one of the two",
                " ".join(key),
                "each member once a day",
            )
        seen.add(key)


def _scenarios(data: dict[str, Data]) -> Iterator[Finding]:
    yield from check_ids(data.get("scenarios"), ("scenarios",))
    for number, told in items(data.get("scenarios")):
        origin = mapping(told).get("origin")
        if isinstance(origin, str) and origin not in ("constructed", "generated") and not _ADDRESS.match(origin):
            yield Finding(
                ("scenarios", number, "origin"),
                "bad-address",
                "an origin is a public address, `constructed`, or `generated` by the engine",
                "write the whole address, with https://, or constructed",
                origin[:80],
                "https://... or constructed",
            )
