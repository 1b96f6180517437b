"""The rule files that a check reads, and each of them loaded strictly, with its warnings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.language.corpus import Corpus
from engine.language.files import examine
from engine.language.reading import Document, read
from engine.problems import Place, Problem, RuleFileRefused

_PATTERNS = (
    "agreements/*/agreement.yaml",
    "agreements/*/scenarios/*.yaml",
    "rulesets/national/*.yaml",
    "rulesets/models/*.yaml",
    "rulesets/reference/*.yaml",
    "rulesets/persons/*.yaml",
    "rulesets/credentials/*/ruleset.yaml",
    "rulesets/credentials/*/scenarios/*.yaml",
)


@dataclass(frozen=True)
class Source:
    """One file: `document` is None where it could not even be read; `sound` says that it loads."""

    path: Path
    name: str
    document: Document | None
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        return self.document is not None and not any(p.severity == "error" for p in self.problems)

    def head_is(self, word: str) -> bool:
        """Whether the file is of this kind."""
        return self.document is not None and isinstance(self.document.data, dict) and word in self.document.data


def files_of(corpus: Corpus, paths: list[Path] | None) -> list[Path]:
    """The files under the paths, or all of the home. Raises RuleFileRefused for a path that is not there."""
    if not paths:
        return sorted(p for pattern in _PATTERNS for p in corpus.home.glob(pattern))
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise RuleFileRefused(
                [Problem(Place(file=str(path)), "no-such-file", "there is nothing to check here", mend="give a rule file or a folder of rule files")]
            )
        found += sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    return list(dict.fromkeys(p.resolve() for p in found))


def loaded(corpus: Corpus, paths: list[Path] | None) -> Iterator[Source]:
    """Every file with what is wrong in it."""
    for path in files_of(corpus, paths):
        home = corpus.home.resolve()
        name = path.resolve().relative_to(home).as_posix() if path.resolve().is_relative_to(home) else str(path)
        try:
            document = read(path.read_bytes(), name)
        except RuleFileRefused as refused:
            yield Source(path, name, None, refused.problems)
        except OSError as error:
            problem = Problem(Place(file=name), "no-such-file", "this file cannot be read", type(error).__name__, mend="check its rights")
            yield Source(path, name, None, (problem,))
        else:
            _, problems = examine(document)
            yield Source(path, name, document, tuple(problems))
