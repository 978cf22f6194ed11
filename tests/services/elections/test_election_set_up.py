"""Setting up an election: what is filled, how many seats, by which rules."""

import pytest

from tests.cast import ACTOR, a_hall, a_poll, queries_poll, version
from tests.services.elections.making import a_draft, a_ready_draft, seal
from voting.audit import queries as audit
from voting.db import db
from voting.elections import queries, service
from voting.elections.models import Election
from voting.elections.rules import Body, Mode
from voting.elections.service import ElectionFacts
from voting.errors import NotReady, StaleEdit, WrongInput
from voting.polls.rules import RollBody


@pytest.fixture
def hall(app):
    return a_hall(6)


def facts(**given) -> ElectionFacts:
    return ElectionFacts(**({"body": Body.COMMITTEE, "seats": 3} | given))


def set_up(poll_id: int, **given) -> None:
    service.set_up(poll_id, version(poll_id), facts(**given), ACTOR)


def events() -> list[str]:
    return [entry.event for entry in audit.entries().rows]


def test_an_election_is_created_with_its_set_up_in_one_step(hall):
    poll = service.create_election(hall.meeting_id, "工会委员会委员选举", facts(), ACTOR)

    found = queries.election(poll.id)
    assert (found.body, found.seats, found.preset) == ("committee", 3, "union_election_2016")
    assert queries.mode_of(queries_poll(poll.id)) is Mode.DIRECT
    assert "poll:created" in events()


def test_officers_are_elected_by_the_committee_where_its_members_are_the_roll(hall):
    committee = a_draft(hall)
    chair = a_draft(
        hall, body=Body.CHAIR, roll_body=RollBody.COMMITTEE, committee_poll_id=committee
    )

    assert queries.mode_of(queries_poll(chair)) is Mode.BY_COMMITTEE


def test_the_set_up_of_a_draft_may_be_changed(hall):
    poll_id = a_draft(hall)
    set_up(poll_id, seats=5, members=150)

    found = queries.election(poll_id)
    assert (found.seats, found.members) == (5, 150)
    assert "poll:changed" in events()


def test_local_rules_change_parts_of_a_preset_and_say_why(hall):
    poll_id = a_draft(hall)
    set_up(poll_id, overrides={"writein": "free"}, reason="本单位选举办法第九条")

    found = queries.election(poll_id)
    assert queries.rules_of(found).writein == "free"
    assert found.override_reason == "本单位选举办法第九条"
    assert "setting:overridden" in events()


def test_a_change_of_rules_without_a_reason_is_refused(hall):
    poll_id = a_draft(hall)
    with pytest.raises(WrongInput, match="请写明依据"):
        set_up(poll_id, overrides={"writein": "free"})

    assert queries.election(poll_id).overrides == "{}"


def test_rules_that_make_no_sense_are_refused_with_their_place(hall):
    poll_id = a_draft(hall)
    with pytest.raises(WrongInput, match=r"rules\.tie：.*从不裁决"):
        set_up(poll_id, overrides={"tie": "lot"}, reason="抽签")

    assert queries.election(poll_id).overrides == "{}"


def test_an_election_fills_at_least_one_seat(hall):
    with pytest.raises(WrongInput, match="至少为 1 人"):
        a_draft(hall, seats=0)


def test_a_recall_goes_by_the_rules_of_recalls(hall):
    with pytest.raises(WrongInput, match="选用“罢免”规则"):
        a_draft(hall, body=Body.RECALL)

    poll_id = a_draft(hall, body=Body.RECALL, preset="union_recall_2021")
    assert queries.rules_of(queries.election(poll_id)).writein == "none"


def test_the_second_of_two_officers_is_told_and_changes_nothing(hall):
    poll_id = a_draft(hall)
    read = version(poll_id)
    service.set_up(poll_id, read, facts(seats=5), ACTOR)
    with pytest.raises(StaleEdit, match="刚被别人修改过"):
        service.set_up(poll_id, read, facts(seats=7), "另一位秘书")

    db.session.rollback()
    assert queries.election(poll_id).seats == 5


def test_a_sealed_ballot_is_not_set_up_any_more(app, hall):
    poll_id = a_ready_draft(hall, hall.delegates[:2])
    seal(app, poll_id)
    with pytest.raises(NotReady, match="已经封存"):
        set_up(poll_id, seats=2)

    db.session.rollback()
    assert queries.election(poll_id).seats == 1


def test_a_poll_of_another_kind_has_no_seats(app, hall):
    poll_id = a_poll(app, hall)
    with pytest.raises(WrongInput, match="不是选举"):
        set_up(poll_id)

    db.session.rollback()
    assert db.session.get(Election, poll_id) is None
