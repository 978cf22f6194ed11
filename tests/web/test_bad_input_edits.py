"""Two officers at one poll: the second is told, and what the first did stays."""

import threading

import pytest

from tests.cast import a_hall, a_poll, queries_poll, register_two_candidates, version
from tests.services.access.house import make_officer
from tests.web.access.visiting import Visitor
from tests.web.bad_input import nothing_changes, refused_on_page
from voting.access.rules import Office
from voting.audit import queries as audit
from voting.db import db
from voting.polls.rules import State


@pytest.fixture
def hall(app):
    register_two_candidates(app)
    return a_hall(5)


def officer(app, login, person_id=None):
    make_officer(login, login, Office.SECRETARY, person_id=person_id)
    visitor = Visitor(app)
    visitor.sign_in(login)
    return visitor


@pytest.fixture
def both(app, hall):
    """Two officers who may do everything with a poll; one of them chairs the meeting."""
    return officer(app, "wangfang", hall.chair), officer(app, "liming", hall.scrutineer)


def press(visitor, hall, poll_id, step, read):
    return visitor.post(
        f"/meetings/{hall.meeting_id}/polls/{poll_id}/{step}", version=read, back=""
    )


def times(event):
    db.session.rollback()
    return [entry.event for entry in audit.entries().rows].count(event)


def test_the_second_who_seals_a_poll_from_an_old_page_is_told_what_it_is_now(app, hall, both):
    poll_id = a_poll(app, hall)
    read = version(poll_id)
    first, second = both
    assert press(first, hall, poll_id, "seal", read).status_code == 302
    sealed = queries_poll(poll_id).manifest_hash
    with nothing_changes():
        reply = press(second, hall, poll_id, "seal", read)
    refused_on_page(
        reply, 409, "这项投票刚被别人修改过，现在是“名册已封存”。请查看最新内容后再操作。"
    )
    assert queries_poll(poll_id).manifest_hash == sealed


def test_of_officers_who_press_at_the_same_moment_one_does_it_and_the_others_are_told(app, hall):
    poll_id = a_poll(app, hall, until="sealed")
    read = version(poll_id)
    chair = officer(app, "wangfang", hall.chair)
    token = chair.token()
    session = chair.cookie("voting-session").value
    replies, start = [], threading.Barrier(4)

    def press_at_once():
        client = app.test_client()
        client.set_cookie("voting-session", session)
        start.wait()
        replies.append(
            client.post(
                f"/meetings/{hall.meeting_id}/polls/{poll_id}/open",
                data={"csrf_token": token, "version": read, "back": ""},
            )
        )

    threads = [threading.Thread(target=press_at_once) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(reply.status_code for reply in replies) == [302, 409, 409, 409]
    for reply in replies:
        if reply.status_code == 409:
            assert "请查看最新内容后再操作。" in reply.text
    assert (queries_poll(poll_id).state, times("poll:opened")) == (State.OPEN, 1)


def test_a_step_without_or_with_a_senseless_version_is_refused(app, hall, both):
    poll_id = a_poll(app, hall)
    for read in ("", "x", "1.5", "-1", "９", "9" * 40):
        with nothing_changes():
            reply = press(both[0], hall, poll_id, "seal", read)
        assert reply.status_code in {404, 409}, read
        assert "请" in reply.text
