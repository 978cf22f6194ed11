"""Quorum: two thirds of those expected, in whole people (cases 1 to 4)."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from voting.congress.rules import TWO_THIRDS, Share, attendance, quorum_reached


@pytest.mark.parametrize(
    ("expected", "needed"),
    [(120, 80), (100, 67), (121, 81), (47, 32), (180, 120), (3, 2), (1, 1)],
)
def test_two_thirds_is_reached_by_the_number_needed_and_by_none_less(expected, needed):
    assert TWO_THIRDS.needed(expected) == needed
    assert quorum_reached(needed, expected)
    assert not quorum_reached(needed - 1, expected)


def test_seventy_nine_of_a_hundred_and_twenty_is_no_quorum_because_eighty_are_needed():
    assert not quorum_reached(79, 120)


def test_exactly_two_thirds_is_a_quorum_because_the_number_itself_is_included():
    assert quorum_reached(80, 120)


def test_nobody_of_nobody_is_no_quorum():
    assert not quorum_reached(0, 0)
    assert TWO_THIRDS.needed(0) == 1


def test_a_share_that_must_be_passed_is_not_met_by_exactly_that_share():
    half = Share(1, 2, ">")
    assert not half.met(60, 120)
    assert half.met(61, 120)
    assert half.needed(120) == 61
    assert half.needed(121) == 61


def test_observers_and_guests_are_in_neither_figure():
    figures = attendance(120, 79, TWO_THIRDS, observers=3, guests=2)
    assert (figures.expected, figures.present) == (120, 79)
    assert (figures.observers_present, figures.guests_present) == (3, 2)
    assert not figures.quorum
    assert figures.missing == 1
    assert figures.absent == 41


def test_nobody_is_missing_once_the_quorum_is_there():
    figures = attendance(120, 96, TWO_THIRDS)
    assert figures.quorum
    assert figures.missing == 0


@given(
    st.integers(1, 50_000),
    st.integers(1, 50_000),
    st.tuples(st.integers(1, 9), st.integers(2, 10)).filter(lambda share: share[0] < share[1]),
    st.sampled_from([">=", ">"]),
)
def test_the_number_needed_is_where_the_judgement_turns(whole, part, fraction, op):
    share = Share(*fraction, op)
    assert share.met(part, whole) == (part >= share.needed(whole))
    exact = Fraction(part, whole)
    assert share.met(part, whole) == (
        exact > share.fraction if op == ">" else exact >= share.fraction
    )
