"""A figure of an answer is the same on the page, in the PDF, in the data and on the command line: over all scenarios."""

from __future__ import annotations

import datetime
import io
import json
import os
import random
from collections.abc import Mapping
from typing import Any

import anyio
import pypdf
import pytest

from api.pages.answers import shown
from api.pages.paper import pdf
from engine.decision.decide import Decider
from engine.language.corpus import Corpus
from engine.scenarios.files import Scenario, scenarios
from engine.wording.plain import in_words as on_command_line
from tests.api.figures import Text, anywhere, figures, given, in_words, spaced, told, with_dates

TODAY = datetime.date(2024, 1, 1)
_PARTS = 16
#: How many PDFs are made, of scenarios that a seed picks; an answer in the PDF comes from the templates of its page.
PDFS = int(os.environ.get("PORTABILITY_PDFS") or 4)
_SCENARIOS = list(scenarios(Corpus()))


@pytest.fixture(scope="module")
def decider() -> Decider:
    return Decider()


def decided(decider: Decider, scenario: Scenario) -> tuple[dict[str, Any], dict[str, Any]]:
    """The case as it was written, and its answer after a way through JSON."""
    case = json.loads(json.dumps(scenario.case(), default=str))
    return case, json.loads(json.dumps(decider.decide(case, TODAY)))


def missing(text: str, answer: Mapping[str, Any]) -> set[str]:
    """Figures that a text does not tell."""
    return {f for d in answer["decisions"] for f in in_words(told(d)) if f not in text}


@pytest.mark.parametrize("part", range(_PARTS))
def test_figures_are_the_same_on_page_and_command_line(decider: Decider, part: int) -> None:
    some = _SCENARIOS[part::_PARTS]
    assert len(some) > 100
    for scenario in some:
        case, answer = decided(decider, scenario)
        page = Text(bytes(shown(answer, case, {}, "/").body).decode())
        assert answer["id"] in page.whole
        assert not missing(page.whole, answer), scenario.place
        assert figures(page.whole) <= anywhere(answer) | given(case), scenario.place
        assert len(page.decisions) == len(answer["decisions"])
        assert len(answer["best"]) < 2 or apart(page, answer), scenario.place
        for decision in answer["decisions"]:
            line = on_command_line(decision)
            assert told(decision) <= figures(line), scenario.place
            assert figures(line) <= anywhere(decision), scenario.place


def apart(page: Text, answer: Mapping[str, Any]) -> bool:
    """Whether each of several decisions tells its own figures in its own place."""
    texts = [spaced("".join(parts)) for parts in page.decisions]
    for decision in answer["decisions"]:
        wanted = in_words(told({**decision, "warnings": []}))
        if not any(with_dates(decision["summary"]) in t and all(f in t for f in wanted) for t in texts):
            return False
    return True


@pytest.mark.parametrize("scenario", random.Random(7).sample(_SCENARIOS, PDFS), ids=lambda s: f"{s.instrument}-{s.id}")
def test_figures_are_the_same_in_the_pdf(decider: Decider, scenario: Scenario) -> None:
    case, answer = decided(decider, scenario)
    read = pypdf.PdfReader(io.BytesIO(anyio.run(pdf, answer, case)))
    text = spaced(" ".join(page.extract_text() for page in read.pages))
    assert answer["id"] in text
    assert not missing(text, answer)
    assert figures(text) <= anywhere(answer) | given(case)


def test_a_figure_that_differs_is_found(decider: Decider) -> None:
    """The comparison itself: one month more on the page is told."""
    some = (decided(decider, s) for s in _SCENARIOS if s.instrument == "de-us")
    case, answer = next((c, a) for c, a in some if any(f.endswith("months") for f in told(a["decisions"][0])))
    text = Text(bytes(shown(answer, case, {}, "/").body).decode()).whole
    figure = next(f for f in sorted(told(answer["decisions"][0])) if f.endswith("months"))
    other = f"{int(figure.split()[0]) + 1} months"
    assert missing(text.replace(figure, "some time"), answer) >= {figure}
    assert not figures(text.replace(figure, other)) <= anywhere(answer) | given(case)
