"""Seats against members, and candidates against seats."""

import pytest

from voting.congress.rules import Body as Assembly
from voting.elections.presets import preset, resolve
from voting.elections.rules import Body
from voting.elections.seats import (
    assembly_findings,
    candidates_needed,
    margin_findings,
    may_reduce,
    seat_findings,
    women_committee_findings,
)

UNION = preset("union_election_2016")
CHAIR = preset("enterprise_chair_2008")


def codes(findings) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("members", "least", "most"),
    [
        (24, 3, 5),
        (25, 3, 7),
        (200, 3, 7),
        (201, 7, 15),
        (1000, 7, 15),
        (1001, 15, 21),
        (5000, 15, 21),
        (5001, 21, 29),
        (10000, 21, 29),
        (10001, 29, 37),
        (50000, 29, 37),
        (50001, 37, 45),
    ],
)
def test_the_committee_has_as_many_seats_as_the_number_of_members_allows(members, least, most):
    def allowed(seats: int) -> bool:
        return not seat_findings(Body.COMMITTEE, seats, members, UNION)

    assert allowed(least)
    assert allowed(most)
    assert not allowed(least - 1)
    assert not allowed(most + 1)


def test_a_union_of_fewer_than_twenty_five_may_elect_one_person_alone_but_not_two():
    assert seat_findings(Body.COMMITTEE, 1, 20, UNION) == []
    assert codes(seat_findings(Body.COMMITTEE, 2, 20, UNION)) == ["seats_out_of_range"]


def test_wrong_seats_are_told_with_the_range_that_is_right():
    finding = seat_findings(Body.COMMITTEE, 5, 312, UNION)[0]

    assert finding.blocking
    assert finding.text == (
        "工会委员会委员的应选名额为 5 人；会员 312 人时应为7 至 15 人，请改正名额。"
    )


@pytest.mark.parametrize(("seats", "right"), [(2, False), (3, True), (11, True), (12, False)])
def test_the_audit_committee_has_three_to_eleven_seats(seats, right):
    assert (seat_findings(Body.AUDIT, seats, 500, UNION) == []) is right


def test_there_is_one_chair():
    assert codes(seat_findings(Body.CHAIR, 2, 500, UNION)) == ["seats_out_of_range"]


def test_seats_are_not_judged_when_the_members_were_not_counted():
    assert seat_findings(Body.COMMITTEE, 99, None, UNION) == []


@pytest.mark.parametrize(
    ("body", "seats", "needed"),
    [
        (Body.COMMITTEE, 9, 10),
        (Body.COMMITTEE, 20, 21),
        (Body.COMMITTEE, 21, 23),
        (Body.STANDING, 9, 10),
        (Body.STANDING, 11, 13),
        (Body.AUDIT, 5, 5),
        (Body.CHAIR, 1, 1),
        (Body.DELEGATES, 20, 23),
    ],
)
def test_candidates_exceed_the_seats_by_the_rate_rounded_up_and_at_least_by_one(
    body, seats, needed
):
    assert candidates_needed(body, seats, UNION) == needed
    assert margin_findings(body, seats, needed, UNION) == []
    assert margin_findings(body, seats, needed - 1, UNION)[0].blocking


def test_nine_candidates_for_nine_seats_are_refused_and_ten_are_asked_for():
    finding = margin_findings(Body.COMMITTEE, 9, 9, UNION)[0]

    assert finding.code == "margin_too_small"
    assert "5%" in finding.text
    assert "至少要有 10 名候选人" in finding.text


def test_nine_candidates_for_nine_seats_may_stand_after_a_preliminary_election():
    assert margin_findings(Body.COMMITTEE, 9, 9, UNION, preliminary=True) == []
    assert codes(margin_findings(Body.COMMITTEE, 9, 8, UNION, preliminary=True)) == [
        "too_few_candidates"
    ]


def test_one_candidate_for_the_chair_is_allowed_and_in_an_enterprise_advised_against():
    assert margin_findings(Body.CHAIR, 1, 1, UNION) == []

    finding = margin_findings(Body.CHAIR, 1, 1, CHAIR)[0]
    assert not finding.blocking
    assert "候选人应多于应选人" in finding.text


def test_nobody_can_be_elected_where_fewer_stand_than_seats():
    assert codes(margin_findings(Body.CHAIR, 1, 0, CHAIR)) == ["too_few_candidates"]


@pytest.mark.parametrize(("left", "allowed"), [(0, False), (2, False), (3, True), (7, True)])
def test_seats_may_be_reduced_only_within_the_range(left, allowed):
    assert may_reduce(Body.COMMITTEE, left, 150, UNION) is allowed


def test_a_union_of_fewer_than_a_hundred_meets_in_full():
    finding = assembly_findings(Assembly.DELEGATES, 95, UNION)[0]

    assert finding.blocking
    assert "应召开会员大会" in finding.text
    assert assembly_findings(Assembly.DELEGATES, 100, UNION) == []
    assert assembly_findings(Assembly.MEMBERS, 95, UNION) == []


def test_the_limit_for_a_delegates_congress_is_a_setting():
    local = resolve({"extends": "union_election_2016", "delegates_from": 80})

    assert assembly_findings(Assembly.DELEGATES, 80, local) == []


def test_fewer_than_ten_women_are_no_committee_but_one_woman_in_charge():
    assert not women_committee_findings(9, UNION)[0].blocking
    assert women_committee_findings(10, UNION) == []
