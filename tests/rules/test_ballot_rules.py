"""What may be marked on a sheet, and which sheets count."""

import pytest

from tests.services.ballots.voters import a_contest, sheet
from voting.ballots.refusals import Malformed
from voting.ballots.rules import (
    Blank,
    Contest,
    Option,
    Outcome,
    Reason,
    Selections,
    judge,
    readable,
    selections_from_json,
    selections_to_json,
)

FIVE_OF_SEVEN = (a_contest(candidates=7, seats=5),)
LENIENT = (a_contest(candidates=7, seats=5, write_in_needs=None),)


def outcome(contests, selections):
    verdict = judge(contests, selections)
    return verdict.outcome, verdict.reason


@pytest.mark.parametrize(
    "marks", ["aaaaaoo", "aaaoo..", "aaaaa..", "ooooooo", "nnnnnnn", "a......"]
)
def test_a_sheet_with_as_many_approvals_as_seats_or_fewer_is_valid(marks):
    assert outcome(FIVE_OF_SEVEN, sheet(marks)) == (Outcome.VALID, None)


def test_a_sheet_with_more_approvals_than_seats_is_rejected_whole():
    verdict = judge(FIVE_OF_SEVEN, sheet("aaaaaao"))
    assert (verdict.outcome, verdict.reason) == (Outcome.REJECTED, Reason.OVER_MARKED)
    assert verdict.selections == Selections()


def test_a_write_in_counts_as_an_approval_when_seats_are_counted():
    assert outcome(FIVE_OF_SEVEN, sheet("aaaaooo", "王五")) == (Outcome.VALID, None)
    assert outcome(FIVE_OF_SEVEN, sheet("aaaaaoo", "王五")) == (
        Outcome.REJECTED,
        Reason.OVER_MARKED,
    )


def test_a_sheet_without_any_mark_is_blank_and_counts():
    assert outcome(FIVE_OF_SEVEN, sheet()) == (Outcome.BLANK, None)
    assert outcome(FIVE_OF_SEVEN, Selections()) == (Outcome.BLANK, None)


def test_a_sheet_without_any_mark_is_rejected_where_the_meeting_said_so():
    strict = (a_contest(blank=Blank.REJECTED),)
    assert outcome(strict, sheet()) == (Outcome.REJECTED, Reason.BLANK)
    assert outcome(strict, sheet("n")) == (Outcome.VALID, None)


def test_a_write_in_needs_one_opposed_candidate_each():
    assert outcome(FIVE_OF_SEVEN, sheet("aaa", "王五")) == (
        Outcome.REJECTED,
        Reason.WRITE_IN_UNCALLED,
    )
    assert outcome(FIVE_OF_SEVEN, sheet("aao", "王五")) == (Outcome.VALID, None)
    assert outcome(FIVE_OF_SEVEN, sheet("aao", "王五", "周七"))[1] is Reason.WRITE_IN_UNCALLED
    assert outcome(FIVE_OF_SEVEN, sheet("aaoo", "王五", "周七")) == (Outcome.VALID, None)


def test_a_write_in_needs_nothing_where_the_rule_is_lenient():
    assert outcome(LENIENT, sheet("aaa", "王五")) == (Outcome.VALID, None)
    assert outcome(LENIENT, sheet("aaaaa", "王五")) == (Outcome.REJECTED, Reason.OVER_MARKED)


@pytest.mark.parametrize("name", ["张伟", " 张 伟 ", "張偉", "张\u200b伟"])
def test_a_write_in_of_a_printed_candidate_is_dropped_and_the_printed_mark_counts_once(name):
    verdict = judge(FIVE_OF_SEVEN, sheet("aaaooa", name))
    assert verdict.outcome is Outcome.VALID
    assert verdict.selections.write_ins == {"c1": ()}
    assert verdict.selections.marks["c1"]["o5"] == "approve"


def test_a_dropped_write_in_does_not_make_a_sheet_over_marked():
    assert outcome(FIVE_OF_SEVEN, sheet("aaaaaoo", "丁一")) == (Outcome.VALID, None)


def test_a_name_written_twice_on_one_sheet_counts_once():
    verdict = judge(FIVE_OF_SEVEN, sheet("aaaao", "陈东", "陳東"))
    assert verdict.selections.write_ins == {"c1": ("陈东",)}


def test_more_names_than_lines_are_rejected():
    contest = a_contest(candidates=7, seats=7, write_ins=1)
    assert outcome((contest,), sheet("oo", "王五", "周七"))[1] is Reason.TOO_MANY_WRITE_INS
    none = a_contest(write_ins=0, write_in_mark=None, write_in_needs=None)
    assert outcome((none,), sheet("oo", "王五"))[1] is Reason.TOO_MANY_WRITE_INS


def test_a_name_longer_than_twenty_characters_is_rejected():
    assert outcome(LENIENT, sheet("", "王" * 20)) == (Outcome.VALID, None)
    assert outcome(LENIENT, sheet("", "王" * 21)) == (Outcome.REJECTED, Reason.WRITE_IN_TOO_LONG)


@pytest.mark.parametrize(
    ("selections", "reason"),
    [
        (Selections({"c2": {}}), Reason.UNKNOWN_CONTEST),
        (Selections({}, {"c2": ()}), Reason.UNKNOWN_CONTEST),
        (Selections({"c1": {"o9": "approve"}}), Reason.UNKNOWN_OPTION),
        (Selections({"c1": {"o1": "maybe"}}), Reason.UNKNOWN_MARK),
    ],
)
def test_what_is_not_printed_on_the_sheet_makes_it_rejected(selections, reason):
    assert outcome(FIVE_OF_SEVEN, selections) == (Outcome.REJECTED, reason)


def test_one_bad_contest_rejects_the_whole_sheet_and_one_good_contest_does_not_save_it():
    contests = (a_contest(seats=1), a_contest(id="c2", seats=1))
    good = Selections({"c1": {"o1": "approve"}, "c2": {"o2": "approve"}})
    bad = Selections({"c1": {"o1": "approve"}, "c2": {"o2": "approve", "o3": "approve"}})
    assert outcome(contests, good) == (Outcome.VALID, None)
    assert outcome(contests, bad) == (Outcome.REJECTED, Reason.OVER_MARKED)


def test_a_sheet_with_a_mark_in_one_contest_only_is_valid():
    contests = (a_contest(), a_contest(id="c2"))
    assert outcome(contests, sheet("a", contest="c2")) == (Outcome.VALID, None)


def test_a_limit_may_stand_on_any_mark():
    grades = ("excellent", "competent", "incompetent")
    contest = a_contest(
        scale=grades, limits={"excellent": 2}, write_ins=0, write_in_mark=None, write_in_needs=None
    )
    two, three = ({f"o{i}": "excellent" for i in range(n)} for n in (2, 3))
    assert outcome((contest,), Selections({"c1": two})) == (Outcome.VALID, None)
    assert outcome((contest,), Selections({"c1": three}))[1] is Reason.OVER_MARKED


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" 王　五 ", "王 五"),
        ("王\u202e五\u202c", "王五"),
        ("王\x00五\x07", "王五"),
        ("王\n五", "王 五"),
        ("e\u0301", "é"),
        ("\u200d\ufeff", ""),
        ("\ue000王\U000f0000", "王"),
        ("𠮷野", "𠮷野"),
        ("王五🙂", "王五🙂"),
    ],
)
def test_a_written_name_is_read_without_signs_that_nobody_sees(typed, read):
    assert readable(typed) == read


def test_a_name_of_nothing_visible_is_no_write_in():
    assert outcome(FIVE_OF_SEVEN, sheet("", "\u200b", "  ")) == (Outcome.BLANK, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"options": ()},
        {"options": (Option("o1", "丁一"), Option("o1", "王二"))},
        {"scale": ()},
        {"scale": ("approve", "approve")},
        {"limits": {"excellent": 1}},
        {"limits": {"approve": -1}},
        {"write_ins": -1},
        {"write_in_mark": None},
        {"write_in_mark": "excellent"},
        {"write_in_needs": "excellent"},
    ],
)
def test_a_contest_that_contradicts_itself_cannot_be_made(changes):
    with pytest.raises(ValueError, match=r"needs|limit"):
        a_contest(**changes)


def test_selections_survive_the_way_through_json():
    contests = (a_contest(), a_contest(id="c2"))
    document = selections_to_json(contests, sheet("aon", "王 五"))
    assert document == {
        "marks": {"c1": {"o0": "approve", "o1": "oppose", "o2": "abstain"}, "c2": {}},
        "write_ins": {"c1": ["王 五"], "c2": []},
    }
    assert selections_to_json(contests, selections_from_json(document)) == document


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "marks",
        {},
        {"marks": {}},
        {"marks": {}, "write_ins": {}, "name": "丁一"},
        {"marks": [], "write_ins": {}},
        {"marks": {"c1": "approve"}, "write_ins": {}},
        {"marks": {"c1": {"o1": 1}}, "write_ins": {}},
        {"marks": {"c1": {"o1": None}}, "write_ins": {}},
        {"marks": {}, "write_ins": {"c1": "王五"}},
        {"marks": {}, "write_ins": {"c1": [["王五"]]}},
    ],
)
def test_selections_of_another_shape_are_malformed(document):
    with pytest.raises(Malformed):
        selections_from_json(document)


def test_a_contest_is_kept_as_it_was_said():
    contest = Contest("c1", "决议", (Option("d1", "草案"),), ("agree", "oppose"), "not_cast")
    assert (contest.limits, contest.write_ins, contest.blank) == ({}, 0, Blank.VALID)
