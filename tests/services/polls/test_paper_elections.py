"""Whole elections with phones and boxes: the same outcome, and invalid when too much came back."""

import pytest

from tests.cast import ACTOR, a_hall, count_up, queries_poll, version, vote
from tests.services.elections.making import a_ready_draft, option_of, rename, seal
from tests.services.polls.paper_boxes import a_box, count_alike, hand
from voting.ballots.rules import Selections
from voting.polls import counting, lifecycle
from voting.polls.kinds import kind_of
from voting.polls.paper.rules import PileCount

SEATS = 1


@pytest.fixture
def hall(app):
    made = a_hall(100, present=90)
    for person_id, name in zip(made.delegates, ("丁一", "王二"), strict=False):
        rename(person_id, name)
    return made


@pytest.fixture
def poll_id(app, hall):
    made = a_ready_draft(hall, hall.delegates[:2], seats=SEATS)
    seal(app, made)
    lifecycle.open_poll(made, version(made), ACTOR)
    return made


def cast(app, hall, poll_id, people) -> None:
    """Let these people approve the first candidate by phone."""
    first = option_of(poll_id, hall.delegates[0])
    for person_id in people:
        vote(app, hall, poll_id, person_id, Selections({"c1": {first: "approve"}}, {}))


def close(poll_id) -> None:
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)


def pile(hall, poll_id, returned, *, approve=None, rejected=0, blank=0) -> PileCount:
    """Count a box: so many approve the first candidate, the others abstain from everybody."""
    first, second = (option_of(poll_id, one) for one in hall.delegates[:2])
    valid = returned - rejected
    approve = valid if approve is None else approve
    marks = {
        first: {"approve": approve, "abstain": valid - approve},
        second: {"abstain": valid},
    }
    return PileCount(returned, valid, rejected, blank, {"c1": marks})


def test_an_election_with_phones_and_two_boxes_counts_into_one_result(app, hall, poll_id):
    away, seats = a_box(poll_id), a_box(poll_id, "流动票箱二")
    hand(poll_id, away, hall.delegates[90:96])
    hand(poll_id, seats, hall.delegates[60:64])
    cast(app, hall, poll_id, hall.delegates[:40])
    close(poll_id)
    count_alike(poll_id, away, pile(hall, poll_id, 6, approve=5, blank=1))
    count_alike(poll_id, seats, pile(hall, poll_id, 4, rejected=1))
    result = count_up(app, poll_id)
    first = option_of(poll_id, hall.delegates[0])
    line = next(line for line in result["tally"] if line["id"] == first)
    assert (line["approve"], line["oppose"], line["abstain"]) == (48, 0, 1)
    counts = result["counts"]
    assert (counts["issued"], counts["returned"], counts["valid"]) == (50, 50, 49)
    assert counts["attended"] == 96
    assert result["phone"]["returned"] + sum(box["returned"] for box in result["paper"]) == 50


def test_more_returned_than_issued_in_sum_makes_the_election_invalid(app, hall, poll_id):
    """Issued 96, returned 97 (case 10)."""
    box = a_box(poll_id)
    hand(poll_id, box, hall.delegates[86:96])
    cast(app, hall, poll_id, hall.delegates[:86])
    close(poll_id)
    count_alike(poll_id, box, pile(hall, poll_id, 11))
    result = count_up(app, poll_id)
    assert (result["counts"]["issued"], result["counts"]["returned"]) == (96, 97)
    assert result["valid_election"] is False
    assert not result.get("tally")
    assert not result["elected"]
    assert any("无效" in warning for warning in result["warnings"])


def test_more_returned_than_issued_in_one_box_makes_the_election_invalid(app, hall, poll_id):
    box, other = a_box(poll_id), a_box(poll_id, "流动票箱二")
    hand(poll_id, box, hall.delegates[86:90])
    hand(poll_id, other, hall.delegates[90:96])
    cast(app, hall, poll_id, hall.delegates[:86])
    close(poll_id)
    count_alike(poll_id, box, pile(hall, poll_id, 5))
    count_alike(poll_id, other, pile(hall, poll_id, 4))
    result = count_up(app, poll_id)
    assert (result["counts"]["issued"], result["counts"]["returned"]) == (96, 95)
    assert result["valid_election"] is False
    assert not result.get("tally")
    assert any("流动票箱一" in warning for warning in result["warnings"])


def test_fewer_returned_than_issued_is_a_valid_election(app, hall, poll_id):
    """Issued 96, returned 95 (case 11)."""
    box = a_box(poll_id)
    hand(poll_id, box, hall.delegates[86:96])
    cast(app, hall, poll_id, hall.delegates[:86])
    close(poll_id)
    count_alike(poll_id, box, pile(hall, poll_id, 9))
    result = count_up(app, poll_id)
    assert result["valid_election"] is True
    assert result["counts"]["returned"] == 95


def test_an_invalid_election_can_be_declared_and_asks_to_be_held_again(app, hall, poll_id):
    box = a_box(poll_id)
    hand(poll_id, box, hall.delegates[90:91])
    cast(app, hall, poll_id, hall.delegates[:70])
    close(poll_id)
    count_alike(poll_id, box, pile(hall, poll_id, 2))
    count_up(app, poll_id)
    counting.declare(poll_id, version(poll_id), ACTOR)
    assert counting.result_of(poll_id)[0]["valid_election"] is False


def test_the_sheet_says_how_it_is_filled_in(app, hall, poll_id):
    poll = queries_poll(poll_id)
    sentences = kind_of(poll).filling_in(poll)
    assert sentences[0].startswith("应选 1 人。")
    assert any("另选他人" in sentence for sentence in sentences)
    assert sentences[-1] == "整张没有画任何符号的，为弃权票，计入有效票。"
