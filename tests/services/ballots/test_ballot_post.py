"""The post: one thread that puts the ballots of many callers into the box together."""

from threading import Event, Thread

import pytest

from tests.services.ballots.voters import an_election, at_once
from voting.ballots.box import MemoryBox
from voting.ballots.post import Receipt
from voting.ballots.refusals import (
    AlreadyCast,
    BoxBusy,
    BoxUnavailable,
    NoSuchPoll,
    PollClosed,
    PollNotOpen,
    WrongPaper,
    WrongSignature,
    WrongSize,
)


class SlowBox(MemoryBox):
    """A box whose store does not answer before it is let."""

    def __init__(self):
        super().__init__()
        self.asked, self.go_on = Event(), Event()
        self.sizes = []

    def deposit(self, manifest_hash, ballots):
        self.asked.set()
        self.go_on.wait(30)
        self.sizes.append(len(ballots))
        return super().deposit(manifest_hash, ballots)


class BrokenBox(MemoryBox):
    """A box with a fault that nobody thought of."""

    def deposit(self, manifest_hash, ballots):
        raise RuntimeError("the ballot itself could stand here")


def test_a_ballot_gets_a_receipt_that_the_voters_device_accepts(post, box, election):
    device = election.device()
    ballot = device.seal(b"{}", election.paper(device))
    receipt = post.cast(election.hash, ballot.body)
    assert device.accepts(ballot, receipt.signature)
    assert receipt.code == ballot.entry.code
    assert box.returned(election.hash) == 1


def test_the_same_body_again_gets_the_same_receipt_also_after_closing(post, box, election):
    ballot = election.ballot()
    first = post.cast(election.hash, ballot.body)
    assert post.cast(election.hash, ballot.body) == first
    box.close(election.hash)
    assert post.cast(election.hash, ballot.body) == first


def test_another_body_of_the_same_key_is_refused(post, box, election):
    device = election.device()
    paper = election.paper(device)
    post.cast(election.hash, device.seal(b"{}", paper).body)
    with pytest.raises(AlreadyCast):
        post.cast(election.hash, device.seal(b"[]", paper).body)
    assert box.returned(election.hash) == 1


def test_a_ballot_is_refused_before_opening_and_after_closing(post, box):
    election = an_election().prepare(box)
    ballot = election.ballot()
    with pytest.raises(PollNotOpen):
        post.cast(election.hash, ballot.body)
    box.open(election.hash)
    box.close(election.hash)
    with pytest.raises(PollClosed):
        post.cast(election.hash, ballot.body)
    assert box.returned(election.hash) == 0


def test_what_is_no_ballot_of_this_poll_never_reaches_the_box(post, box, election):
    good = election.ballot().body
    other = an_election().open(box)
    for body, refusal in (
        (good[:-1], WrongSize),
        (b"", WrongSize),
        (good[:40] + bytes([good[40] ^ 1]) + good[41:], WrongPaper),
        (good[:-1] + bytes([good[-1] ^ 1]), WrongSignature),
        (other.ballot().body, WrongSignature),
    ):
        with pytest.raises(refusal):
            post.cast(election.hash, body)
    assert box.returned(election.hash) == 0


def test_an_unknown_poll_is_refused_and_known_as_soon_as_it_is_prepared(post, box):
    election = an_election()
    ballot = election.ballot()
    with pytest.raises(NoSuchPoll):
        post.cast(election.hash, ballot.body)
    election.open(box)
    assert post.cast(election.hash, ballot.body).code == ballot.entry.code


def test_ballots_of_two_polls_that_wait_together_each_find_their_own(handles, new_post):
    box = handles()
    post = new_post(box)
    elections = [an_election().open(box) for _ in range(2)]
    ballots = [(e, b) for e in elections for b in e.ballots(8)]
    receipts = at_once(lambda pair: post.cast(pair[0].hash, pair[1].body), ballots)
    assert [r.digest for r in receipts] == [ballot.digest for _, ballot in ballots]
    assert [box.returned(e.hash) for e in elections] == [8, 8]


def test_ballots_that_arrive_while_the_store_is_busy_go_in_together(new_post):
    box = SlowBox()
    election = an_election().open(box)
    post = new_post(box)
    ballots = election.ballots(21)
    answers = []

    def cast(body):
        answers.append(post.cast(election.hash, body))

    threads = [Thread(target=cast, args=(ballot.body,)) for ballot in ballots]
    threads[0].start()
    assert box.asked.wait(10)
    for thread in threads[1:]:
        thread.start()
    while len(post._waiting) < 20:
        threads[-1].join(0.01)
    box.go_on.set()
    for thread in threads:
        thread.join()
    assert box.sizes == [1, 20]
    assert {receipt.digest for receipt in answers} == {ballot.digest for ballot in ballots}


def test_a_full_queue_refuses_at_once_and_keeps_those_who_wait(new_post):
    box = SlowBox()
    election = an_election().open(box)
    post = new_post(box, most_waiting=1)
    first, second, third = election.ballots(3)
    answers = []
    threads = [
        Thread(target=lambda b=b: answers.append(post.cast(election.hash, b.body)))
        for b in (first, second)
    ]
    threads[0].start()
    assert box.asked.wait(10)
    threads[1].start()
    while not post._waiting:
        threads[1].join(0.01)
    with pytest.raises(BoxBusy, match="不会重复计票") as refused:
        post.cast(election.hash, third.body)
    assert refused.value.status == 503
    box.go_on.set()
    for thread in threads:
        thread.join()
    assert {receipt.digest for receipt in answers} == {first.digest, second.digest}
    assert box.returned(election.hash) == 2


def test_a_caller_whose_patience_ends_may_ask_again_for_the_receipt(new_post):
    box = SlowBox()
    election = an_election().open(box)
    post = new_post(box, patience=0.05)
    ballot = election.ballot()
    with pytest.raises(BoxBusy, match="尚未确认"):
        post.cast(election.hash, ballot.body)
    box.go_on.set()
    box.asked.wait(10)
    patient = new_post(box)
    assert patient.cast(election.hash, ballot.body).digest == ballot.digest
    assert box.returned(election.hash) == 1


def test_a_fault_nobody_thought_of_refuses_every_caller_and_logs_no_ballot(new_post, caplog):
    box = BrokenBox()
    election = an_election().open(box)
    post = new_post(box)
    answers = at_once(lambda b: post.cast(election.hash, b.body), election.ballots(8))
    assert [type(answer) for answer in answers] == [BoxUnavailable] * 8
    assert "没有投入" in str(answers[0])
    assert box.returned(election.hash) == 0
    assert "RuntimeError" in caplog.text
    assert "could stand here" not in caplog.text


def test_a_stopped_post_delivers_what_it_has_and_takes_no_more(new_post):
    box = SlowBox()
    election = an_election().open(box)
    post = new_post(box)
    answers = []
    first, late = election.ballots(2)
    thread = Thread(target=lambda: answers.append(post.cast(election.hash, first.body)))
    thread.start()
    assert box.asked.wait(10)
    stopping = Thread(target=post.stop)
    stopping.start()
    box.go_on.set()
    for each in (stopping, thread):
        each.join()
    assert isinstance(answers[0], Receipt)
    with pytest.raises(BoxBusy):
        post.cast(election.hash, late.body)
    assert box.returned(election.hash) == 1


def test_more_polls_than_the_post_remembers_are_all_served(new_post):
    box = MemoryBox()
    post = new_post(box)
    elections = [an_election().open(box) for _ in range(3)]
    for election in elections:
        post._polls |= {bytes([i]) * 32: (election.poll, election.receipt_key) for i in range(64)}
        post.cast(election.hash, election.ballot().body)
        assert len(post._polls) <= 64
