"""Intervals against published ones, and where there is no sample none at all."""

import pytest
from hypothesis import given, strategies as st

from tests.rules.survey_results import frozen
from voting.surveys.results.intervals import effective, wilson
from voting.surveys.results.phrases import precision
from voting.surveys.results.reading import Results


@pytest.mark.parametrize(
    ("part", "sample", "low", "high"),
    [
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0.0000", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
    ],
)
def test_the_intervals_newcombe_published_for_the_score_method(part, sample, low, high):
    # R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3.
    found = wilson(part, sample)
    assert (f"{found.low:.4f}", f"{found.high:.4f}") == (low, high)


def test_a_sample_of_a_fifth_of_all_as_in_cochrans_example():
    # W. G. Cochran, Sampling Techniques (3rd ed., 1977), section 3.6: 37 of a sample of 100 from
    # 500, between 0.28 and 0.46 by the normal approximation with a correction for continuity.
    found = wilson(37, 100, 500)
    assert abs(float(found.low) - 0.28) <= 0.011
    assert abs(float(found.high) - 0.46) <= 0.011
    endless = wilson(37, 100)
    assert endless.low < found.low < found.high < endless.high


def test_a_census_has_no_interval():
    assert wilson(37, 100, 100) is None
    assert wilson(3, 0) is None


def test_a_sample_of_a_small_population_counts_as_a_larger_one():
    assert effective(100, None) == 100
    assert effective(100, 500) == 100 * 499 / 400


@given(st.integers(1, 3000), st.data())
def test_every_interval_holds_its_share_and_stays_between_nobody_and_everybody(sample, data):
    part = data.draw(st.integers(0, sample))
    population = data.draw(st.none() | st.integers(sample + 1, 10 * sample + 1))
    found = wilson(part, sample, population)
    assert 0 <= found.low <= part / sample + 1e-12
    assert part / sample - 1e-12 <= found.high <= 1


def test_intervals_stand_only_where_an_officer_named_a_larger_population():
    census, small = Results(frozen()), Results(frozen(), 1000)
    for results in (census, small):
        assert not results.is_sample
        assert not any(line.interval for each in results.questions for line in each.lines)
        assert "不是抽样" in precision(results)
    sampled = Results(frozen(), 11031)
    assert all(line.interval for line in sampled.questions[1].lines)
    assert "总体 11031 人" in precision(sampled)


def test_nothing_withheld_has_an_interval():
    sampled = Results(frozen(), 11031)
    own = next(each for each in sampled.sample if each.name == "unit")
    assert [line.interval == "" for line in own.lines] == [line.is_withheld for line in own.lines]
    assert any(line.is_withheld for line in own.lines)
