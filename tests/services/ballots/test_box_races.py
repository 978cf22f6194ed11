"""Many at once: double casts, and casts against the close."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, Event

from tests.services.ballots.voters import an_election, at_once
from voting.ballots.box import BoxState
from voting.ballots.post import Receipt
from voting.ballots.refusals import AlreadyCast, PollClosed


def test_different_ballots_of_one_paper_cast_at_once_leave_one(handles, new_post):
    posts = [new_post(handles()) for _ in range(4)]
    election = an_election().open(handles())
    device = election.device()
    paper = election.paper(device)
    ballots = [device.seal(b"%d" % i, paper) for i in range(16)]
    start = Barrier(len(ballots))

    def cast(numbered):
        i, ballot = numbered
        start.wait()
        return posts[i % len(posts)].cast(election.hash, ballot.body)

    answers = at_once(cast, list(enumerate(ballots)))
    receipts = [answer for answer in answers if isinstance(answer, Receipt)]
    assert [type(a) for a in answers if not isinstance(a, Receipt)] == [AlreadyCast] * 15
    box = handles()
    box.close(election.hash)
    assert [ballot.digest for ballot in box.ballots(election.hash)] == [
        receipt.digest for receipt in receipts
    ]


def test_the_same_ballot_cast_many_times_at_once_is_in_the_box_once_and_every_receipt_is_equal(
    handles, new_post
):
    posts = [new_post(handles()) for _ in range(4)]
    election = an_election().open(handles())
    ballot = election.ballot()
    start = Barrier(16)

    def cast(i):
        start.wait()
        return posts[i % len(posts)].cast(election.hash, ballot.body)

    receipts = at_once(cast, range(16))
    assert len(set(receipts)) == 1
    assert election.device().accepts(ballot, receipts[0].signature)
    assert handles().returned(election.hash) == 1


def test_a_close_among_casts_keeps_every_ballot_with_a_receipt_and_no_other(handles, new_post):
    posts = [new_post(handles()) for _ in range(2)]
    closer = handles()
    election = an_election().open(closer)
    ballots = election.ballots(120)
    half_cast, closed = Event(), Event()

    def cast(lane):
        given = set()
        for i, ballot in enumerate(lane):
            if i == len(lane) // 2:
                half_cast.set()
            if i == len(lane) - 1:
                closed.wait(30)
            with suppress(PollClosed):
                given.add(posts[i % 2].cast(election.hash, ballot.body).digest)
        return given

    with ThreadPoolExecutor(8) as pool:
        casting = [pool.submit(cast, ballots[i::8]) for i in range(8)]
        half_cast.wait(30)
        root = closer.close(election.hash)
        at_close = {line.digest for line in closer.board(election.hash)}
        closed.set()
    given = set().union(*(lane.result() for lane in casting))

    assert given == at_close
    assert 0 < len(given) < len(ballots)
    assert {line.digest for line in closer.board(election.hash)} == at_close
    assert closer.root(election.hash) == root


def test_two_closes_at_once_give_one_root(handles):
    boxes = [handles() for _ in range(6)]
    election = an_election().open(boxes[0])
    boxes[0].deposit(election.hash, election.ballots(20))
    roots = at_once(lambda box: box.close(election.hash), boxes)
    assert len(set(roots)) == 1
    assert boxes[0].root(election.hash) == roots[0]


def test_several_handles_open_and_prepare_one_poll_without_losing_a_ballot(handles):
    boxes = [handles() for _ in range(4)]
    election = an_election().open(boxes[0])
    ballots = election.ballots(40)

    def work(numbered):
        i, box = numbered
        box.prepare(election.poll, election.receipt_key)
        box.open(election.hash)
        return box.deposit(election.hash, ballots[i::4])

    answers = at_once(work, list(enumerate(boxes)))
    assert answers == [[None] * 10] * 4
    assert boxes[0].returned(election.hash) == 40
    assert boxes[0].state(election.hash) is BoxState.OPEN
