"""What every box promises, whatever it is made of."""

import dataclasses

import pytest

from tests.services.ballots.voters import an_election
from voting.ballots import board
from voting.ballots.box import BoxState
from voting.ballots.refusals import (
    AlreadyCast,
    AlreadyOpened,
    AlreadyPrepared,
    BoxNotClosed,
    BoxNotOpened,
    NoSuchPoll,
    PollClosed,
    PollNotOpen,
)
from voting.ballots.rules import Outcome
from voting.ballots.seal import ReceiptKey
from voting.ballots.tally import Counts, MarkRecord, VerdictRecord, WriteInRecord

COUNTS = Counts(
    {MarkRecord("c1", "o1", 0, "approve"): 3, MarkRecord("c1", "o1", 1, "oppose"): 2},
    {WriteInRecord("c1", "王五", 0): 2, WriteInRecord("c1", "張偉", 1): 1},
    {VerdictRecord(0, Outcome.VALID, ""): 3, VerdictRecord(1, Outcome.REJECTED, "over_marked"): 1},
)


def kinds(answers):
    return [answer and type(answer) for answer in answers]


def test_a_ballot_cast_while_open_is_in_the_box_after_closing(box, election):
    ballots = election.ballots(5)
    assert box.deposit(election.hash, ballots) == [None] * 5
    assert box.returned(election.hash) == 5
    box.close(election.hash)
    assert box.returned(election.hash) == 5
    assert box.ballots(election.hash) == sorted(ballots, key=lambda ballot: ballot.key_hash)


def test_the_board_lists_every_ballot_by_public_key_and_its_root_is_returned(box, election):
    ballots = election.ballots(5)
    box.deposit(election.hash, ballots)
    root = box.close(election.hash)
    lines = box.board(election.hash)
    assert [line.public_key for line in lines] == sorted(b.public_key for b in ballots)
    assert {line.digest for line in lines} == {b.digest for b in ballots}
    assert board.tree_hash([line.leaf for line in lines]) == root == box.root(election.hash)


def test_a_box_into_which_nobody_cast_closes_with_an_empty_board(box, election):
    assert box.close(election.hash) == board.tree_hash([])
    assert box.board(election.hash) == box.ballots(election.hash) == []


def test_the_same_ballot_again_is_answered_as_the_first_time(box, election):
    ballot = election.ballot()
    assert box.deposit(election.hash, [ballot, ballot]) == [None, None]
    assert box.deposit(election.hash, [ballot]) == [None]
    assert box.returned(election.hash) == 1


@pytest.mark.parametrize("closed", [False, True])
def test_another_ballot_of_a_spent_paper_is_refused_and_the_first_one_stays(box, election, closed):
    device = election.device()
    paper = election.paper(device)
    first, other = device.seal(b"{}", paper), device.seal(b"[]", paper)
    box.deposit(election.hash, [first])
    if closed:
        box.close(election.hash)
    answers = box.deposit(election.hash, [other])
    assert kinds(answers) == [AlreadyCast]
    assert "已经投入票箱" in str(answers[0])
    box.close(election.hash)
    assert box.ballots(election.hash) == [first]


def test_two_ballots_of_one_paper_in_one_deposit_leave_the_first(box, election):
    device = election.device()
    paper = election.paper(device)
    first, other = device.seal(b"{}", paper), device.seal(b"[]", paper)
    assert kinds(box.deposit(election.hash, [first, other])) == [None, AlreadyCast]
    box.close(election.hash)
    assert box.ballots(election.hash) == [first]


def test_a_ballot_before_opening_is_refused_and_not_kept(box):
    election = an_election().prepare(box)
    answers = box.deposit(election.hash, election.ballots(1))
    assert kinds(answers) == [PollNotOpen]
    assert "还没有开始" in str(answers[0])
    assert box.returned(election.hash) == 0


def test_a_ballot_after_closing_is_refused_and_changes_neither_board_nor_root(box, election):
    box.deposit(election.hash, election.ballots(2))
    root, lines = box.close(election.hash), box.board(election.hash)
    answers = box.deposit(election.hash, election.ballots(1))
    assert kinds(answers) == [PollClosed]
    assert "已经结束" in str(answers[0])
    assert (box.root(election.hash), box.board(election.hash)) == (root, lines)


def test_a_ballot_that_is_in_the_box_is_acknowledged_even_after_closing(box, election):
    ballot = election.ballot()
    box.deposit(election.hash, [ballot])
    box.close(election.hash)
    assert box.deposit(election.hash, [ballot]) == [None]


def test_closing_again_gives_the_same_root(box, election):
    box.deposit(election.hash, election.ballots(3))
    assert box.close(election.hash) == box.close(election.hash)
    assert box.state(election.hash) is BoxState.CLOSED


def test_opening_the_poll_again_is_no_news_and_after_closing_is_refused(box, election):
    box.open(election.hash)
    assert box.state(election.hash) is BoxState.OPEN
    box.close(election.hash)
    with pytest.raises(PollClosed):
        box.open(election.hash)
    assert box.state(election.hash) is BoxState.CLOSED


def test_a_poll_that_was_never_open_cannot_be_closed(box):
    election = an_election().prepare(box)
    with pytest.raises(PollNotOpen):
        box.close(election.hash)
    assert box.state(election.hash) is BoxState.PREPARED


def test_nothing_leaves_a_box_that_is_not_closed(box, election):
    box.deposit(election.hash, election.ballots(2))
    for give_out in (box.ballots, box.board, box.root):
        with pytest.raises(BoxNotClosed, match="没有结束"):
            give_out(election.hash)
    with pytest.raises(BoxNotClosed):
        box.keep_opened(election.hash, COUNTS)
    with pytest.raises(BoxNotOpened):
        box.opened(election.hash)
    assert box.state(election.hash) is BoxState.OPEN


def test_opened_records_are_counted_as_they_were_stored(box, election):
    box.close(election.hash)
    with pytest.raises(BoxNotOpened, match="还没有开启"):
        box.opened(election.hash)
    box.keep_opened(election.hash, COUNTS)
    assert box.opened(election.hash) == COUNTS
    assert box.state(election.hash) is BoxState.OPENED


def test_opened_records_brought_again_are_no_news_and_others_are_refused(box, election):
    box.close(election.hash)
    box.keep_opened(election.hash, COUNTS)
    box.keep_opened(election.hash, COUNTS)
    with pytest.raises(AlreadyOpened, match="不能改写"):
        box.keep_opened(election.hash, Counts())
    assert box.opened(election.hash) == COUNTS


def test_preparing_again_is_no_news_and_with_another_key_is_refused(box, election):
    election.prepare(box)
    other = ReceiptKey.generate()
    changed = dataclasses.replace(election.poll, receipt_key=other.public)
    with pytest.raises(AlreadyPrepared, match="不能更换"):
        box.prepare(changed, other)
    assert box.receipt_key(election.hash).public == election.receipt_key.public
    assert box.state(election.hash) is BoxState.OPEN


def test_the_box_knows_a_poll_by_keys_and_size_alone(box, election):
    known = box.poll(election.hash)
    assert [key.n for key in known.paper_keys] == [g.modulus for g in election.manifest.groups]
    assert known.receipt_key == election.manifest.receipt_key
    assert known.sealed_size == election.manifest.sealed_size
    assert box.receipt_key(election.hash).sign(b"h", b"d") == election.receipt_key.sign(b"h", b"d")


def test_two_polls_in_one_box_do_not_touch_each_other(box, election):
    second = an_election().open(box)
    mine, theirs = election.ballots(2), second.ballots(3)
    box.deposit(election.hash, mine)
    box.deposit(second.hash, theirs)
    box.close(election.hash)
    assert {b.body for b in box.ballots(election.hash)} == {b.body for b in mine}
    assert box.returned(second.hash) == 3
    assert box.deposit(second.hash, second.ballots(1)) == [None]


@pytest.mark.parametrize(
    "verb", ["open", "close", "ballots", "board", "root", "opened", "poll", "receipt_key", "state"]
)
def test_an_unknown_poll_is_refused_by_every_verb(box, verb):
    with pytest.raises(NoSuchPoll, match="票箱里没有这次投票"):
        getattr(box, verb)(bytes(32))


def test_an_unknown_poll_takes_in_no_ballot(box, election):
    with pytest.raises(NoSuchPoll):
        box.deposit(bytes(32), election.ballots(1))
    with pytest.raises(NoSuchPoll):
        box.keep_opened(bytes(32), COUNTS)
    with pytest.raises(NoSuchPoll):
        box.returned(bytes(32))
