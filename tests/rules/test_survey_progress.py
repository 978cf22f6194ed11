"""What is shown of a survey under way gives nobody away: properties, and a brute-force attacker."""

from itertools import combinations, product
from operator import le

import pytest
from hypothesis import given, strategies as st

from voting.surveys.rules import Shown, in_steps, shown_progress, shown_total

LEASTS = st.integers(3, 20)


@st.composite
def groups(draw):
    """Some units with their people and takers, and a minimum."""
    least = draw(LEASTS)
    sizes = draw(st.lists(st.integers(1, 60), min_size=1, max_size=6))
    return [(size, draw(st.integers(0, size))) for size in sizes], least


@given(st.integers(0, 2000), LEASTS)
def test_steps_are_whole_groups_and_never_more_than_the_number(number, least):
    shown = in_steps(number, least)
    assert shown % least == 0
    assert shown <= number < shown + least


@given(st.integers(0, 2000), st.data(), LEASTS)
def test_what_is_shown_of_a_unit_holds_the_truth_and_at_least_so_many_numbers(asked, data, least):
    taken = data.draw(st.integers(0, asked))
    shown = shown_progress(asked, taken, least)
    if asked < least:
        assert shown is None
        return
    assert 0 <= shown.fewest <= taken <= shown.most <= asked
    assert shown.most - shown.fewest + 1 >= least


@given(st.integers(5, 200))
def test_that_all_took_one_shows_like_all_but_four(asked):
    assert {shown_progress(asked, asked - missing, 5) for missing in range(5)} == {
        shown_progress(asked, asked, 5)
    }


@given(groups())
def test_the_total_holds_the_truth(given_groups):
    units, least = given_groups
    shown = shown_total(units, least)
    if shown is None:
        assert sum(asked for asked, _taken in units) < least
        return
    assert shown.fewest <= sum(taken for _asked, taken in units) <= shown.most


@given(groups())
def test_from_units_and_total_no_group_is_known_more_closely_than_the_minimum(given_groups):
    units, least = given_groups
    total = shown_total(units, least)
    if total is None:
        return
    known = [shown_progress(*unit, least) or Shown(0, unit[0]) for unit in units]
    fewest, most = sum(each.fewest for each in known), sum(each.most for each in known)
    for size in range(1, len(units) + 1):
        for chosen in combinations(range(len(units)), size):
            low = sum(known[each].fewest for each in chosen)
            high = sum(known[each].most for each in chosen)
            rest_low, rest_high = fewest - low, most - high
            least_taken = max(low, total.fewest - rest_high)
            most_taken = min(high, total.most - rest_low)
            if size == 1:
                # Of one unit the total tells nothing beyond the unit itself.
                assert (least_taken, most_taken) == (low, high)
            if any(units[each][0] >= least for each in chosen):
                assert most_taken - least_taken + 1 >= least


@given(groups())
def test_of_everybody_it_stays_open_whether_they_took_one(given_groups):
    units, least = given_groups
    total = shown_total(units, least)
    for asked, taken in units:
        shown = shown_progress(asked, taken, least) or Shown(0, asked)
        assert shown.most >= 1
        assert shown.fewest < asked
    if total is not None:
        assert total.most >= 1
        assert total.fewest < sum(asked for asked, _taken in units)


def _page(sizes, taken, least):
    units = list(zip(sizes, taken, strict=True))
    return (*(shown_progress(*unit, least) for unit in units), shown_total(units, least))


@pytest.mark.parametrize("sizes", [(3, 7), (5, 6), (4, 2, 6), (2, 1, 9), (7, 7)])
def test_an_attacker_who_tries_every_possibility_learns_no_more(sizes):
    least = 3
    seen = {}
    for taken in product(*(range(size + 1) for size in sizes)):
        seen.setdefault(_page(sizes, taken, least), []).append(taken)
    for possible in seen.values():
        for size in range(1, len(sizes) + 1):
            for chosen in combinations(range(len(sizes)), size):
                sums = {sum(each[place] for place in chosen) for each in possible}
                if any(sizes[place] >= least for place in chosen):
                    assert len(sums) >= least
                elif size == 1:
                    assert sums == set(range(sizes[chosen[0]] + 1))


@pytest.mark.parametrize("sizes", [(3, 4), (2, 5), (4, 5), (7, 2), (3, 3, 4), (11,)])
def test_two_pages_one_after_the_other_tell_no_more_than_each_alone(sizes):
    """Takers only become more, and between two pages any number may have come."""
    least = 3
    every = list(product(*(range(size + 1) for size in sizes)))
    pages = {taken: _page(sizes, taken, least) for taken in every}
    seen = {}
    for before, after in product(every, every):
        if all(map(le, before, after)):
            seen.setdefault((pages[before], pages[after]), []).append((before, after))
    for possible, moment in product(seen.values(), (0, 1)):
        for size in range(1, len(sizes) + 1):
            for chosen in combinations(range(len(sizes)), size):
                sums = {sum(each[moment][place] for place in chosen) for each in possible}
                if any(sizes[place] >= least for place in chosen):
                    assert len(sums) >= least
                elif size == 1:
                    assert sums == set(range(sizes[chosen[0]] + 1))


def test_the_rest_of_the_units_is_not_the_total_less_those_shown():
    # Two people in a unit of their own, 12 in another: both of the two took one, 8 of the 12.
    assert shown_progress(2, 2, 5) is None
    assert shown_progress(12, 8, 5) == Shown(5, 12)
    assert shown_total([(12, 8), (2, 2)], 5) == shown_total([(12, 10), (2, 0)], 5)


def test_a_survey_of_a_whole_school_shows_its_total_in_small_steps():
    units = [(52, 40)] * 32
    assert shown_total(units, 5) == Shown(1280, 1284)
