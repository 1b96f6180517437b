"""Writes the catalogues of languages: what is to be translated comes from the source, the templates and the rule files.

Usage: python scripts/words.py [--check]. Translations stay; what the source no longer says goes. With --check nothing is written; 1 is
returned where a catalogue is out of date. `engine/wording/locales/DOMAIN.pot` is the template, `LANGUAGE/LC_MESSAGES/DOMAIN.po` a catalogue.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from engine.language.corpus import Corpus  # noqa: E402  (found from wherever the script is started)
from engine.wording.languages import DOMAINS, LANGUAGES, LOCALES, SOURCE  # noqa: E402
from engine.wording.texts import Text, of_agreements, of_engine, of_models, of_rules  # noqa: E402

KEYWORDS = {
    "engine": {"phrase": None, "plural": (1, 2)},
    "interface": {"gettext": None, "_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "say": None, "N_": None},
}
#: A date that does not change, so that the same source gives the same bytes.
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
HEADER = """\
# {title}
# Translations stand under CC-BY-4.0, like the rule files they translate.
# A message with the comment "unreviewed" was read by no native reader yet: whoever reads it takes the comment away.
"""
TITLES = {
    "engine": "What the engine says of itself: outcomes, questions, units, labels.",
    "models": "The model provisions that agreements share (rulesets/models).",
    "rules": "National rules and reference lists (rulesets/national, rulesets/reference).",
    "agreements": "Agreements (agreements), as far as other catalogues do not hold their texts.",
    "interface": "The pages.",
}


def main(words: list[str]) -> int:
    check = words == ["--check"]
    if words and not check:
        print(__doc__, file=sys.stderr)
        return 2
    stale = [path for path, text in files() if not path.is_file() or path.read_bytes() != text]
    if not check:
        for path, text in files():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
    for path in stale:
        print(f"{path.relative_to(ROOT)}: {'out of date; run make words' if check else 'written'}")
    return 1 if check and stale else 0


def files() -> Iterator[tuple[Path, bytes]]:
    """Each template and each catalogue as it should stand."""
    for domain in DOMAINS:
        template = template_of(domain)
        yield LOCALES / f"{domain}.pot", written(template)
        for language in LANGUAGES:
            if language != SOURCE:
                path = LOCALES / language / "LC_MESSAGES" / f"{domain}.po"
                yield path, written(updated(path, template, language))


def template_of(domain: str) -> Catalog:
    found = new_catalog(domain, None, HEADER.format(title=TITLES[domain]))
    for text in {"engine": _engine, "models": _models, "rules": _rules, "agreements": _agreements, "interface": _interface}[domain]():
        told = {"locations": [(text.place, None)], "auto_comments": [text.about] if text.about else [], "context": text.context}
        found.add(text.message, **told)  # type: ignore[arg-type]
    return found


def _engine() -> Iterator[Text]:
    yield from _source("engine", "engine")
    yield from of_engine()


def _models() -> Iterator[Text]:
    yield from of_models(Corpus(home=ROOT))


def _rules() -> Iterator[Text]:
    yield from of_rules(Corpus(home=ROOT))


def _agreements() -> Iterator[Text]:
    yield from of_agreements(Corpus(home=ROOT))


def _interface() -> Iterator[Text]:
    yield from _source("interface", "api")
    for path in sorted((ROOT / "api").rglob("*.html")):
        yield from _extracted(path, "jinja2.ext:babel_extract", "interface")


def _source(domain: str, folder: str) -> Iterator[Text]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield from _extracted(path, "python", domain)


def _extracted(path: Path, method: str, domain: str) -> Iterator[Text]:
    options = {"newstyle_gettext": "true", "trimmed": "true"} if method != "python" else {}
    for _, message, comments, context in extract_from_file(method, path, KEYWORDS[domain], ["Translators:"], options):
        yield Text(message, path.relative_to(ROOT).as_posix(), " ".join(comments), context)


def updated(path: Path, template: Catalog, language: str) -> Catalog:
    """The catalogue as it stands, with the messages of the template and no others."""
    old = read_po(path.open("rb"), locale=language) if path.is_file() else Catalog(locale=language)
    new = new_catalog(str(template.domain), language, template.header_comment)
    for message in template:
        if message.id:
            known = old.get(message.id, message.context)
            told = {"string": known.string, "flags": known.flags, "user_comments": known.user_comments} if known else {}
            told |= {"context": message.context, "locations": message.locations, "auto_comments": message.auto_comments}
            new.add(message.id, **told)  # type: ignore[arg-type]
    return new


def new_catalog(domain: str, language: str | None, header: str) -> Catalog:
    told = {"project": "portability", "version": "1", "header_comment": header, "creation_date": NO_DATE, "revision_date": NO_DATE}
    about = {"msgid_bugs_address": "docs/languages.md", "last_translator": "docs/languages.md", "language_team": language or "all"}
    return Catalog(language, domain, **told, **about, fuzzy=False)  # type: ignore[arg-type]


def written(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalog, width=120, sort_output=False, include_lineno=False)
    return re.sub(rb'"Generated-By: .*\n', b"", out.getvalue())  # a newer Babel changes no catalogue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
