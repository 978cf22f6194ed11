"""The tally, by example and by its laws."""

from collections import Counter

import pytest
from hypothesis import given, settings, strategies as st

from tests.services.ballots.voters import SCALE, a_contest, sheet
from voting.ballots.rules import Outcome, Reason, Selections, judge
from voting.ballots.tally import Counts, MarkRecord, count, split

CONTESTS = (a_contest(candidates=4, seats=2), a_contest(id="c2", candidates=2, seats=1))
NAMES = st.sampled_from(["王五", "周七", "張偉", "丁一"])


def marks(contest):
    return st.dictionaries(
        st.sampled_from([option.id for option in contest.options]), st.sampled_from(SCALE)
    )


SHEETS = st.builds(
    Selections,
    st.fixed_dictionaries({contest.id: marks(contest) for contest in CONTESTS}),
    st.fixed_dictionaries({c.id: st.lists(NAMES, max_size=2) for c in CONTESTS}),
)
PILES = st.lists(st.tuples(SHEETS, st.integers(0, 1), st.integers(1, 3)), max_size=6)
some = settings(max_examples=40)


def judged(pile):
    return [(judge(CONTESTS, selections), group, times) for selections, group, times in pile]


def test_marks_names_and_verdicts_are_counted():
    pile = [
        (sheet("aao."), 0, 3),
        (sheet("a.oo", "王五"), 1, 2),
        (sheet(), 0, 1),
        (sheet("aaa."), 1, 1),
        (sheet("a", "王五"), 1, 4),
    ]
    counts = count(CONTESTS, judged(pile))
    assert counts.table("c1") == {
        "o0": {"approve": 5, "abstain": 1},
        "o1": {"approve": 3, "abstain": 3},
        "o2": {"oppose": 5, "abstain": 1},
        "o3": {"abstain": 4, "oppose": 2},
    }
    assert counts.marks_of("c1", "o0", group=1) == {"approve": 2}
    assert counts.marks_of("c2", "o0") == {"abstain": 6}
    assert counts.marks_of("c1", "nobody") == {}
    assert counts.names_of("c1") == counts.names_of("c1", group=1) == {"王五": 2}
    assert counts.names_of("c2") == counts.names_of("c1", group=0) == {}
    assert (counts.returned(), counts.valid(), counts.blank(), counts.rejected()) == (11, 6, 1, 5)
    assert (counts.returned(0), counts.valid(0), counts.blank(0), counts.rejected(0)) == (
        4,
        4,
        1,
        0,
    )
    assert counts.reasons() == {Reason.OVER_MARKED: 1, Reason.WRITE_IN_UNCALLED: 4}
    assert counts.groups() == [0, 1]


def test_ninety_three_valid_sheets_give_every_candidate_ninety_three_marks():
    pile = [(sheet("ao"), 0, 60), (sheet(".a"), 0, 33), (sheet("aaa"), 0, 3)]
    counts = count(CONTESTS, judged(pile))
    assert (counts.returned(), counts.valid(), counts.rejected()) == (96, 93, 3)
    assert {sum(row.values()) for row in counts.table("c1").values()} == {93}


def test_nothing_counted_is_nothing():
    counts = count(CONTESTS, [])
    assert counts == Counts()
    assert (counts.returned(), counts.table("c1"), counts.groups()) == (0, {}, [])


@some
@given(PILES)
def test_every_vote_is_accounted_for(pile):
    counts = count(CONTESTS, judged(pile))
    assert counts.returned() == sum(times for _, _, times in pile)
    assert counts.returned() == counts.valid() + counts.rejected()
    for group in (None, *counts.groups()):
        for contest in CONTESTS:
            for option in contest.options:
                given_marks = counts.marks_of(contest.id, option.id, group)
                assert sum(given_marks.values()) == counts.valid(group)


@some
@given(PILES, st.randoms(use_true_random=False))
def test_the_order_of_ballots_does_not_matter(pile, chance):
    mixed = list(pile)
    chance.shuffle(mixed)
    one, other = count(CONTESTS, judged(pile)), count(CONTESTS, judged(mixed))
    assert one == other
    assert list(one.mark_records()) == list(other.mark_records())


@some
@given(PILES, PILES)
def test_two_batches_add_up(first, second):
    apart = count(CONTESTS, judged(first)) + count(CONTESTS, judged(second))
    assert apart == count(CONTESTS, judged(first + second))


@some
@given(PILES)
def test_equal_sheets_may_be_counted_at_once(pile):
    single = [(selections, group, 1) for selections, group, times in pile for _ in range(times)]
    assert count(CONTESTS, judged(single)) == count(CONTESTS, judged(pile))


@some
@given(PILES)
def test_records_torn_apart_and_sorted_are_counted_to_the_same_tally(pile):
    counts = count(CONTESTS, judged(pile))
    records, names = list(counts.mark_records()), list(counts.write_in_records())
    assert records == sorted(records)
    assert names == sorted(names)
    assert Counts(Counter(records), Counter(names), counts.verdicts) == counts


@given(SHEETS)
def test_a_rejected_sheet_leaves_no_mark_and_a_valid_one_marks_every_option(selections):
    verdict = judge(CONTESTS, selections)
    torn, names, texts = split(CONTESTS, verdict, 1)
    assert texts == []
    if verdict.outcome is Outcome.REJECTED:
        assert (torn, names) == ([], [])
    else:
        assert Counter((r.contest, r.option) for r in torn) == {
            (c.id, o.id): 1 for c in CONTESTS for o in c.options
        }


def test_an_unmarked_option_counts_as_the_contest_says():
    contest = a_contest(candidates=2, unmarked="not_cast")
    torn, _, _ = split((contest,), judge((contest,), sheet("a")))
    assert torn == [
        MarkRecord("c1", "o0", 0, "approve"),
        MarkRecord("c1", "o1", 0, "not_cast"),
    ]


@pytest.mark.parametrize("group", [None, 0])
def test_a_verdict_of_another_group_is_not_counted(group):
    counts = count(CONTESTS, judged([(sheet("a"), 1, 2)]))
    assert counts.returned(group) == (2 if group is None else 0)
