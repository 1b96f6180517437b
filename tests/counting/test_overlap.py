"""Which periods count where those of several States meet: Regulation (EC) 987/2009 Art. 12(3)-(5)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.counting.masks import span
from engine.counting.overlap import Layer, keep, keep_one_assimilated

QUICK = settings(max_examples=200, deadline=None)
ORDER = {"compulsory": 0, "voluntary": 1, "assimilated": 2}


def dated(country: str, kind: str, first: int, last: int) -> Layer:
    return Layer(country, kind, span(first, last), span(first, last))


def kept(layers: tuple[Layer, ...]) -> list[int]:
    assert all(layer.sure == layer.maybe for layer in layers)
    return [layer.sure for layer in layers]


def test_compulsory_before_voluntary_before_assimilated() -> None:
    layers = [dated("DE", "compulsory", 1, 5), dated("FR", "voluntary", 4, 8), dated("IT", "assimilated", 7, 12)]
    assert kept(keep(layers, ORDER)) == [span(1, 5), span(6, 8), span(9, 12)]


def test_periods_of_one_state_are_for_its_own_law() -> None:
    layers = [dated("DE", "compulsory", 1, 5), dated("DE", "voluntary", 4, 8)]
    assert kept(keep(layers, ORDER)) == [span(1, 5), span(4, 8)]


def test_a_period_in_doubt_leaves_the_other_in_doubt() -> None:
    layers = [Layer("DE", "compulsory", 0, span(1, 5)), dated("FR", "voluntary", 4, 8)]
    assert keep(layers, ORDER)[1] == Layer("FR", "voluntary", span(6, 8), span(4, 8))


def assimilated(*compulsory: Layer) -> tuple[Layer, ...]:
    rivals = [dated("FR", "assimilated", 10, 15), dated("IT", "assimilated", 12, 20)]
    return keep_one_assimilated([*rivals, *compulsory], "assimilated", "compulsory")[:2]


def test_assimilated_goes_to_where_the_person_was_last_insured_before() -> None:
    assert kept(assimilated(dated("FR", "compulsory", 1, 4), dated("IT", "compulsory", 5, 6))) == [span(10, 11), span(12, 20)]
    assert kept(assimilated(dated("FR", "compulsory", 1, 9), dated("IT", "compulsory", 5, 6))) == [span(10, 15), span(16, 20)]


def test_assimilated_goes_to_where_the_person_was_first_insured_afterwards() -> None:
    assert kept(assimilated(dated("FR", "compulsory", 25, 30), dated("IT", "compulsory", 22, 23))) == [span(10, 11), span(12, 20)]


def test_assimilated_without_any_insurance_stays_open() -> None:
    first, second = assimilated()
    assert (first.sure, first.maybe) == (span(10, 11), span(10, 15))
    assert (second.sure, second.maybe) == (span(16, 20), span(12, 20))


def test_assimilated_with_insurance_in_doubt_stays_open() -> None:
    first, second = assimilated(dated("FR", "compulsory", 1, 4), Layer("IT", "compulsory", 0, span(5, 6)))
    assert (first.sure, first.maybe) == (span(10, 11), span(10, 15))
    assert (second.sure, second.maybe) == (span(16, 20), span(12, 20))


a_layer = st.builds(
    lambda country, kind, sure, maybe: Layer(country, kind, sure & maybe, maybe),
    st.sampled_from(["DE", "FR", "IT"]),
    st.sampled_from(sorted(ORDER)),
    st.integers(0, 255),
    st.integers(0, 255),
)


@QUICK
@given(st.lists(a_layer, max_size=5), st.lists(st.integers(0, 255), min_size=5, max_size=5))
def test_every_completion_lies_between_the_bounds(layers: list[Layer], choices: list[int]) -> None:
    known = [
        Layer(one.country, one.kind, one.sure | one.maybe & choice, one.sure | one.maybe & choice)
        for one, choice in zip(layers, choices, strict=False)
    ]
    for bounds, result in zip(keep(layers, ORDER), keep(known, ORDER), strict=True):
        assert not bounds.sure & ~result.sure and not result.maybe & ~bounds.maybe
    open_, settled = (
        keep_one_assimilated(layers, "assimilated", "compulsory"),
        keep_one_assimilated(known, "assimilated", "compulsory"),
    )
    for bounds, result in zip(open_, settled, strict=True):
        assert not bounds.sure & ~result.sure and not result.maybe & ~bounds.maybe


@QUICK
@given(st.lists(a_layer, max_size=5))
def test_no_slot_is_lost(layers: list[Layer]) -> None:
    known = [Layer(one.country, one.kind, one.maybe, one.maybe) for one in layers]
    before = after = 0
    for one, other in zip(known, keep(known, ORDER), strict=True):
        before, after = before | one.maybe, after | other.maybe
    assert before == after
