import pytest

from tests.cast import (
    ACTOR,
    a_hall,
    a_poll,
    arrive,
    choose,
    count_up,
    queries_poll,
    register_two_candidates,
    version,
    vote,
)
from voting import clock
from voting.audit import queries as audit
from voting.db import unit_of_work
from voting.errors import IllegalStep, NotReady, StaleEdit, WrongInput
from voting.people.models import Person
from voting.polls import counting, lifecycle, queries, readiness, roll
from voting.polls.box import the_box
from voting.polls.rules import Issue, State


@pytest.fixture
def hall(app):
    return a_hall(12)


def events():
    return [entry.event for entry in audit.entries().rows]


def test_a_poll_goes_from_draft_to_certificate(app, hall):
    poll_id = a_poll(app, hall, until="open")
    for person_id in hall.delegates[:9]:
        vote(app, hall, poll_id, person_id, choose("approve", "oppose"))
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    result = count_up(app, poll_id)
    assert result["approvals"] == {"a": 9, "b": 0}
    counting.declare(poll_id, version(poll_id), ACTOR)
    assert queries_poll(poll_id).state == State.DECLARED
    turnout = queries.turnout(queries_poll(poll_id))
    assert (turnout.eligible, turnout.attended, turnout.issued, turnout.returned) == (12, 12, 9, 9)


def test_sealing_freezes_the_roll_and_a_later_leaver_stays_on_it(app, hall):
    poll_id = a_poll(app, hall, until="sealed")

    with unit_of_work() as session:
        session.get(Person, hall.delegates[0]).left_on = queries_poll(poll_id).sealed_at.date()
    assert roll.eligible(queries_poll(poll_id)) == 12
    assert len(queries.manifest_of(queries_poll(poll_id)).groups[0].electors) == 12


def test_a_delegate_who_left_before_sealing_is_not_on_the_roll(app, hall):

    with unit_of_work() as session:
        session.get(Person, hall.delegates[0]).left_on = clock.today()
    assert roll.eligible(queries_poll(a_poll(app, hall, until="sealed"))) == 11


def test_every_step_is_in_the_log(app, hall):
    poll_id = a_poll(app, hall, until="closed")
    counting.open_box(poll_id, version(poll_id), ACTOR, app.config["SETTINGS"].secret_key)
    written = events()
    for event in ("poll:created", "poll:sealed", "poll:opened", "poll:closed", "poll:unsealed"):
        assert event in written


def test_a_sealed_poll_cannot_be_set_up_any_more(app, hall):

    poll_id = a_poll(app, hall, until="sealed")
    with pytest.raises(NotReady, match="作废后重新建立"), unit_of_work() as session:
        lifecycle.touch(session, poll_id, version(poll_id))


def test_the_second_of_two_officers_is_told_that_the_poll_has_moved_on(app, hall):
    poll_id = a_poll(app, hall, until="sealed")
    read = version(poll_id)
    lifecycle.open_poll(poll_id, read, ACTOR)
    with pytest.raises((StaleEdit, IllegalStep)) as told:
        lifecycle.open_poll(poll_id, read, "另一位")
    assert "刷新" in str(told.value) or "查看最新" in str(told.value)
    assert events().count("poll:opened") == 1


def test_a_step_that_is_not_next_is_refused_and_changes_nothing(app, hall):
    poll_id = a_poll(app, hall, until="sealed")
    with pytest.raises(IllegalStep):
        lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    assert queries_poll(poll_id).state == State.SEALED


def test_two_thirds_must_be_there_before_the_poll_opens(app):
    hall = a_hall(12, present=7)
    poll_id = a_poll(app, hall, until="sealed")
    with pytest.raises(NotReady, match="到会人数不足：应到 12 人，须到会 8 人以上"):
        lifecycle.open_poll(poll_id, version(poll_id), ACTOR)
    assert queries_poll(poll_id).state == State.SEALED
    arrive(hall, hall.delegates[7:8])
    lifecycle.open_poll(poll_id, version(poll_id), ACTOR)
    assert queries_poll(poll_id).state == State.OPEN


def test_no_poll_is_sealed_without_the_approval_of_the_meeting(app):
    hall = a_hall(12, approved=False)
    poll_id = a_poll(app, hall)
    with pytest.raises(NotReady, match="批复"):
        lifecycle.seal(poll_id, version(poll_id), ACTOR, app.config["SETTINGS"])
    assert queries_poll(poll_id).manifest is None


def test_what_the_kind_misses_stops_the_sealing(app, hall):
    kind = register_two_candidates(app)
    kind.missing = [Issue("no_candidates", "还没有候选人。")]
    poll_id = a_poll(app, hall)
    with pytest.raises(NotReady, match="还没有候选人"):
        lifecycle.seal(poll_id, version(poll_id), ACTOR, app.config["SETTINGS"])


def test_an_electorate_under_five_is_warned_of_and_not_stopped(app):
    hall = a_hall(4)
    poll = queries_poll(a_poll(app, hall))
    found = readiness.issues(poll)
    assert [issue.code for issue in found] == ["small_roll"]
    assert not readiness.blocking(found)


def test_a_poll_of_an_unknown_kind_is_refused(app, hall):
    with pytest.raises(WrongInput, match="没有这种投票"):
        lifecycle.create_poll(hall.meeting_id, lifecycle.PollFacts("lottery", "抽签"), ACTOR)


def test_an_annulled_poll_keeps_its_reason_and_takes_no_ballot(app, hall):
    poll_id = a_poll(app, hall, until="open")
    lifecycle.annul(poll_id, version(poll_id), "候选人名单有误", ACTOR)
    poll = queries_poll(poll_id)
    assert (poll.state, poll.annul_reason) == (State.ANNULLED, "候选人名单有误")
    with pytest.raises(Exception, match="截止"):
        vote(app, hall, poll_id, hall.delegates[0], choose("approve"))


def test_a_sealed_poll_can_be_annulled_before_it_ever_opened(app, hall):
    poll_id = a_poll(app, hall, until="sealed")
    lifecycle.annul(poll_id, version(poll_id), "会议改期", ACTOR)
    assert queries_poll(poll_id).state == State.ANNULLED


def test_closing_again_after_a_crash_between_the_two_databases_finishes_the_step(app, hall):

    poll_id = a_poll(app, hall, until="open")
    vote(app, hall, poll_id, hall.delegates[0], choose("approve"))
    the_box().close(bytes.fromhex(queries_poll(poll_id).manifest_hash))
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    assert queries_poll(poll_id).returned == 1
