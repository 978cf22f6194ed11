import hashlib

import pytest

from tests.cast import ACTOR, a_hall, a_poll, choose, count_up, queries_poll, version, vote
from voting import clock
from voting.access.models import Account
from voting.access.rules import Office
from voting.db import db, unit_of_work
from voting.errors import NotAllowed, NotReady, StaleEdit
from voting.people.models import Person
from voting.polls import counting, lifecycle, queries
from voting.polls.models import Outcome
from voting.polls.opened import counted as counted_box
from voting.polls.rules import State


@pytest.fixture
def hall(app):
    return a_hall(12)


@pytest.fixture
def closed(app, hall):
    """A closed poll: 6 for A, 2 blank, 1 writes 王五 in two spellings each."""
    poll_id = a_poll(app, hall, until="open")
    choices = [choose("approve")] * 6 + [choose()] * 2
    choices += [choose("oppose", None, "王五"), choose("oppose", "oppose", "王 五")]
    for person_id, chosen in zip(hall.delegates, choices, strict=False):
        vote(app, hall, poll_id, person_id, chosen)
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    return poll_id


def opened(app, poll_id):
    counting.open_box(poll_id, version(poll_id), ACTOR, app.config["SETTINGS"].secret_key)


def account_for(person_id: int) -> queries.Signer:

    with unit_of_work() as session:
        person = session.get(Person, person_id)
        account = Account(
            login=f"p{person_id}",
            display_name=person.name,
            person_id=person_id,
            created_at=clock.now(),
        )
        session.add(account)
        session.flush()
        return queries.Signer(account.id, person_id, person.name)


def sign(poll_id, hall, person_id, office, digest=None):
    digest = digest or counting.result_of(poll_id)[1]
    return counting.sign(poll_id, office, digest, "", signer=account_for(person_id))


def test_an_opened_box_shows_counts_and_spellings_and_no_voter(app, closed):
    opened(app, closed)
    counted = counted_box(queries_poll(closed))
    assert (counted.valid, counted.rejected, counted.blank) == (10, 0, 2)
    assert counted.marks["c1"]["a"] == {"approve": 6, "oppose": 2, "abstain": 2}
    assert sum(counted.write_ins["c1"].values()) == 2


def test_a_box_that_is_not_closed_is_not_opened(app, hall):
    poll_id = a_poll(app, hall, until="open")
    with pytest.raises(Exception, match="不能进行这一步"):
        opened(app, poll_id)
    assert queries_poll(poll_id).state == State.OPEN


def test_counting_waits_for_the_scrutineers_to_rule_on_every_name(app, hall, closed):
    opened(app, closed)
    with pytest.raises(NotReady, match="没有认定"):
        counting.count(closed, version(closed), ACTOR)
    assert queries_poll(closed).state == State.OPENED
    texts = list(counted_box(queries_poll(closed)).write_ins["c1"])
    counting.rule_write_in(closed, "c1", texts, person_id=hall.outsider, reason="", actor="监票人")
    counting.count(closed, version(closed), ACTOR)
    ruling = queries.rulings_of(closed)["c1"][texts[0]]
    assert ruling.person_id == hall.outsider


def test_a_void_ruling_needs_a_reason(app, closed):
    opened(app, closed)
    texts = list(counted_box(queries_poll(closed)).write_ins["c1"])
    with pytest.raises(NotReady, match="写明理由"):
        counting.rule_write_in(closed, "c1", texts, person_id=None, reason="", actor="监票人")
    assert queries.rulings_of(closed) == {}


def test_a_name_nobody_wrote_cannot_be_ruled_on(app, closed):
    opened(app, closed)
    with pytest.raises(StaleEdit, match="没有这个写法"):
        counting.rule_write_in(closed, "c1", ["赵六"], person_id=None, reason="x", actor="监票人")


@pytest.fixture
def counted(app, hall):
    poll_id = a_poll(app, hall, until="open")
    for person_id in hall.delegates[:8]:
        vote(app, hall, poll_id, person_id, choose("approve"))
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    count_up(app, poll_id)
    return poll_id


def test_a_declared_and_signed_result_is_certified_by_itself(app, hall, counted):
    counting.declare(counted, version(counted), ACTOR)
    sign(counted, hall, hall.scrutineer, Office.HEAD_SCRUTINEER)
    assert queries_poll(counted).state == State.DECLARED
    sign(counted, hall, hall.teller, Office.TELLER)
    assert queries_poll(counted).state == State.CERTIFIED
    counting.publish(counted, version(counted), ACTOR)
    assert queries_poll(counted).state == State.PUBLISHED


def test_signing_before_the_declaration_certifies_when_it_is_declared(app, hall, counted):
    sign(counted, hall, hall.scrutineer, Office.HEAD_SCRUTINEER)
    sign(counted, hall, hall.teller, Office.TELLER)
    assert queries_poll(counted).state == State.COUNTED
    counting.declare(counted, version(counted), ACTOR)
    assert queries_poll(counted).state == State.CERTIFIED


def test_a_signature_under_another_result_is_refused(app, hall, counted):
    with pytest.raises(StaleEdit, match="没有签字"):
        sign(counted, hall, hall.scrutineer, Office.HEAD_SCRUTINEER, digest="0" * 64)
    assert queries.sign_offs(counted) == []


def test_nobody_signs_for_an_office_they_do_not_hold(app, hall, counted):
    with pytest.raises(NotAllowed, match="没有担任这一职务"):
        sign(counted, hall, hall.outsider, Office.TELLER)
    with pytest.raises(NotAllowed):
        sign(counted, hall, hall.teller, Office.HEAD_SCRUTINEER)
    assert queries.sign_offs(counted) == []


def test_nobody_signs_twice(app, hall, counted):
    signer = account_for(hall.teller)
    digest = counting.result_of(counted)[1]
    counting.sign(counted, Office.TELLER, digest, "", signer=signer)
    with pytest.raises(NotReady, match="已经签过字"):
        counting.sign(counted, Office.TELLER, digest, "", signer=signer)
    assert len(queries.sign_offs(counted)) == 1


def test_an_uncertified_result_is_not_published(app, counted):
    counting.declare(counted, version(counted), ACTOR)
    with pytest.raises(Exception, match="不能进行这一步"):
        counting.publish(counted, version(counted), ACTOR)


def test_the_digest_is_that_of_the_stored_bytes(app, counted):

    outcome = db.session.get(Outcome, counted)
    assert hashlib.sha256(outcome.result).hexdigest() == outcome.digest
