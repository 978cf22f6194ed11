import threading

import pytest
from sqlalchemy import func, select

from tests.cast import (
    ACTOR,
    a_device,
    a_hall,
    a_poll,
    arrive,
    choose,
    queries_poll,
    take_paper,
    version,
    vote,
)
from voting.db import db
from voting.errors import NotAllowed, NotFound, WrongInput
from voting.polls import issuing, lifecycle, roll
from voting.polls.models import IssuedPaper


@pytest.fixture
def hall(app):
    return a_hall(12, present=10)


@pytest.fixture
def poll_id(app, hall):
    return a_poll(app, hall, until="sealed")


def papers() -> int:
    db.session.rollback()
    return db.session.execute(select(func.count()).select_from(IssuedPaper)).scalar_one()


def test_a_paper_can_be_taken_as_soon_as_the_roll_is_sealed(app, hall, poll_id):
    device = a_device(poll_id)
    paper = take_paper(app, hall, poll_id, hall.delegates[0], device)
    assert device.manifest.paper_keys[0].verifies(device.public_key, paper)
    assert papers() == 1


def test_the_same_request_again_gives_the_same_answer(app, hall, poll_id):
    device = a_device(poll_id)
    first = take_paper(app, hall, poll_id, hall.delegates[0], device)
    assert take_paper(app, hall, poll_id, hall.delegates[0], device) == first
    assert papers() == 1


def test_another_ballot_key_for_the_same_elector_is_refused(app, hall, poll_id):
    take_paper(app, hall, poll_id, hall.delegates[0], a_device(poll_id))
    with pytest.raises(issuing.AlreadyIssued, match="十二字凭证"):
        take_paper(app, hall, poll_id, hall.delegates[0], a_device(poll_id, b"f" * 16))
    assert papers() == 1


def test_whoever_is_not_on_the_roll_gets_no_paper(app, hall, poll_id):
    with pytest.raises(NotAllowed, match="不在这项投票的选举人名册上"):
        take_paper(app, hall, poll_id, hall.outsider, a_device(poll_id))
    assert papers() == 0


def test_whoever_has_not_checked_in_gets_no_paper(app, hall, poll_id):
    with pytest.raises(NotAllowed, match="先签到"):
        take_paper(app, hall, poll_id, hall.delegates[11], a_device(poll_id))
    assert papers() == 0
    arrive(hall, hall.delegates[11:])
    take_paper(app, hall, poll_id, hall.delegates[11], a_device(poll_id))
    assert papers() == 1


def test_a_draft_hands_out_nothing(app, hall):
    sealed, draft = a_poll(app, hall, until="sealed"), a_poll(app, hall)
    with pytest.raises(issuing.NotIssuing, match="还没有封存"):
        take_paper(app, hall, draft, hall.delegates[0], a_device(sealed))


def test_a_closed_poll_hands_out_nothing(app, hall, poll_id):
    device = a_device(poll_id)
    lifecycle.open_poll(poll_id, version(poll_id), ACTOR)
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    with pytest.raises(issuing.NotIssuing, match="已经截止"):
        take_paper(app, hall, poll_id, hall.delegates[0], device)
    assert papers() == 0


def test_a_poll_of_another_meeting_is_not_there(app, hall, poll_id):
    with pytest.raises(NotFound):
        issuing.take_paper(
            hall.meeting_id + 1, poll_id, hall.delegates[0], b"x" * 256, "secret" * 6
        )


@pytest.mark.parametrize("blinded", [b"", b"x" * 255, b"x" * 257, b"\x00" * 256, b"\xff" * 256])
def test_a_blinded_message_of_the_wrong_size_or_range_is_refused(app, hall, poll_id, blinded):
    with pytest.raises(WrongInput):
        issuing.take_paper(
            hall.meeting_id,
            poll_id,
            hall.delegates[0],
            blinded,
            app.config["SETTINGS"].secret_key,
        )
    assert papers() == 0


def test_simultaneous_requests_of_one_elector_leave_one_paper(app, hall, poll_id):
    devices = [a_device(poll_id, bytes([n]) * 16) for n in range(6)]
    outcomes, start = [], threading.Barrier(6)

    def ask(device):
        with app.app_context():
            start.wait()
            try:
                take_paper(app, hall, poll_id, hall.delegates[0], device)
                outcomes.append("issued")
            except issuing.AlreadyIssued:
                outcomes.append("refused")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=ask, args=(device,)) for device in devices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["issued"] + ["refused"] * 5
    assert papers() == 1


def test_returned_never_exceeds_issued_nor_issued_the_attendance(app, hall, poll_id):
    lifecycle.open_poll(poll_id, version(poll_id), ACTOR)
    for person_id in hall.delegates[:6]:
        vote(app, hall, poll_id, person_id, choose("approve"))
    take_paper(app, hall, poll_id, hall.delegates[6], a_device(poll_id))
    poll = queries_poll(poll_id)
    assert roll.attended(poll) == 10
    assert roll.issued(poll) == 7
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    assert queries_poll(poll_id).returned == 6
