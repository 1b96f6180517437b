"""How much is translated: by language and catalogue, by model provision, and by rule file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from engine.language.corpus import Corpus, RuleFile
from engine.wording.languages import DOMAINS, LANGUAGES, LOCALES, OF_ANSWERS, SOURCE, catalogue, reviewed
from engine.wording.texts import of_file


def translated(corpus: Corpus) -> dict[str, Any]:
    """For each language but English: whether it was reviewed, and `{total, translated}` of each catalogue, provision and rule file.

    A text that two files share counts in both.
    """
    return {code: _of(code, corpus) for code in LANGUAGES if code != SOURCE}


def _of(language: str, corpus: Corpus) -> dict[str, Any]:
    return {
        "name": LANGUAGES[language].name,
        "reviewed": reviewed(language),
        "catalogues": {domain: _counted(language, _asked(domain), (domain,)) for domain in DOMAINS},
        "provisions": {name: _in_file(language, corpus.model(name)) for name in corpus.models},
        "national": {state: _in_file(language, file) for state in corpus.national_files if (file := corpus.national(state))},
        "agreements": {name: _in_file(language, corpus.agreement(name)) for name in corpus.agreements},
        "credentials": {name: _in_file(language, corpus.credential(name)) for name in corpus.credentials},
    }


def _asked(domain: str) -> Iterator[str]:
    """The messages of a template: what a catalogue should hold."""
    from babel.messages.pofile import read_po

    with (LOCALES / f"{domain}.pot").open("rb") as file:
        yield from (m.id if isinstance(m.id, str) else m.id[0] for m in read_po(file) if m.id)


def _in_file(language: str, file: RuleFile) -> dict[str, int]:
    return _counted(language, (text.message if isinstance(text.message, str) else text.message[0] for text in of_file(file)), OF_ANSWERS)


def _counted(language: str, messages: Iterable[str], domains: Iterable[str]) -> dict[str, int]:
    told = [any(catalogue(language, domain).found(m) is not None for domain in domains) for m in messages]
    return {"total": len(told), "translated": sum(told)}
