"""Papers of a survey and the box: one each, in the window only, for this survey alone."""

from datetime import timedelta
from secrets import token_bytes

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from tests.cast import a_hall, a_poll, manifest as poll_manifest, take_paper as poll_paper
from tests.conftest import SECRET
from tests.services.ballots.voters import at_once
from tests.services.surveys.making import (
    a_device,
    a_survey,
    answer,
    at,
    cast,
    closed,
    fresh,
    paper_of,
    sealed,
    sheet,
)
from voting import clock
from voting.ballots import blinding
from voting.ballots.box import BoxState
from voting.ballots.device import Device
from voting.ballots.manifest import from_b64url
from voting.ballots.refusals import (
    AlreadyCast,
    NoSuchPoll,
    PollClosed,
    WrongBlindedMessage,
    WrongPaper,
    WrongSize,
)
from voting.db import db
from voting.errors import NotAllowed, NotFound
from voting.polls.box import the_box
from voting.surveys import guard, queries
from voting.surveys.models import Invitation
from voting.surveys.rules import Body, Mode, State
from voting.surveys.service import issuing, publishing
from voting.surveys.service.issuing import AlreadyTaken, NotAsking


def posted(app, survey, ballot):
    """Cast over the address of the box, as phones do."""
    return cast_at(app, survey.manifest_hash, ballot)


def cast_at(app, box, ballot):
    return app.test_client().post(f"/box/{box}", data=ballot.body)


def test_an_answer_travels_from_paper_to_receipt(app, survey, people):
    device = a_device(survey)
    ballot = device.seal(b"{}", paper_of(survey, people[0], device))
    reply = posted(app, survey, ballot)
    assert reply.status_code == 201
    assert device.accepts(ballot, from_b64url(reply.json["signature"]))
    assert queries.returned_by_phone(survey) == 1
    assert queries.taken(survey.id) == 1


def test_the_same_request_gives_the_same_paper(survey, people):
    device = a_device(survey)
    again = [paper_of(survey, people[0], device) for _ in range(3)]
    assert len(set(again)) == 1
    assert queries.taken(survey.id) == 1


def test_nobody_gets_a_second_paper(survey, people):
    paper_of(survey, people[0], a_device(survey))
    with pytest.raises(AlreadyTaken, match="每人只有一份"):
        paper_of(survey, people[0], a_device(survey))


def test_of_two_phones_at_once_one_gets_the_paper(app, survey, people):
    devices = [a_device(survey) for _ in range(4)]
    public_id, person_id = survey.public_id, people[0]
    db.session.remove()

    def take(device):
        with app.app_context():
            try:
                return issuing.take_paper(public_id, person_id, device.blinded, SECRET)
            finally:
                db.session.remove()

    came = at_once(take, devices)
    assert [type(each) for each in came].count(bytes) == 1
    assert [type(each) for each in came].count(AlreadyTaken) == 3


def test_the_same_phone_asking_at_once_gets_one_answer(app, survey, people):
    device = a_device(survey)
    public_id, person_id = survey.public_id, people[0]
    _ = device.blinded
    db.session.remove()

    def take(_n):
        with app.app_context():
            try:
                return issuing.take_paper(public_id, person_id, device.blinded, SECRET)
            finally:
                db.session.remove()

    came = at_once(take, range(4))
    assert {type(each) for each in came} == {bytes}
    assert len(set(came)) == 1


def test_whoever_is_not_invited_gets_no_paper(people):
    asked = a_survey(body=Body.WOMEN)
    for outside in (people[-1], 99_999):
        with pytest.raises(NotAllowed, match="不在这份问卷的邀请名单上"):
            paper_of(asked, outside, a_device(asked))
    assert queries.taken(asked.id) == 0


def test_papers_are_handed_out_in_the_window_only(survey, people):
    now = clock.now()
    early = at(survey, opens_at=now + timedelta(hours=1))
    with pytest.raises(NotAsking, match="还没有开始"):
        paper_of(early, people[0], a_device(survey))
    late = at(survey, opens_at=None, closes_at=now - timedelta(seconds=1))
    with pytest.raises(NotAsking, match="已经截止"):
        paper_of(late, people[0], a_device(survey))
    assert queries.taken(survey.id) == 0
    assert fresh(survey.id).state == State.CLOSED


def test_a_survey_that_closes_between_signing_and_storing_hands_out_nothing(
    survey, people, monkeypatch
):
    device = a_device(survey)
    sign = issuing._signer

    def slow(found, secret):
        signer = sign(found, secret)
        closed(survey.id)
        return signer

    monkeypatch.setattr(issuing, "_signer", slow)
    with pytest.raises(NotAsking, match="已经截止"):
        paper_of(survey, people[0], device)
    assert queries.taken(survey.id) == 0


def test_a_withdrawn_survey_signs_nothing(survey, people):
    publishing.withdraw(survey.id, survey.version, "题目有误", "王芳")
    with pytest.raises(NotAsking):
        paper_of(fresh(survey.id), people[0], a_device(survey))


def test_keys_destroyed_meanwhile_are_a_refusal_and_no_fault(survey, people, monkeypatch):
    with db.engine.begin() as connection:
        connection.execute(text("DELETE FROM survey_key"))
    with pytest.raises(NotAsking):
        paper_of(survey, people[0], a_device(survey))


@pytest.mark.parametrize("blinded", [b"", b"\0" * 256, b"\xff" * 256, b"x" * 255])
def test_what_is_no_blinded_message_is_not_signed(survey, people, blinded):
    with pytest.raises(WrongBlindedMessage):
        issuing.take_paper(survey.public_id, people[0], blinded, SECRET)
    assert queries.taken(survey.id) == 0


def test_an_open_link_signs_for_anybody_and_writes_nothing(people):
    survey = a_survey(mode=Mode.OPEN)
    for n in range(3):
        answer(survey, None, sheet(n))
    assert queries.returned_by_phone(survey) == 3
    assert queries.taken(survey.id) == queries.invited(survey.id) == 0


def test_an_open_link_has_an_end_of_patience(people, monkeypatch):
    survey = a_survey(mode=Mode.OPEN)
    monkeypatch.setattr(issuing, "MOST_BY_OPEN_LINK", 2)
    answer(survey, None, sheet(0))
    answer(survey, None, sheet(1))
    with pytest.raises(NotAsking, match="已经达到上限"):
        answer(survey, None, sheet(2))


@pytest.mark.parametrize("mode", [Mode.OPEN, Mode.NAMED])
def test_each_mode_has_its_own_way(people, mode, survey):
    other = a_survey(mode=mode)
    blinded = a_device(survey).blinded
    with pytest.raises(NotAllowed, match="不是这样作答的"):
        issuing.take_paper(other.public_id, people[0], blinded, SECRET)
    with pytest.raises(NotAllowed, match="不是这样作答的"):
        issuing.take_open_paper(survey.public_id, blinded, SECRET)


def test_a_survey_nobody_knows_is_not_found(people):
    with pytest.raises(NotFound):
        issuing.take_open_paper("0" * 16, b"", SECRET)


def test_a_paper_of_one_survey_is_none_in_another(survey, people):
    other = a_survey()
    device = a_device(survey)
    paper = paper_of(survey, people[0], device)
    with pytest.raises(WrongPaper):
        cast(other, a_device(other).seal(b"{}", paper))
    with pytest.raises((WrongPaper, WrongSize)):
        cast(other, device.seal(b"{}", paper))
    with pytest.raises(blinding.BadSignature):
        a_device(other).paper(
            issuing.take_paper(survey.public_id, people[1], a_device(survey).blinded, SECRET)
        )


def test_a_named_survey_has_no_box_to_cast_into(survey, people):
    with pytest.raises(NoSuchPoll):
        cast(a_survey(mode=Mode.NAMED), sealed(survey, people[0], sheet()))


def test_a_response_is_cast_once_and_another_of_the_same_paper_refused(survey, people):
    device = a_device(survey)
    paper = paper_of(survey, people[0], device)
    first, second = device.seal(b"{}", paper), device.seal(b"[]", paper)
    assert cast(survey, first) == cast(survey, first)
    with pytest.raises(AlreadyCast):
        cast(survey, second)
    assert queries.returned_by_phone(survey) == 1


def test_after_its_end_the_guard_closes_a_survey_and_the_box_refuses(app, survey, people):
    ballots = [sealed(survey, person_id, sheet(0)) for person_id in people[:2]]
    assert posted(app, survey, ballots[0]).status_code == 201
    at(survey, closes_at=clock.now() - timedelta(seconds=1))
    app.extensions.pop("voting.survey_ends", None)
    late = posted(app, survey, ballots[1])
    assert late.status_code == PollClosed.status
    assert late.json["message"] == PollClosed().message
    assert fresh(survey.id).state == State.CLOSED
    assert the_box().state(queries.manifest_of(survey).hash) is BoxState.CLOSED
    again = posted(app, survey, ballots[0])
    assert again.status_code == 201
    assert queries.returned_by_phone(survey) == 1


def test_the_end_is_looked_up_now_and_then_and_a_moved_one_is_seen(
    app, survey, people, monkeypatch
):
    moment = [100.0]
    monkeypatch.setattr(guard.time, "monotonic", lambda: moment[0])
    ballots = [sealed(survey, person_id, sheet(0)) for person_id in people[:4]]
    box = survey.manifest_hash
    asked = main_statements(app, lambda: cast_at(app, box, ballots[0]))
    assert len(asked) == 1
    moment[0] += 1
    assert main_statements(app, lambda: cast_at(app, box, ballots[1])) == []
    at(survey, closes_at=clock.now() - timedelta(seconds=1))
    assert posted(app, survey, ballots[2]).status_code == 201
    moment[0] += 3
    assert posted(app, survey, ballots[3]).status_code == 409


def test_an_end_moved_out_is_seen_before_anything_is_closed(app, survey, people):
    at(survey, closes_at=clock.now() + timedelta(seconds=1))
    ballots = [sealed(survey, person_id, sheet(0)) for person_id in people[:2]]
    assert posted(app, survey, ballots[0]).status_code == 201
    ends = guard.ends(app)
    key = bytes.fromhex(survey.manifest_hash)
    read_at, (survey_id, _end) = ends._known[key]
    ends._known[key] = read_at, (survey_id, clock.now() - timedelta(seconds=5))
    assert posted(app, survey, ballots[1]).status_code == 201
    assert fresh(survey.id).state == State.OPEN


def main_statements(app, act) -> list[str]:
    """Everything the main database is asked while something is done."""
    asked: list[str] = []

    def listen(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    db.session.rollback()
    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        act()
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)
    return [each for each in asked if not each.startswith(("BEGIN", "SELECT 1"))]


@pytest.fixture
def poll(app):
    hall = a_hall(3)
    poll_id = a_poll(app, hall, until="open")
    found = poll_manifest(poll_id)
    ballots = []
    for person_id in hall.delegates:
        device = Device(token_bytes(16), found)
        paper = poll_paper(app, hall, poll_id, person_id, device)
        ballots.append(device.seal(b"{}", paper))
    return found.hash, ballots


def cast_in_poll(app, poll, n):
    found, ballots = poll
    return cast_at(app, found.hex(), ballots[n])


def test_casting_in_a_poll_asks_main_once_in_a_process_and_never_again(app, poll):
    first = main_statements(app, lambda: cast_in_poll(app, poll, 0))
    assert len(first) == 1
    assert "person" not in first[0]
    for n in (1, 2, 0):
        assert main_statements(app, lambda n=n: cast_in_poll(app, poll, n)) == []


def an_invited(survey) -> int:
    return db.session.query(Invitation.person_id).filter_by(survey_id=survey.id).first()[0]


def away(_hash):
    raise OperationalError("SELECT", {}, Exception("away"))


def test_a_main_database_that_is_away_does_not_stop_casting(app, poll, monkeypatch):
    monkeypatch.setattr(guard, "_read", away)
    assert [cast_in_poll(app, poll, n).status_code for n in range(3)] == [201] * 3


def test_while_main_is_away_a_survey_takes_answers_until_its_known_end(
    app, survey, people, monkeypatch
):
    at(survey, closes_at=clock.now() + timedelta(hours=1))
    ballots = [sealed(survey, person_id, sheet(0)) for person_id in people[:3]]
    assert posted(app, survey, ballots[0]).status_code == 201
    monkeypatch.setattr(guard, "_read", away)
    monkeypatch.setattr(guard, "close_if_due", away)
    monkeypatch.setattr(guard, "_REMEMBERED", -1)
    assert posted(app, survey, ballots[1]).status_code == 201
    past_the_end = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(guard.clock, "now", lambda: past_the_end)
    late = posted(app, survey, ballots[2])
    assert late.status_code == 503
    monkeypatch.undo()
    assert queries.returned_by_phone(survey) == 2


def test_a_poll_does_not_take_the_answers_of_a_survey_nor_a_survey_ballots(app, poll):
    found, ballots = poll
    survey = a_survey(body=Body.WOMEN, least=3)
    response = sealed(survey, an_invited(survey), sheet(0))
    stranger = app.test_client().post(f"/box/{found.hex()}", data=response.body)
    assert stranger.status_code in {413, 422}
    assert posted(app, survey, ballots[0]).status_code in {413, 422}
    device = a_device(survey)
    fits = device.seal(b"{}", ballots[0].paper)
    with pytest.raises(WrongPaper):
        cast(survey, fits)
    assert queries.returned_by_phone(survey) == 0
