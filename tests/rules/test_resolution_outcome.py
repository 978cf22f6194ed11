"""What is carried, with the numbers needed; whoever did not vote did not agree."""

import pytest

from tests.rules.resolution_files import ballots, counted, only_item
from voting.congress.rules import Share
from voting.errors import WrongInput
from voting.polls.sheets import Base, Sheets, Threshold
from voting.resolutions.outcome import Asked, Votes, decide, need, quorum_of
from voting.resolutions.rules import readings

HALF, MORE_THAN_HALF = Share(1, 2, ">="), Share(1, 2, ">")


def sheets(**given) -> Sheets:
    return Sheets(
        **{
            "eligible": 180,
            "attended": 120,
            "issued": 120,
            "returned": 118,
            "valid": 117,
            "rejected": 1,
            "blank": 0,
        }
        | given
    )


@pytest.mark.parametrize(
    ("rules", "agree", "needed", "carried"),
    [
        ("school_congress_32", 90, 90, True),
        ("shanghai_2017", 90, 90, True),
        ("collective_contract_art36", 90, 90, True),
        ("enterprise_congress_2012", 90, 91, False),
        ("zhejiang_2010", 90, 91, False),
        ("henan_2007", 90, 91, False),
        ("union_election_2016", 90, 91, False),
        ("school_congress_32", 91, 90, True),
        ("enterprise_congress_2012", 91, 91, True),
        ("school_congress_32", 89, 90, False),
    ],
)
def test_half_carries_where_half_suffices_and_one_more_carries_everywhere(
    rules, agree, needed, carried
):
    item = only_item(rules=rules, ballots=ballots(agree, 120 - agree))
    assert (item["of"], item["need"], item["carried"]) == (180, needed, carried)


@pytest.mark.parametrize(("attended", "quorum"), [(119, False), (120, True), (121, True)])
def test_two_thirds_of_all_delegates_must_attend(attended, quorum):
    pile = ballots(attended, 0)
    result = counted(attended=attended, issued=attended, returned=attended, ballots=pile)
    assert result["quorum"] is quorum
    assert [item["carried"] for item in result["items"]] == ([True] if quorum else [])


def test_one_document_may_fail_while_the_others_stand():
    items = [{"id": name} for name in ("d1", "d2", "d3")]
    piles = [
        {"marks": {"d1": "agree", "d2": "oppose", "d3": "agree"}, "count": 60},
        {"marks": {"d1": "agree", "d2": "agree", "d3": "agree"}, "count": 60},
    ]
    result = counted(items=items, ballots=piles)
    assert {item["id"]: item["carried"] for item in result["items"]} == {
        "d1": True,
        "d2": False,
        "d3": True,
    }


def test_two_who_have_not_voted_when_it_is_closed_count_like_not_agreeing():
    item = only_item(returned=118, ballots=ballots(90, 28))
    assert (item["agree"], item["not_cast"], item["need"]) == (90, 2, 91)
    assert item["carried"] is False


def test_who_came_and_took_no_ballot_has_not_voted_either():
    assert only_item(issued=118, returned=118, ballots=ballots(91, 27))["not_cast"] == 2


def test_without_an_attendance_those_with_a_ballot_are_the_ones_who_could_vote():
    assert only_item(attended=None, returned=117, ballots=ballots(91, 26))["not_cast"] == 3


def test_a_rejected_ballot_was_cast_and_agrees_with_nothing():
    outcome = decide(
        sheets(),
        [Share(2, 3)],
        [(Asked("d1", "方案", Threshold(MORE_THAN_HALF, Base.ELIGIBLE)), Votes(91, 20, 6))],
    )
    assert (outcome.items[0].not_cast, outcome.items[0].carried) == (2, True)
    assert outcome.sheets.not_returned == 2


def test_a_line_with_two_ticks_is_void_for_that_document_only():
    passes = Threshold(HALF, Base.ELIGIBLE)
    outcome = decide(
        sheets(),
        [Share(2, 3)],
        [
            (Asked("d1", "一", passes), Votes(90, 20, 6, void=1)),
            (Asked("d2", "二", passes), Votes(91, 20, 6)),
        ],
    )
    assert [item.carried for item in outcome.items] == [True, True]


def test_marks_that_do_not_add_up_to_the_valid_ballots_are_no_result():
    item = (Asked("d1", "方案", Threshold(HALF, Base.ELIGIBLE)), Votes(90, 20, 6))
    with pytest.raises(ValueError, match="do not add up"):
        decide(sheets(), [Share(2, 3)], [item])


@pytest.mark.parametrize(
    ("base", "of"), [("eligible", 180), ("attended", 120), ("returned", 118), ("valid", 118)]
)
def test_a_share_may_be_taken_of_another_number_where_the_rules_say_so(base, of):
    rules = {"extends": "school_congress_32", "pass": {"base": base}}
    item = only_item(rules=rules, returned=118, ballots=ballots(60, 58))
    assert (item["base"], item["of"], item["need"]) == (base, of, -(-of // 2))


def test_an_attendance_nobody_counted_is_no_base():
    with pytest.raises(WrongInput, match="以到会人数为基数"):
        sheets(attended=None).number_of(Base.ATTENDED)


def test_more_ballots_than_were_issued_make_the_vote_void_and_nothing_is_shown():
    result = counted(issued=119, returned=120)
    assert (result["valid_vote"], result["items"]) == (False, [])
    assert any("多于发出" in warning for warning in result["warnings"])


def test_one_paper_box_with_too_many_ballots_makes_the_whole_vote_void():
    outcome = decide(sheets(boxes_over=("流动票箱",)), [Share(2, 3)], [])
    assert outcome.valid_vote is False


def test_a_vote_that_is_valid_says_so():
    result = counted()
    assert (result["valid_vote"], result["quorum"], result["warnings"]) == (True, True, [])


@pytest.mark.parametrize(
    ("share", "of", "needed"),
    [
        (HALF, 180, 90),
        (MORE_THAN_HALF, 180, 91),
        (HALF, 181, 91),
        (MORE_THAN_HALF, 181, 91),
        (Share(2, 3, ">="), 120, 80),
        (Share(2, 3, ">"), 120, 81),
        (Share(1, 1, ">="), 7, 7),
        (HALF, 0, 1),
    ],
)
def test_the_numbers_needed_are_whole(share, of, needed):
    assert need(Threshold(share, Base.ELIGIBLE), of) == needed


def test_both_readings_of_half_differ_for_an_even_number_only():
    even, odd = readings(180), readings(181)
    assert (even.at_least, even.more_than, even.differ) == (90, 91, True)
    assert (odd.at_least, odd.more_than, odd.differ) == (91, 91, False)


def test_every_quorum_that_applies_must_be_met():
    assert quorum_of(120, 180, [Share(2, 3)]) is True
    assert quorum_of(120, 180, [Share(2, 3), Share(4, 5)]) is False
    assert quorum_of(None, 180, [Share(2, 3)]) is None
