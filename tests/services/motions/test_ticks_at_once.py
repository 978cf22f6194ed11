"""What happens by itself while somebody acts, or while the same is run twice at one moment."""

import threading
import time
from datetime import timedelta

import pytest

from tests.services.motions.moving import (
    a_house,
    assigned,
    reply,
    state_of,
    task_of,
    the_motion,
)
from tests.services.motions.writing import empty_the_outbox, letters, with_addresses
from voting import clock
from voting.db import db, unit_of_work
from voting.motions import cli
from voting.motions.models import MotionEvent
from voting.motions.rules import Act, AssignmentState, Grade, State
from voting.motions.service import clockwork, feedback, handling, reminders

LATER = clock.today() + timedelta(days=90)


@pytest.fixture
def house(app):
    made = a_house()
    with_addresses(made)
    return made


def while_it_is_done(app, act, run):
    """Do an act, and begin the run before what the act did is kept; return what the run said."""
    said = []

    def beside():
        with app.app_context():
            said.append(run())
            db.session.remove()

    other = threading.Thread(target=beside)
    with unit_of_work():
        act()
        other.start()
        # Time enough to look, and to wait for the lock.
        time.sleep(0.5)
    other.join(30)
    assert not other.is_alive()
    assert said, "the run failed"
    return said[0]


def events(motion_id: int, act: Act) -> int:
    db.session.rollback()
    return db.session.query(MotionEvent).filter_by(motion_id=motion_id, act=act.value).count()


def test_two_runs_at_once_accept_a_silent_task_once(app, house):
    motion_id = assigned(house)

    def run():
        return clockwork.accept_by_silence(LATER)

    assert while_it_is_done(app, run, run) == 0
    assert task_of(motion_id, house.canteen).state == AssignmentState.ACCEPTED
    assert events(motion_id, Act.ACCEPT) == 1


def test_an_opinion_given_at_the_last_moment_is_not_undone_by_silence(app, house):
    motion_id = assigned(house, house.finance)
    task = task_of(motion_id, house.finance).id
    done = while_it_is_done(
        app,
        lambda: handling.countersign(motion_id, task, "同意", house.co_handler),
        lambda: clockwork.accept_by_silence(LATER),
    )
    assert done == 1
    assert task_of(motion_id, house.finance).state == AssignmentState.COUNTERSIGNED
    assert task_of(motion_id, house.canteen).state == AssignmentState.ACCEPTED


def test_two_runs_at_once_end_a_feedback_once(app, house):
    motion_id = assigned(house)
    reply(house, motion_id)

    def run():
        return clockwork.close_unrated(LATER)

    assert while_it_is_done(app, run, run) == 0
    assert events(motion_id, Act.CLOSE_UNRATED) == 1


@pytest.mark.parametrize(
    ("grade", "after"),
    [(Grade.SATISFIED, State.CLOSED), (Grade.DISSATISFIED, State.HANDLING)],
)
def test_a_feedback_given_at_the_last_moment_counts(app, house, grade, after):
    motion_id = assigned(house)
    reply(house, motion_id)
    done = while_it_is_done(
        app,
        lambda: feedback.rate(motion_id, grade, "没有时间表", house.delegate()),
        lambda: clockwork.close_unrated(LATER),
    )
    assert done == 0
    assert state_of(motion_id) is after
    assert not the_motion(motion_id).closed_unrated


def test_two_runs_at_once_put_each_reminder_out_once_and_neither_fails(app, house):
    assigned(house)
    empty_the_outbox()

    def run():
        return reminders.remind(LATER + timedelta(days=60))

    assert while_it_is_done(app, run, run) == 0
    assert len(letters()) == len({letter.key for letter in letters()}) == 3


def test_a_run_that_goes_on_holds_nothing_while_it_sleeps(app, house, monkeypatch):
    assigned(house)
    held = []

    def sleep(_seconds):
        held.append(db.session().in_transaction())
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.time, "sleep", sleep)
    app.test_cli_runner().invoke(cli.motions, ["tick", "--every", "5"])
    assert held == [False]
