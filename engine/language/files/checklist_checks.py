"""What is wrong in a checklist beyond the shape of its words: citations, ids, groups, and signs that are not one."""

from __future__ import annotations

from collections.abc import Iterator

from engine.language.files.checklist import SIGNS
from engine.language.files.citing import Citing
from engine.language.files.findings import Finding, items, mapping
from engine.language.files.rule_checks import check_ids
from engine.language.reading import Data, Path
from engine.problems import nearest


def check_checklist(data: dict[str, Data]) -> Iterator[Finding]:
    """Each point has one citation, a group that is there, and signs that name one thing each."""
    citing = Citing(tuple(mapping(data.get("sources"))), due=True, draft=False)
    groups = list(mapping(data.get("groups")))
    yield from check_ids(data.get("items"), ("items",))
    for number, told in items(data.get("items")):
        path: Path = ("items", number)
        item = mapping(told)
        yield from citing.check(told, path, "this point")
        group = item.get("group")
        if isinstance(group, str) and group not in groups:
            mend = nearest(group, groups) or "add it to `groups`"
            yield Finding((*path, "group"), "unknown-group", f"`{group}` is not among the groups of this file", mend, group, ", ".join(groups))
        for word in ("seen_by", "differs_where"):
            for n, sign in items(item.get(word)):
                yield from _sign(sign, (*path, word, n))


def _sign(sign: Data, path: Path) -> Iterator[Finding]:
    told = [word for word in mapping(sign) if word in SIGNS]
    if len(told) != 1:
        message, mend = "a sign names one thing that an encoding may show", "keep one of its words"
        yield Finding(path, "not-one-sign", message, mend, ", ".join(told) or "none", ", ".join(SIGNS))
