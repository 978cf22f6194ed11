"""A counted pile: its sums, its JSON, and that piles add up however they are split."""

from collections import Counter

import pytest
from hypothesis import given, strategies as st

from tests.rules.paper_contests import KINDS, election, evaluation, scored, sheets
from voting.ballots import canonical
from voting.ballots.rules import VOID
from voting.ballots.tally import Counts, count
from voting.polls.paper.rules import PileCount, faults, pile_of
from voting.polls.paper.words import counts_void, label_of, marks_of, void_of


@st.composite
def judged_piles(draw):
    contests = KINDS[draw(st.sampled_from(sorted(KINDS)))]
    return contests, draw(st.lists(sheets(contests), max_size=12))


@given(judged_piles())
def test_no_sum_fails_in_a_pile_of_ballots_that_were_judged_one_by_one(drawn):
    contests, verdicts = drawn
    pile = pile_of(count(contests, [(verdict, 0, 1) for verdict in verdicts]))
    assert faults(contests, pile) == []


@given(judged_piles(), st.data())
def test_piles_add_up_to_the_same_tally_however_the_ballots_are_split(drawn, data):
    contests, verdicts = drawn
    cut = data.draw(st.integers(0, len(verdicts)))
    parts = (verdicts[:cut], verdicts[cut:])
    piles = [pile_of(count(contests, [(one, 0, 1) for one in part])) for part in parts]
    together = sum((pile.counts(0) for pile in piles), Counts())
    whole = pile_of(count(contests, [(one, 0, 1) for one in verdicts])).counts(0)
    for part in ("marks", "write_ins", "verdicts", "texts"):
        assert Counter(getattr(together, part)) == Counter(getattr(whole, part))


@given(judged_piles())
def test_a_count_comes_back_from_its_bytes_and_equal_counts_have_equal_bytes(drawn):
    contests, verdicts = drawn
    pile = pile_of(count(contests, [(verdict, 0, 1) for verdict in verdicts]))
    backwards = pile_of(count(contests, [(one, 0, 1) for one in reversed(verdicts)]))
    stored = canonical.encode(pile.document())
    assert canonical.encode(PileCount.of(canonical.parse(stored)).document()) == stored
    assert canonical.encode(backwards.document()) == stored


@given(judged_piles())
def test_every_line_of_every_contest_adds_up_to_the_valid_ballots(drawn):
    contests, verdicts = drawn
    counts = count(contests, [(verdict, 0, 1) for verdict in verdicts])
    for contest in contests:
        for option in contest.options:
            assert sum(counts.marks_of(contest.id, option.id).values()) == counts.valid()


def a_pile(**facts) -> PileCount:
    row = {"approve": 4, "oppose": 3, "abstain": 3}
    marks = {"c1": {f"o{n}": dict(row) for n in range(4)}}
    return PileCount(
        **({"returned": 11, "valid": 10, "rejected": 1, "blank": 1, "marks": marks} | facts)
    )


def told(pile, contest=None) -> list[str]:
    return [fault.text for fault in faults([contest or election()], pile)]


def test_a_count_that_adds_up_has_no_fault():
    assert told(a_pile()) == []


def test_more_returned_than_issued_is_a_fact_and_no_fault_of_the_count():
    assert told(a_pile(returned=1000, rejected=990)) == []


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"returned": 12}, "有效 10 张＋无效 1 张，不等于收回 12 张。"),
        ({"blank": 11}, "空白票 11 张，多于有效票 10 张。"),
        ({"blank": 4}, "“丁一”的“弃权”只有 3，少于空白票 4 张。"),
    ],
)
def test_sums_of_the_sheets_that_fail_are_told(facts, sentence):
    assert told(a_pile(**facts))[0] == sentence


def test_a_line_that_does_not_add_up_is_told_with_its_place():
    pile = a_pile()
    pile.marks["c1"]["o2"]["approve"] = 5
    (fault,) = faults([election()], pile)
    assert (fault.contest, fault.option) == ("c1", "o2")
    assert fault.text == "“文三”各项之和为 11，应等于有效票 10 张。"


def test_more_approvals_than_the_ballots_can_carry_are_told_by_the_marks_name():
    pile = a_pile(blank=0)
    assert told(pile, election(seats=2)) == []
    pile = a_pile(blank=0, marks={"c1": {f"o{n}": {"approve": 8, "oppose": 2} for n in range(4)}})
    assert told(pile, election(seats=2)) == [
        "“赞成”共 32 个，超过了 10 张有效票每张最多 2 个的总数。"
    ]


def test_written_names_count_as_approvals_and_need_a_disapproval_each():
    pile = a_pile(
        marks={"c1": {f"o{n}": {"approve": 2, "oppose": 1, "abstain": 7} for n in range(4)}},
        write_ins={"c1": {"赵六": 5}},
    )
    assert told(pile) == ["另选他人共 5 票，多于“不赞成”的 4 票；另选一人须有一个“不赞成”。"]
    assert told(a_pile(write_ins={"c1": {"赵六": 19}}))[0].startswith("另选他人共 19 票，超过了")


def test_nobody_is_written_in_on_more_ballots_than_there_are():
    facts = {"blank": 0, "marks": {"c1": {f"o{n}": {"approve": 1, "oppose": 9} for n in range(4)}}}
    assert told(a_pile(**facts, write_ins={"c1": {"赵六": 10, "钱七": 6}})) == []
    fault = "另选“赵六”共 11 票，多于划过的有效票 10 张；一张票上同一人只算一次。"
    for names in ({"赵六": 11}, {"赵六": 6, "趙六": 5}):
        assert told(a_pile(**facts, write_ins={"c1": names})) == [fault]


def test_nobody_may_be_written_in_where_the_rules_allow_none():
    assert told(a_pile(write_ins={"c1": {"赵六": 1}}), election(write_ins=0))


def test_limits_on_bands_count_the_numbers_that_lie_in_them():
    marks = {"s1": {f"o{n}": {"95": 1, "90": 1} for n in range(4)}}
    pile = PileCount(2, 2, 0, 0, marks)
    assert told(pile, scored(limits={"excellent": 4})) == []
    assert len(told(pile, scored(limits={"excellent": 3}))) == 1


def test_one_line_of_a_ballot_at_most_is_ones_own():
    marks = {"de": {f"o{n}": {"own": 2, "good": 1} for n in range(4)}}
    assert told(PileCount(3, 3, 0, 0, marks), evaluation()) == ["“本人”共 8 行，每张选票最多一行。"]


def test_a_void_line_is_counted_apart_only_where_nobody_can_tick_abstention():
    assert not counts_void(election())
    assert void_of(election()) == "abstain"
    assert void_of(evaluation()) == VOID
    assert marks_of(evaluation()) == ("excellent", "good", "poor", "abstain", "own", VOID)


def test_marks_are_called_what_the_ballot_calls_them():
    assert [label_of(election(), mark) for mark in marks_of(election())] == [
        "赞成",
        "不赞成",
        "弃权",
    ]
    words = [label_of(evaluation(), mark) for mark in marks_of(evaluation())]
    assert words == ["优秀", "称职", "不称职", "未评", "本人", "该行无效"]
