"""The whole check: load, lower on every day, names, tables, scenarios."""

from __future__ import annotations

import datetime
from pathlib import Path

from engine.checking.draft_sources import check_draft_sources
from engine.checking.findings import Findings
from engine.checking.model_provisions import is_draft
from engine.checking.model_provisions import problems as model_provision_problems
from engine.checking.names import check_names
from engine.checking.recruitment_apart import check_recruitment_apart
from engine.checking.scenario_health import check_scenarios, check_variety
from engine.checking.scopes import benefit_scopes, credential_scopes, national_scopes, posting_scopes
from engine.checking.sources import Source, loaded
from engine.checking.standings import check_meets
from engine.checking.steps import check_steps
from engine.checking.sweep import Sweep
from engine.checking.tables import check_tables
from engine.language.corpus import Corpus, RuleFile
from engine.problems import Problem, RuleFileRefused


def check(corpus: Corpus, paths: list[Path] | None = None, today: datetime.date | None = None, *, model_provisions: bool = False) -> list[Problem]:
    """Findings of the files under the paths, or of the whole home; errors first, then warnings, then notes.

    A draft is also read against the checklist of model provisions; with `model_provisions` every agreement under the paths is.

    A model or a national file is also checked through every agreement that rests on it, but only where the whole home is checked.
    Raises RuleFileRefused for a path that is not there.
    """
    day = today or datetime.date.today()
    sources = list(loaded(corpus, paths))
    findings = Findings()
    for source in sources:
        findings.extend(source.problems)
    run = _Run(corpus, day, findings, sources, model_provisions)
    for source in sources:
        if source.sound:
            run.one(source)
    if any(s.head_is("scenarios") for s in sources):
        run.scenarios(whole=not paths)
    return findings.sorted


#: What carries the name of a file, by its head.
_NAMES = {"agreement": "folder", "credential": "folder", "national": "file", "provision": "file", "reference": "file", "checklist": "file"}


class _Run:
    """One check in progress."""

    def __init__(self, corpus: Corpus, today: datetime.date, findings: Findings, sources: list[Source], model_provisions: bool) -> None:
        self.corpus, self.findings, self.sources, self.model_provisions = corpus, findings, sources, model_provisions
        self.day = today.toordinal()
        self.sweep = Sweep(today, findings)

    def one(self, source: Source) -> None:
        """A sound file of law: its names and tables, then every instance of it."""
        assert source.document is not None
        data, corpus = source.document.data, self.corpus
        self._named_as_its_file(source)
        try:
            if "agreement" in data or "amends" in data:
                if not self._at_home(source):
                    corpus = Corpus(corpus.home, draft=source.path)
                name = source.path.parent.name if self._at_home(source) else str(data.get("agreement") or data.get("amends"))
                self._instrument(corpus, name, corpus.agreement(name))
                if "amends" in data and corpus.draft is not None:
                    self.findings.extend(check_draft_sources(corpus, corpus.draft))
                if self.model_provisions or is_draft(data):
                    self.findings.extend(model_provision_problems(corpus, name))
            elif "credential" in data:
                self._instrument(corpus, source.path.parent.name, RuleFile(source.name, source.document))
            elif "national" in data:
                self._instrument(corpus, f"national.{data['national']}", RuleFile(source.name, source.document))
        except RuleFileRefused as refused:
            self.findings.extend(refused.problems)

    def _at_home(self, source: Source) -> bool:
        """Whether the file is one of the home's; an agreement that lies elsewhere is a draft."""
        return self.corpus.holds(source.path)

    def _named_as_its_file(self, source: Source) -> None:
        """Files are found by their names, so the name and the head must be one."""
        assert source.document is not None
        if not self._at_home(source):
            return
        for head, name in _NAMES.items():
            told = source.document.data.get(head)
            wanted = source.path.parent.name if name == "folder" else source.path.stem
            if told is not None and told != wanted:
                message, mend = f"the {name} has not the name of the {head}", f"call the {name} {told}"
                self.findings.add(Problem(source.document.place((head,)), "wrong-name", message, wanted, str(told), mend, str(told)))

    def _instrument(self, corpus: Corpus, name: str, file: RuleFile) -> None:
        self.findings.extend(check_names(corpus, file, name, self.day))
        self.findings.extend(check_tables(corpus, file, name))
        self.findings.extend(check_meets(corpus, file, name))
        if "agreement" in file.data:
            self.sweep.run(corpus, name, file, [*benefit_scopes(corpus, file, self.day), *posting_scopes(corpus, file, self.day)])
        elif "credential" in file.data:
            self.findings.extend(check_steps(corpus, file, name))
            self.findings.extend(check_recruitment_apart(corpus, file, name))
            self.sweep.run(corpus, name, file, credential_scopes(corpus, file, self.day))
        else:
            self.sweep.run(corpus, name, file, national_scopes(file))

    def scenarios(self, whole: bool) -> None:
        """Scenario files, against what the sweep of their instruments has seen."""
        addresses = dict(self.sweep.addresses)
        everything = set().union(*addresses.values()) if addresses else set()
        for source in self.sources:
            folder = source.path.parent.parent.name
            instruments = {*self.corpus.agreements, *self.corpus.credentials}  # one that does not load has been told already
            if source.head_is("scenarios") and whole and folder not in addresses and folder not in instruments:
                addresses[folder] = everything  # persons whom no instrument reaches: any law may speak
        self.findings.extend(check_scenarios(self.sources, addresses))
        sound = [n for n in self.corpus.agreements if n in self.sweep.addresses]
        self.findings.extend(check_variety(self.corpus, sound, self.sources))
