"""What is proved: each question that can be asked of an instrument, lowered for one day of law."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from engine.checking.days import first_day
from engine.checking.scopes import BENEFIT, CREDENTIAL, POSTING, Asked, benefit_scopes, credential_scopes, posting_scopes
from engine.decision.reading import MAIN
from engine.language.corpus import Corpus, RuleFile
from engine.language.instance import Instance
from engine.language.ir import Program
from engine.problems import Place, Problem, RuleFileRefused, nearest

_SIDES = ("deciding", "sending", "host")


@dataclass(frozen=True)
class Question:
    """One instance with the rules that make its outcome. `of` names it: the State that decides with the benefit, or the pair."""

    corpus: Corpus
    instrument: str
    kind: str
    instance: Instance
    program: Program
    main: str

    @property
    def of(self) -> dict[str, str]:
        roles = {k: str(v) for k, v in self.instance.scope.roles.items() if v and k != "residence_state"}
        return {**roles, **({"benefit": self.instance.scope.benefit} if self.kind == BENEFIT else {})}

    def says(self, rule_id: str) -> bool:
        """Whether a rule is the instrument's own: not of national law, and not one way of a model, whose blanks may leave it without work."""
        found = self.instance.book.in_scope.get(rule_id)
        return found is not None and found[0].sources is None and not rule_id.startswith("national.")

    @property
    def name(self) -> str:
        return " ".join(self.of.values())


def file_of(corpus: Corpus, instrument: str) -> RuleFile:
    """The agreement or the credential rule set of this name. Raises RuleFileRefused with the nearest name where there is none."""
    if instrument in corpus.agreements:
        return corpus.agreement(instrument)
    if instrument in corpus.credentials:
        return corpus.credential(instrument)
    mend = nearest(instrument, [*corpus.agreements, *corpus.credentials])
    raise RuleFileRefused([Problem(Place(file=str(corpus.home)), "no-such-file", "there is no instrument of this name", instrument, mend=mend)])


def day_of(file: RuleFile, day: int) -> int:
    """The day on which an instrument is read: the one asked for, moved into its time in force."""
    end = ((file.data.get("instruments") or {}).get("base") or {}).get("terminated") or file.data.get("terminated")
    last = end.toordinal() - 1 if isinstance(end, datetime.date) else day
    return max(min(day, last), first_day(file.data) or 0)


def questions_of(corpus: Corpus, instrument: str, day: int, deciding: str | None = None) -> Iterator[Question]:
    """Every question: each State with its benefits, each ordered pair of a posting or of a credential."""
    file = file_of(corpus, instrument)
    for asked in _asked(corpus, file, day):
        if deciding is None or deciding in (asked.scope.roles.get(side) for side in _SIDES):
            question = _question(corpus, instrument, file, asked, day)
            if question is not None:
                yield question


def _asked(corpus: Corpus, file: RuleFile, day: int) -> Iterator[Asked]:
    if "credential" in file.data:
        yield from credential_scopes(corpus, file, day)
        return
    yield from (a for a in benefit_scopes(corpus, file, day) if a.scope.roles.get("partner"))
    yield from posting_scopes(corpus, file, day)


def _question(corpus: Corpus, instrument: str, file: RuleFile, asked: Asked, day: int) -> Question | None:
    """None where the instrument does not answer this question, or the State's own condition is not encoded."""
    instance = Instance(corpus, instrument, file, asked.scope, day)
    main = MAIN[asked.kind]
    if main not in instance.conclusions or (asked.kind == BENEFIT and instance.lacks_conditions):
        return None
    wanted = [c for c in sorted(instance.conclusions) if not c.endswith(".qualifies") and (c == main or c != MAIN[POSTING])]
    if asked.kind == POSTING:
        wanted = [c for c in wanted if c in (main, "in_scope")]
    return Question(corpus, instrument, asked.kind, instance, instance.program(wanted), main)


__all__ = ["BENEFIT", "CREDENTIAL", "POSTING", "Question", "day_of", "file_of", "questions_of"]
