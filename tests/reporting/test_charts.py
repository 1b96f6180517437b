"""Charts draw exactly the rows of their tables, and say their texts escaped."""

from __future__ import annotations

import re

from engine.reporting.charts import Chart
from engine.reporting.figures import shares


def test_bars_are_as_long_as_their_figures() -> None:
    chart = Chart("One", "who", ("yes", "no"), (("a", (1, 3)), ("b", (2, 0))))
    bars = [tuple(map(int, b)) for b in re.findall(r'<rect x="(\d+)" y="\d+" width="(\d+)" height="18"', chart.svg)]
    (first, long), (_, half) = (bars[0][1], bars[1][1]), bars[2]
    assert len(bars) == 3
    assert long == 3 * first or abs(long - 3 * first) <= 2
    assert abs(half - 2 * first) <= 1
    assert bars[1][0] == bars[0][0] + first


def test_words_are_escaped() -> None:
    svg = Chart("<b>", "who", ("<i>",), (("<script>", (1,)),)).svg
    assert "<b>" not in svg and "<i>" not in svg and "<script>" not in svg


def test_a_share_is_counted_down_and_a_national_right_is_whole() -> None:
    answers = [
        {"state": "CA", "benefit": "a", "outcome": "yes", "basis": "totalized", "share": "2/3"},
        {"state": "CA", "benefit": "b", "outcome": "no", "basis": "", "share": "9/9"},
        {"state": "IN", "benefit": "c", "outcome": "yes", "basis": "national", "share": None},
    ]
    chart = shares([{"career": "x", "answers": answers}], ["CA", "IN"])
    assert chart is not None and chart.rows == (("x", (66, 100)),)
