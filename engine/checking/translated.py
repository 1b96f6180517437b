"""How much is translated: by language and catalogue, by model provision, and by rule file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.language.corpus import Corpus, RuleFile
from engine.wording.languages import DOMAINS, LANGUAGES, OF_ANSWERS, SOURCE, Message, catalogue, reviewed, template
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
        "catalogues": {domain: _counted(language, template(domain), (domain,)) for domain in DOMAINS},
        "provisions": {name: _in_file(language, corpus.model(name)) for name in corpus.models},
        "national": {state: _in_file(language, file) for state in corpus.national_files if (file := corpus.national(state))},
        "agreements": {name: _in_file(language, corpus.agreement(name)) for name in corpus.agreements},
        "credentials": {name: _in_file(language, corpus.credential(name)) for name in corpus.credentials},
    }


def _in_file(language: str, file: RuleFile) -> dict[str, int]:
    texts = (text.message if isinstance(text.message, str) else text.message[0] for text in of_file(file))
    return _counted(language, map(Message, texts), OF_ANSWERS)


def _counted(language: str, messages: Iterable[Message], domains: Iterable[str]) -> dict[str, int]:
    told = [any(catalogue(language, domain).found(m.text, context=m.context) is not None for domain in domains) for m in messages]
    return {"total": len(told), "translated": sum(told)}
