"""A disk that is full, a box or a main database that is away: refused, and nothing half done."""

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event, make_url

from tests.cast import (
    ACTOR,
    a_hall,
    a_poll,
    choose,
    count_up,
    queries_poll,
    register_two_candidates,
    returned,
    version,
)
from tests.conftest import made_app
from tests.services.access.house import make_officer
from tests.web.access.visiting import Visitor
from tests.web.bad_input import Phone, everything, refused, refused_on_page
from voting.access.rules import Office
from voting.db import box_engine, db
from voting.polls import lifecycle
from voting.polls.models import IssuedPaper
from voting.polls.rules import State

NO_BOX = "票箱暂时无法写入，选票没有投入。请不要关闭页面，手机会自动再试。"
NOT_KEPT = "数据暂时无法保存，刚才的操作没有生效，请稍后再试。"
NO_MAIN = "数据库暂时无法访问，刚才的操作没有生效，请稍后再试。"
DEAD_PORT = "postgresql+psycopg://nobody@127.0.0.1:1/box"
ENGINES = {"main": lambda: db.engine, "box": box_engine}


def path_of(engine) -> Path:
    return Path(make_url(engine.url).database)


@contextmanager
def away(name):
    """Take a database's files away; a folder lies where the file was."""
    db.session.remove()
    engine = ENGINES[name]()
    engine.dispose()
    path = path_of(engine)
    moved = [path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm")]
    moved = [each for each in moved if each.exists()]
    for each in moved:
        each.rename(each.with_name(f"away-{each.name}"))
    path.mkdir()
    yield
    db.session.remove()
    engine.dispose()
    path.rmdir()
    for each in moved:
        each.with_name(f"away-{each.name}").rename(each)


@contextmanager
def full(name):
    """Let a database's file grow no further than it is."""
    db.session.remove()
    engine = ENGINES[name]()
    with closing(sqlite3.connect(path_of(engine))) as connection:
        connection.execute("VACUUM")
        (pages,) = connection.execute("PRAGMA page_count").fetchone()

    def limit(connection, _record):
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(engine, "connect", limit)
    engine.dispose()
    yield
    db.session.remove()
    event.remove(engine, "connect", limit)
    engine.dispose()


@pytest.fixture
def hall(app):
    register_two_candidates(app)
    # So many that a roll does not fit into what is left of a page.
    return a_hall(300)


@pytest.fixture
def poll_id(app, hall):
    return a_poll(app, hall, until="open")


@pytest.fixture
def phones(app, hall, poll_id):
    """A function that gives so many delegates' phones."""
    return lambda number: [
        Phone(app, hall, poll_id, person_id) for person_id in hall.delegates[:number]
    ]


@pytest.fixture
def chair(app, hall):
    """One who may do every step of a poll."""
    make_officer("chair", "李明", Office.SECRETARY, person_id=hall.chair)
    visitor = Visitor(app)
    visitor.sign_in("chair")
    return visitor


@pytest.fixture
def press(hall, chair):
    """A function by which the chair presses one of a poll's buttons."""
    token = chair.token()

    def pressed(poll_id, step):
        path = f"/meetings/{hall.meeting_id}/polls/{poll_id}/{step}"
        data = {"csrf_token": token, "version": version(poll_id), "back": ""}
        return chair.client.post(path, data=data)

    return pressed


def papers():
    db.session.rollback()
    return db.session.query(IssuedPaper).count()


def state(poll_id):
    return queries_poll(poll_id).state


def filled(phone):
    return phone.device.fill_in(choose("approve"), phone.paper()).body


def test_a_ballot_is_refused_while_the_box_is_away_and_taken_in_when_it_is_back(phones, poll_id):
    first, second = phones(2)
    known, body = filled(first), filled(second)
    assert first.cast(known).status_code == 201
    before = everything()
    with away("box"):
        for ballot in (body, known):
            assert refused(second.cast(ballot), 503, "unavailable") == NO_BOX
    assert everything() == before
    assert second.cast(body).status_code == 201
    assert returned(poll_id) == 2


def test_a_server_whose_box_was_never_there_refuses_ballots_and_hands_out_papers(
    app, hall, phones, poll_id, caplog
):
    (phone,) = phones(1)
    before = everything()
    elsewhere = made_app(replace(app.config["SETTINGS"], box_database_url=DEAD_PORT))
    with elsewhere.app_context():
        register_two_candidates(elsewhere)
        body = filled(phone)
        path = f"/box/{phone.device.manifest.hash.hex()}"
        reply = elsewhere.test_client().post(path, data=body)
        assert refused(reply, 503, "unavailable") == NO_BOX
        assert elsewhere.test_client().get("/readyz").status_code == 503
        db.engine.dispose()
    assert caplog.messages == ["the ballot box failed: OperationalError "]
    assert everything()["enveloped_ballot"] == before["enveloped_ballot"] == []
    assert phone.cast(body).status_code == 201


def test_no_step_of_a_poll_is_half_done_while_the_box_is_away(app, hall, press):
    drafted, sealed = a_poll(app, hall), a_poll(app, hall, until="sealed")
    opened = a_poll(app, hall, until="open")
    steps = ((drafted, "seal"), (sealed, "open"), (opened, "close"))
    before = everything()
    with away("box"):
        for poll_id, step in steps:
            refused_on_page(press(poll_id, step), 503, NO_BOX)
    assert everything() == before
    for poll_id, step in steps:
        assert press(poll_id, step).status_code == 302
    assert [state(poll_id) for poll_id, _ in steps] == [State.SEALED, State.OPEN, State.CLOSED]


def test_while_the_main_database_is_away_pages_say_so_and_ballots_are_still_taken_in(
    app, phones, poll_id, chair
):
    first, second = phones(2)
    body = filled(first)
    before = everything()
    with away("main"):
        refused_on_page(chair.get("/meetings"), 503, NO_MAIN)
        reply = second.ask_blinded(second.device.blinded)
        assert refused(reply, 503, "unavailable") == NO_MAIN
        assert first.cast(body).status_code == 201
    after = everything()
    assert after.pop("enveloped_ballot") != before.pop("enveloped_ballot")
    assert after == before
    assert second.paper()


def test_with_the_boxs_disk_full_each_ballot_is_in_with_a_receipt_or_refused_and_not_in(
    app, phones, poll_id
):
    ready = [(phone, filled(phone)) for phone in phones(24)]
    assert ready[0][0].cast(ready[0][1]).status_code == 201
    with full("box"):
        answers = [phone.cast(body) for phone, body in ready]
        kept = [reply for reply in answers if reply.status_code == 201]
        assert returned(poll_id) == len(kept)
    assert 1 <= len(kept) < len(ready)
    for reply in answers:
        assert reply in kept or refused(reply, 503, "unavailable") == NO_BOX
    again = [phone.cast(body) for phone, body in ready]
    assert {reply.status_code for reply in again} == {201}
    assert [one.json for one in kept] == [
        two.json for one, two in zip(answers, again, strict=True) if one in kept
    ]
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    assert count_up(app, poll_id)["valid"] == len(ready)


def test_with_the_boxs_disk_full_a_poll_is_neither_closed_nor_opened_half(phones, press, poll_id):
    ready = [(phone, filled(phone)) for phone in phones(24)]
    for phone, body in ready[1:]:
        assert phone.cast(body).status_code == 201
    before = everything()
    with full("box"):
        refused_on_page(press(poll_id, "close"), 503, NO_BOX)
    assert everything() == before
    phone, body = ready[0]
    assert phone.cast(body).status_code == 201
    assert press(poll_id, "close").status_code == 302
    assert queries_poll(poll_id).returned == len(ready)


def test_with_the_main_disk_full_each_paper_is_handed_out_and_kept_or_neither(phones):
    asking = phones(30)
    asking[0].paper()
    with full("main"):
        answers = [phone.ask_blinded(phone.device.blinded) for phone in asking]
        given = [reply for reply in answers if reply.status_code == 200]
        assert papers() == len(given)
    assert 1 <= len(given) < len(asking)
    for reply in answers:
        assert reply in given or refused(reply, 503, "unavailable") == NOT_KEPT
    again = [phone.ask_blinded(phone.device.blinded) for phone in asking]
    assert [one.json for one in given] == [
        two.json for one, two in zip(answers, again, strict=True) if one in given
    ]
    assert papers() == len(asking)


def test_with_the_main_disk_full_a_poll_is_not_sealed_and_can_be_sealed_afterwards(
    app, hall, press
):
    poll_id = a_poll(app, hall)
    before = everything()
    with full("main"):
        refused_on_page(press(poll_id, "seal"), 503, NOT_KEPT)
    after = everything()
    # The box has heard of a poll that nobody will ever vote in; it has no ballot and no paper.
    assert len(after.pop("box_poll")) == len(before.pop("box_poll")) + 1
    assert after == before
    assert press(poll_id, "seal").status_code == 302
    assert press(poll_id, "open").status_code == 302
    assert state(poll_id) == State.OPEN
