"""Citations: every rule, value, figure, scheme and notice stands on a source of its file, or inherits the article it is under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.language.files.findings import Finding, kind_of, mapping
from engine.language.reading import Data, Path
from engine.problems import nearest


@dataclass(frozen=True, slots=True)
class Citing:
    """What a file needs: `due` is False in models (the adopting article cites) and in drafts (the amended file does)."""

    sources: tuple[str, ...]
    due: bool
    draft: bool

    def check(self, holder: Data, path: Path, what: str, *, inherited: bool = False, word: str = "cite") -> Iterator[Finding]:
        """The citation of one thing, under `word`."""
        cite = mapping(holder).get(word)
        if cite is None:
            if self.due and not inherited:
                yield Finding(
                    path,
                    "no-citation",
                    f"{what} has no citation",
                    f'write {word}: {{source: "article"}}',
                    expected="a source and a pinpoint",
                    at_key=True,
                )
            return
        here = (*path, word)
        if not isinstance(cite, dict):
            return  # the models tell it
        if len(cite) != 1:
            yield Finding(
                here,
                "not-one-source",
                f"a citation names one source, this one names {len(cite)}",
                "keep the source that says it, and name others in the pinpoint; quote a pinpoint with a comma",
                ", ".join(list(cite)[:4]) or "none",
                '{source: "pinpoint"}',
            )
            return
        source, pinpoint = next(iter(cite.items()))
        if source not in self.sources and not self.draft:
            yield Finding(
                (*here, source),
                "unknown-source",
                f"`{source}` is not among the sources of this file",
                nearest(source, self.sources) or "add it to `sources`",
                source,
                ", ".join(self.sources),
                at_key=True,
            )
        if not isinstance(pinpoint, str):
            yield Finding(
                (*here, source),
                "pinpoint-not-text",
                "a pinpoint is text",
                "put it in quotes",
                kind_of(pinpoint),
                'a quoted text, like "Art. 7(1)"',
            )
        elif not pinpoint.strip():
            yield Finding(
                (*here, source),
                "pinpoint-empty",
                "a pinpoint says where in the source",
                "name the article or section",
                "an empty text",
                'a quoted text, like "Art. 7(1)"',
            )
