"""The box as a machine: whatever is asked in whatever order, on each kind of box."""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import integers

from tests.services.ballots.voters import issuing_key, opaque_ballot
from voting.ballots import board
from voting.ballots.ballot import Poll, admit
from voting.ballots.box import BoxState
from voting.ballots.papers import PaperKey
from voting.ballots.refusals import (
    AlreadyCast,
    BoxNotClosed,
    PollClosed,
    PollNotOpen,
    WrongPaper,
    WrongSignature,
)
from voting.ballots.seal import ReceiptKey

VOTERS = 6


class BallotBoxMachine(RuleBasedStateMachine):
    """Works on one box; each example has a poll of its own."""

    box = None

    def __init__(self):
        super().__init__()
        key = ReceiptKey.generate()
        paper_keys = (PaperKey(issuing_key().public.n),)
        self.poll = Poll(os.urandom(32), paper_keys, key.public, 100)
        self.hash = self.poll.manifest_hash
        self.box.prepare(self.poll, key)
        self.state = BoxState.PREPARED
        self.spent = {}
        self.root = None

    @rule()
    def open(self):
        if self.state is BoxState.CLOSED:
            with pytest.raises(PollClosed):
                self.box.open(self.hash)
        else:
            self.box.open(self.hash)
            self.state = BoxState.OPEN

    @rule()
    def close(self):
        if self.state is BoxState.PREPARED:
            with pytest.raises(PollNotOpen):
                self.box.close(self.hash)
            return
        root = self.box.close(self.hash)
        assert self.root in {None, root}
        self.root, self.state = root, BoxState.CLOSED

    @rule(voter=integers(0, VOTERS - 1), content=integers(0, 1))
    def cast(self, voter, content):
        ballot = admit(self.poll, opaque_ballot(self.poll, voter, content).body)
        [answer] = self.box.deposit(self.hash, [ballot])
        if voter in self.spent:
            wanted = type(None) if self.spent[voter] == ballot else AlreadyCast
        elif self.state is BoxState.OPEN:
            wanted = type(None)
            self.spent[voter] = ballot
        else:
            wanted = PollNotOpen if self.state is BoxState.PREPARED else PollClosed
        assert type(answer) is wanted

    @precondition(lambda self: self.state is BoxState.OPEN)
    @rule(content=integers(0, 1))
    def cast_together(self, content):
        ballots = [opaque_ballot(self.poll, voter, content) for voter in range(VOTERS)]
        answers = self.box.deposit(self.hash, ballots)
        for voter, (ballot, answer) in enumerate(zip(ballots, answers, strict=True)):
            assert (answer is None) == (self.spent.setdefault(voter, ballot) == ballot)

    @rule(voter=integers(0, VOTERS - 1), place=integers(0, 452))
    def cast_something_altered(self, voter, place):
        body = bytearray(opaque_ballot(self.poll, voter).body)
        body[place] ^= 1
        with pytest.raises((WrongPaper, WrongSignature)):
            admit(self.poll, bytes(body))

    @invariant()
    def there_are_as_many_ballots_as_spent_papers(self):
        assert self.box.returned(self.hash) == len(self.spent)
        assert self.box.state(self.hash) is self.state

    @invariant()
    def nothing_leaves_an_open_box(self):
        if self.state is not BoxState.CLOSED:
            for give_out in (self.box.ballots, self.box.board, self.box.root):
                with pytest.raises(BoxNotClosed):
                    give_out(self.hash)

    @invariant()
    def a_closed_box_holds_what_was_cast(self):
        if self.state is BoxState.CLOSED:
            ballots = self.box.ballots(self.hash)
            assert sorted(b.body for b in ballots) == sorted(b.body for b in self.spent.values())
            assert board.root(self.box.board(self.hash)) == self.root == self.box.root(self.hash)


def test_a_box_keeps_its_promises_whatever_is_asked_in_whatever_order(box):
    run_state_machine_as_test(
        type("Machine", (BallotBoxMachine,), {"box": box}),
        settings=settings(
            max_examples=30,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
