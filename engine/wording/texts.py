"""The texts of rule files that an answer may tell: what stands for translation, with the place and the provision each comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from engine.facts import words
from engine.language.corpus import Corpus, RuleFile
from engine.language.files.words import StepAbout
from engine.language.vocabulary import CASE_FACTS, PERIOD_FACTS
from engine.wording.facts import label
from engine.wording.phrases import Counted, worded

#: Words of a notice that an answer tells as sentences.
_OF_NOTICES = ("text", "institution", "deadline", "fee", "within", "to")
#: Closed lists of the case whose words a test may show.
_LISTS = (words.Sex, words.Status, words.Relation, words.Kind, words.Activity, words.PostedActivity, words.EmployerThere, words.Purpose)
#: Outcomes, effects of a recruitment notice, and how sure a rule is.
_OF_ANSWERS = ("undetermined", "prohibited", "under agreement", "discouraged", "allowed", "unconfirmed", "one_reading")
#: Rule sets for credentials whose sentences are asked for in the catalogues; all others are told in English.
BEGUN = ("de-third-country-nurse",)


@dataclass(frozen=True, slots=True)
class Text:
    """One message: its id (a pair where it has an English plural), the file it stands in, what a translator should know of it, and the use
    that tells it from another message of the same words."""

    message: str | tuple[str, str]
    place: str
    about: str = ""
    context: str | None = None


def of_engine() -> Iterator[Text]:
    """Names of facts, and the codes of the closed lists, in words."""
    names = {*CASE_FACTS, *PERIOD_FACTS, *(name.partition(".")[2] for name in PERIOD_FACTS)}
    for name in sorted(names):
        yield Text(str(label(name)), "engine/language/vocabulary.py", "the name of a fact")
    for code in sorted({str(code) for told in _LISTS for code in get_args(told)}):
        yield Text(code, "engine/facts/words.py", "a word that a case says")
    for code in (*get_args(StepAbout), *get_args(words.KnownBy)):
        yield Text(str(label(code)), "engine/language/files/words.py", "what a step is about, or how a fact is known")
    for word in _OF_ANSWERS:
        yield Text(word, "engine/decision/answer.py", "a word that an answer says")


def of_models(corpus: Corpus) -> Iterator[Text]:
    """Every text of the model provisions."""
    for name in corpus.models:
        yield from of_file(corpus.model(name))


def of_rules(corpus: Corpus) -> Iterator[Text]:
    """Texts of national law, of reference lists, and of the rule sets for credentials whose translation has begun."""
    for state in corpus.national_files:
        yield from of_file(corpus.national(state))  # type: ignore[arg-type]
    for name in corpus.references:
        yield from of_file(corpus.reference(name))
    for name in BEGUN:
        yield from of_file(corpus.credential(name))


def of_agreements(corpus: Corpus) -> Iterator[Text]:
    """Texts of the agreements that stand in no other catalogue of rules."""
    known = {text.message for text in (*of_models(corpus), *of_rules(corpus))}
    for name in corpus.agreements:
        yield from (text for text in of_file(corpus.agreement(name)) if text.message not in known)


def of_file(file: RuleFile) -> Iterator[Text]:
    """Every text of one rule file that an answer may tell, each once."""
    seen: set[str] = set()
    for text in _of(file.data, file.path):
        if text.message and text.message not in seen:
            seen.add(str(text.message))
            yield text


def _of(data: Mapping[str, Any], path: str) -> Iterator[Text]:
    if "provision" in data:
        yield Text(str(data["title"]), path, "title of the provision")
    for name in sorted(_names(data)):
        yield Text(str(label(name)), path, "the name of a fact or figure")
    for kind in ("benefits", "institutions"):
        for name, entry in (data.get(kind) or {}).items():
            yield Text(str(entry.get("title", "")), path, f"{kind[:-1]} {name}")
    ids = set(data.get("institutions") or {})
    for part in (data, *(data.get("provisions") or [])):
        yield from (text for text in _of_part(part, path) if text.message not in ids and not isinstance(worded(str(text.message)), Counted))


def _of_part(part: Mapping[str, Any], path: str) -> Iterator[Text]:
    for rule in part.get("rules") or []:
        for word in ("holds", "fails", "unknown"):
            yield Text(str((rule.get("explain") or {}).get(word, "")), path, f"{rule.get('id', '')}: {word}")
    for notice in part.get("notices") or []:
        for word in _OF_NOTICES:
            yield Text(str(notice.get(word, "")), path, f"{notice['id']}: {word}")
        for document in notice.get("documents") or []:
            yield Text(str(document), path, f"{notice['id']}: a document")
    for entry in part.get("leaves_open") or []:
        for word in ("about", "to"):
            yield Text(str(entry.get(word, "")), path, f"left open: {word}")


def _names(data: Mapping[str, Any]) -> set[str]:
    """Names that a test, a question or a list of what is missing may tell in words."""
    found = {str(name) for kind in ("blanks", "parameters", "figures", "records") for name in data.get(kind) or {}}
    return found | {str(entry["fact"]) for entry in data.get("leaves_open") or []}
