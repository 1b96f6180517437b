"""The attack: a thousand questions are given, everything that is published is read, and no count below the threshold is learned.

The claim. Take a cell, and anybody: a reader, or a tenant that knows what it gave. Where the others gave fewer than ten to that cell, all
that is ever published is the same, byte for byte, whether they gave 0, 1, … or 9. So every such count remains possible, and none of these
worlds can be told from another by sums, by differences, over time, between tables, or by asking again.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator

import pytest

from api.statistics.control import figure
from api.statistics.periods import MONTH, period_of
from api.statistics.seen import OTHER, lists, seen
from api.statistics.tables import PARTS, TABLES
from engine.language.corpus import Corpus
from tests.statistics import naive
from tests.statistics.attacker import narrowed, pinned
from tests.statistics.conftest import Given
from tests.statistics.giving import SEED, TENANTS, Asked
from tests.statistics.worlds import Counters, figures, published

THRESHOLD, GIVERS = 10, 3


def others(told: dict[str, int], tenant: str) -> int:
    """What all but one tenant gave; `tenant` empty: what all gave."""
    return sum(n for t, n in told.items() if t != tenant)


def test_what_is_shown_rests_on_enough_and_enough_is_shown(thousand: Given) -> None:
    """Every figure has ten questions behind it whoever takes its own away, and is within two of the truth; most small cells are truly there."""
    shown = figures(thousand.read[-1])
    for at, number in shown.items():
        told = thousand.true[at]
        assert min(others(told, tenant) for tenant in told) >= THRESHOLD
        assert len(told) >= GIVERS
        assert number % 5 == 0
        assert abs(number - sum(told.values())) <= 2
    small = [at for at, told in thousand.true.items() if sum(told.values()) < THRESHOLD]
    assert len(shown) >= 10
    assert len(small) >= 100
    assert {name for name, _, _ in shown} >= {"outcomes", "corridors"}
    assert not shown.keys() & set(small)


def test_a_question_is_in_one_cell(thousand: Given) -> None:
    """All counters together are no more than the questions, and none of the thousand is in two tables."""
    assert 0 < sum(sum(told.values()) for told in thousand.true.values()) <= len(thousand.asked)
    assert sum(table.parts for table in TABLES) == PARTS


def test_what_is_published_never_changes(thousand: Given) -> None:
    """Read month by month, each period is told once and stays; a running sum gives nothing that its periods do not."""
    known: dict[tuple[str, str, str], int] = {}
    periods: set[tuple[str, str]] = set()
    for text in thousand.read:
        now = figures(text)
        assert {at: n for at, n in now.items() if at in known} == known
        assert not {at for at in now.keys() - known.keys() if at[:2] in periods}
        periods |= {at[:2] for at in now}
        known = now
    told = json.loads(thousand.read[-1])
    assert all(table["total"] == sum(row["figure"] for row in table["figures"]) for table in told["tables"])


def test_asking_again_gives_no_mean(thousand: Given) -> None:
    """Each figure is the same in every document, so that no mean of many answers comes nearer to the count."""
    whole = figures(thousand.read[-1])
    chance, client = random.Random(SEED), thousand.client
    for _ in range(60):
        table = chance.choice(TABLES)
        period = chance.choice(sorted({at[1] for at in whole if at[0] == table.id}) or ["2026-Q3"])
        again = figures(client.get("/v1/statistics", params={"table": table.id, "period": period}).text)
        assert again == {at: n for at, n in whole.items() if at[:2] == (table.id, period)}


def spread(count: int, tenants: list[str], chance: random.Random) -> dict[str, int]:
    """A count, given by these tenants in any way."""
    found = dict.fromkeys(tenants, 0)
    for _ in range(count):
        found[chance.choice(tenants)] += 1
    return found


def nobody(true: Counters) -> Counters:
    """Cells that are empty: one for each table and period."""
    dimensions = {table.id: len(table.dimensions) for table in TABLES}
    return {(name, period, json.dumps([OTHER] * dimensions[name])): {} for name, period, _ in true}


def worlds(true: Counters, tenant: str) -> Iterator[Counters]:
    """Ten worlds that differ in nothing but small counts: wherever the others of a tenant gave fewer than ten, they give 0, 1, … 9."""
    chance = random.Random(SEED)
    for count in range(THRESHOLD):
        world: Counters = {}
        for at, told in (true | nobody(true)).items():
            if others(told, tenant) < THRESHOLD:
                world[at] = spread(count, [t for t in TENANTS if t != tenant], chance) | ({tenant: told.get(tenant, 0)} if tenant else {})
            else:
                world[at] = told
        yield world


@pytest.mark.parametrize("tenant", ["", *TENANTS])
def test_every_small_count_could_be_any(thousand: Given, tenant: str) -> None:
    """Nobody (no tenant) and each tenant: the ten worlds are published alike, to the byte, and as the true one was."""
    changed = [at for at, told in thousand.true.items() if others(told, tenant) < THRESHOLD]
    assert len(changed) >= 100
    assert any(others(thousand.true[at], tenant) >= 1 for at in changed)
    for world in worlds(thousand.true, tenant):
        assert published(thousand.service, thousand.client, world) == thousand.published


def test_a_world_with_a_great_count_is_told_apart(thousand: Given) -> None:
    """The comparison above can fail: five questions more in a cell that is shown are seen."""
    at = next(iter(figures(thousand.read[-1])))
    tenant, count = next(iter(thousand.true[at].items()))
    world = thousand.true | {at: thousand.true[at] | {tenant: count + 5}}
    assert published(thousand.service, thousand.client, world) != thousand.published


def test_whoever_gives_to_probe_learns_nothing() -> None:
    """A tenant puts any number of questions into a cell to which the others gave fewer than ten: it is not shown, whatever they gave."""
    for first, second, third in itertools.product(range(THRESHOLD), repeat=3):
        if first + second + third < THRESHOLD:
            for own in range(61):
                assert figure((first, second, third, own), THRESHOLD, GIVERS) is None
    careless = {naive.rounded(own + other) for own in (12,) for other in (0, 1)}
    assert len(careless) == 2  # without that rule one question of another is seen


def as_careless(asked: list[Asked]) -> tuple[dict[naive.Cell, int], dict[naive.Cell, int]]:
    """The same questions as careless statistics publish them."""
    listed, draw = lists(Corpus()), random.Random(SEED).randrange
    rows = [(period_of(MONTH, one.day), seen(one.question, one.answer, one.given, listed, draw) or {}) for one in asked]
    tables = {"corridors": ("from", "to"), "outcomes": ("outcome",), "subjects": ("subject",), "both": ("from", "outcome")}
    return naive.published(rows, tables)


def test_the_attack_succeeds_on_careless_statistics(asked: list[Asked]) -> None:
    """Sums within and between tables and over time pin small counts where every question is in every table; the attack is a real one."""
    cells, totals = as_careless(asked)
    believed, sums = naive.beliefs(cells, totals)
    assert all(one.holds(cells) for one in sums)  # type: ignore[arg-type]
    found = narrowed(believed, sums)
    small = [cell for cell, count in cells.items() if count < THRESHOLD]
    learned = pinned(found, small, THRESHOLD)
    assert all(found[cell][0] <= cells[cell] <= found[cell][1] for cell in cells)
    assert len(learned) == 7
    assert all(found[cell][0] > 0 for cell in learned)


def test_the_same_attack_has_nothing_to_reckon_with(thousand: Given) -> None:
    """What it rests on is not so here: no two tables of a period come to the same, since none of their questions is the same."""
    true = {at: sum(told.values()) for at, told in thousand.true.items()}
    cells = {(name, period, (cell,)): count for (name, period, cell), count in true.items()}
    sums = naive.between(cells)
    assert len(sums) >= 20
    assert sum(one.holds(cells) for one in sums) <= len(sums) // 10  # by chance alone  # type: ignore[arg-type]
    shown = figures(thousand.read[-1])
    believed = {at: naive.interval(shown.get(at)) for at in true}
    small = [at for at, count in true.items() if count < THRESHOLD]
    assert pinned(narrowed(believed, []), small, THRESHOLD) == []
