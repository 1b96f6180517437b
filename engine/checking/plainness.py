"""How plainly the texts speak: by language, and in it by catalogue, by the page or source they stand in, and by rule file; and the hardest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from engine.language.corpus import Corpus, RuleFile
from engine.wording.languages import DOMAINS, LANGUAGES, OF_ANSWERS, SOURCE, Message, catalogue, template
from engine.wording.readability import FEWEST, Reading
from engine.wording.texts import of_file

#: How many of the hardest texts of each catalogue are told.
_HARDEST = 10


def plainness(corpus: Corpus) -> dict[str, Any]:
    """For each language: the figures of each catalogue with its hardest texts, of each page or source file, and of each rule file.

    A text of fewer than eight words is a name or a button and is not counted, nor is one that is not translated.
    """
    asked = {domain: list(template(domain)) for domain in DOMAINS}
    files = {kind: list(_files(corpus, kind)) for kind in ("provisions", "national", "agreements", "credentials")}
    return {code: _of(code, asked, files) for code in LANGUAGES}


def told(language: str, message: Message, domains: Iterable[str]) -> str | None:
    """The text as a language tells it; None where it has none."""
    if language == SOURCE:
        return message.text
    return next(
        (found for domain in domains if (found := catalogue(language, domain).found(message.text, context=message.context)) is not None), None
    )


def _of(language: str, asked: dict[str, list[Message]], files: dict[str, list[tuple[str, list[Message]]]]) -> dict[str, Any]:
    return {
        "name": LANGUAGES[language].name,
        "catalogues": {domain: _catalogue(language, domain, some) for domain, some in asked.items()},
        "pages": _pages(language, asked["interface"]),
        **{kind: {name: _figures(language, _told(language, texts, OF_ANSWERS)) for name, texts in some} for kind, some in files.items()},
    }


def _catalogue(language: str, domain: str, some: list[Message]) -> dict[str, Any]:
    texts = list(_told(language, some, (domain,)))
    ranked = sorted(texts, key=lambda text: -Reading.of(text).index(language))
    return {**_figures(language, texts), "hardest": [{**_figures(language, [text]), "text": text} for text in ranked[:_HARDEST]]}


def _pages(language: str, some: list[Message]) -> dict[str, Any]:
    places = sorted({place for message in some for place in message.places})
    return {place: _figures(language, _told(language, (m for m in some if place in m.places), ("interface",))) for place in places}


def _told(language: str, texts: Iterable[Message], domains: tuple[str, ...]) -> Iterator[str]:
    """The texts in the language that are long enough to be measured."""
    for message in texts:
        text = told(language, message, domains)
        if text is not None and Reading.of(text).words >= FEWEST:
            yield text


def _figures(language: str, texts: Iterable[str]) -> dict[str, Any]:
    some = list(texts)
    whole = Reading.whole(map(Reading.of, some))
    level = whole.level(language) if some else None
    counts = {
        "texts": len(some),
        "words_per_sentence": round(whole.length, 1),
        "longest_sentence": whole.longest,
        "long_words": round(whole.share, 1),
    }
    return {**counts, "index": round(whole.index(language), 1), "level": level}


def _files(corpus: Corpus, kind: str) -> Iterator[tuple[str, list[Message]]]:
    """Each rule file of a kind, with its texts."""
    found: dict[str, Iterable[tuple[str, RuleFile | None]]] = {
        "provisions": ((name, corpus.model(name)) for name in corpus.models),
        "national": ((state, corpus.national(state)) for state in corpus.national_files),
        "agreements": ((name, corpus.agreement(name)) for name in corpus.agreements),
        "credentials": ((name, corpus.credential(name)) for name in corpus.credentials),
    }
    for name, file in found[kind]:
        if file:
            yield name, [Message(x.message if isinstance(x.message, str) else x.message[0]) for x in of_file(file)]
