"""A process that is killed in the middle of a load, and one that forks."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services.ballots.voters import an_election
from voting.ballots.box import BoxState

ROOT = Path(__file__).parents[3]


@pytest.fixture
def caster(box_url, tmp_path):
    """A function that starts a process casting ballots into the box."""
    processes = []

    def start(act, manifest_hash, ballots):
        path = tmp_path / "bodies"
        path.write_text("\n".join(ballot.body.hex() for ballot in ballots))
        processes.append(
            subprocess.Popen(
                [
                    *(sys.executable, "-m", "tests.services.ballots.caster", act),
                    *(box_url, manifest_hash.hex(), str(path)),
                ],
                cwd=ROOT,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()


def test_every_receipt_that_was_given_is_in_the_box_when_the_service_is_killed_under_load(
    sql_box, caster
):
    election = an_election().open(sql_box)
    ballots = election.ballots(400)
    process = caster("cast", election.hash, ballots)
    given = {process.stdout.readline().strip() for _ in range(60)}
    process.send_signal(signal.SIGKILL)
    given |= set(process.communicate()[0].split())
    # A line cut short by the kill is no receipt.
    given = {digest for digest in given if len(digest) == 64}

    assert 60 <= len(given) < len(ballots)
    assert sql_box.state(election.hash) is BoxState.OPEN
    in_box = sql_box.returned(election.hash)
    assert len(given) <= in_box < len(ballots)

    # The phones try again, and each of them is answered.
    assert sql_box.deposit(election.hash, ballots) == [None] * len(ballots)
    sql_box.close(election.hash)
    lines = {line.digest.hex() for line in sql_box.board(election.hash)}
    assert given <= lines
    assert len(lines) == len(ballots)


def test_the_board_holds_every_given_receipt_when_nobody_tries_again_after_the_kill(
    sql_box, caster
):
    election = an_election().open(sql_box)
    ballots = election.ballots(200)
    process = caster("cast", election.hash, ballots)
    given = {process.stdout.readline().strip() for _ in range(20)}
    process.send_signal(signal.SIGKILL)
    given |= {digest for digest in process.communicate()[0].split() if len(digest) == 64}
    sql_box.close(election.hash)
    lines = {line.digest.hex() for line in sql_box.board(election.hash)}
    assert given <= lines <= {ballot.digest.hex() for ballot in ballots}


def test_a_forked_process_casts_with_its_own_thread_and_connections(sql_box, caster):
    election = an_election().open(sql_box)
    ballots = election.ballots(4)
    process = caster("fork", election.hash, ballots)
    printed = process.communicate(timeout=60)[0].split()
    assert process.returncode == 0
    digests = [ballot.digest.hex() for ballot in ballots]
    assert sorted(printed) == sorted([*digests, digests[0]])
    assert sql_box.returned(election.hash) == 4
