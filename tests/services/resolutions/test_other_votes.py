"""What is decided without a ballot: shows of hands, and decisions of joint meetings."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from tests.cast import ACTOR, a_hall
from tests.services.resolutions.drafting import an_observer, meet_in
from voting import clock
from voting.audit import queries as audit
from voting.congress import queries as congress, service as congress_service
from voting.congress.rules import Body, ItemClass as AgendaClass
from voting.congress.service import CongressFacts, ItemFacts as AgendaFacts, MeetingFacts
from voting.db import db, unit_of_work
from voting.errors import IllegalStep, NotFound, NotReady, WrongInput
from voting.resolutions import other_votes, service
from voting.resolutions.models import HandVote, JointDecision
from voting.resolutions.rules import Confirmation, ItemClass
from voting.resolutions.service import HandFacts, JointFacts


@pytest.fixture
def hall(app):
    return a_hall(6)


def hands(**changes) -> HandFacts:
    facts = {
        "title": "大会议程",
        "item_class": ItemClass.PROCEDURE,
        "preset": "enterprise_congress_2012",
        "present": 6,
        "agree": 4,
        "oppose": 1,
        "abstain": 0,
    }
    return HandFacts(**(facts | changes))


def recorded(hall) -> list[HandVote]:
    db.session.rollback()
    db.session.expire_all()
    return other_votes.hand_votes(hall.meeting_id)


def events() -> list[str]:
    db.session.rollback()
    return [entry.event for entry in audit.entries().rows]


# --- Hands -------------------------------------------------------------------------------------


def test_the_agenda_is_passed_by_hands_and_recorded_as_such(hall):
    made = service.record_hand_vote(hall.meeting_id, hands(), ACTOR)
    assert (made.eligible, made.need, made.carried, made.no_hand) == (6, 4, True, 1)
    assert (made.share, made.operator, made.base) == ("1/2", ">", "eligible")
    assert made.recorded_by == ACTOR
    assert "hand-vote:recorded" in events()


def test_half_by_hands_is_enough_only_where_half_suffices(hall):
    lost = service.record_hand_vote(hall.meeting_id, hands(agree=3), ACTOR)
    assert lost.carried is False
    facts = hands(agree=3, preset="school_congress_32")
    assert service.record_hand_vote(hall.meeting_id, facts, ACTOR).carried is True


def test_a_show_of_hands_may_belong_to_an_item_of_the_agenda(hall):
    facts = AgendaFacts("通过议程", AgendaClass.APPROVE)
    item = congress_service.add_agenda_item(hall.meeting_id, facts, ACTOR).id
    made = service.record_hand_vote(hall.meeting_id, hands(agenda_item_id=item), ACTOR)
    number = made.id
    assert made.agenda_item_id == item
    congress_service.remove_agenda_item(hall.meeting_id, item, ACTOR)
    db.session.expire_all()
    assert db.session.get(HandVote, number).agenda_item_id is None
    with pytest.raises(NotFound):
        service.record_hand_vote(hall.meeting_id, hands(agenda_item_id=999), ACTOR)


def test_welfare_by_hands_is_blocked_in_zhejiang_whatever_the_reason(hall):
    facts = hands(item_class=ItemClass.WELFARE, preset="zhejiang_2010", reason="惯例")
    with pytest.raises(NotReady, match="不能举手表决"):
        service.record_hand_vote(hall.meeting_id, facts, ACTOR)
    assert recorded(hall) == []


def test_welfare_by_hands_elsewhere_is_warned_of_and_needs_a_ground(hall):
    facts = hands(item_class=ItemClass.WELFARE)
    with pytest.raises(NotReady, match="请写明依据"):
        service.record_hand_vote(hall.meeting_id, facts, ACTOR)
    assert recorded(hall) == []
    facts = hands(item_class=ItemClass.WELFARE, reason="本单位章程第九条")
    made = service.record_hand_vote(hall.meeting_id, facts, ACTOR)
    assert made.reason == "本单位章程第九条"


@pytest.mark.parametrize(
    ("changes", "refusal", "sentence"),
    [
        ({"agree": 6}, WrongInput, "多于到会人数"),
        ({"present": 7}, WrongInput, "多于应到会人数"),
        ({"present": 3, "agree": 3, "oppose": 0}, NotReady, "到会人数不足"),
        ({"preset": "no_such"}, WrongInput, "没有名为"),
    ],
)
def test_counts_that_cannot_be_are_refused(hall, changes, refusal, sentence):
    with pytest.raises(refusal, match=sentence):
        service.record_hand_vote(hall.meeting_id, hands(**changes), ACTOR)
    assert recorded(hall) == []


def test_observers_are_in_neither_figure(hall):
    an_observer(hall)
    with pytest.raises(WrongInput, match="列席、特邀人员不计入"):
        service.record_hand_vote(hall.meeting_id, hands(present=7), ACTOR)


def test_a_wrong_record_is_withdrawn_and_stays_to_be_read(hall):
    number = service.record_hand_vote(hall.meeting_id, hands(), ACTOR).id
    with pytest.raises(WrongInput, match="理由"):
        service.withdraw_hand_vote(hall.meeting_id, number, "", ACTOR)
    service.withdraw_hand_vote(hall.meeting_id, number, "清点有误", ACTOR)
    assert recorded(hall)[0].withdrawn_reason == "清点有误"
    with pytest.raises(IllegalStep, match="已经撤销"):
        service.withdraw_hand_vote(hall.meeting_id, number, "再撤", ACTOR)
    with pytest.raises(NotFound):
        service.withdraw_hand_vote(999, number, "别处", ACTOR)
    assert "hand-vote:withdrawn" in events()


def test_the_database_refuses_what_the_rules_refuse(hall):
    made = service.record_hand_vote(hall.meeting_id, hands(), ACTOR).id
    for column, value in (("carried", False), ("agree", 6), ("present", 7), ("operator", "<")):
        with pytest.raises(IntegrityError), unit_of_work() as session:
            setattr(session.get(HandVote, made), column, value)


# --- Joint meetings ----------------------------------------------------------------------------


def a_decision(hall, **changes) -> int:
    facts = {
        "title": "调整年度疗休养方案",
        "decided_on": date(2026, 3, 1),
        "decided_by": "代表团（组）长联席会议",
        "content": "同意将疗休养时间调整到暑期。",
    }
    made = service.record_joint_decision(hall.congress_id, JointFacts(**(facts | changes)), ACTOR)
    return made.id


def a_meeting(hall, ordinal: int = 4, days: int = 30) -> int:
    facts = MeetingFacts(ordinal=ordinal, held_at=clock.now() + timedelta(days=days), place="礼堂")
    return congress_service.create_meeting(hall.congress_id, facts, ACTOR).id


def agenda(meeting_id: int) -> list[str]:
    db.session.rollback()
    db.session.expire_all()
    return [item.title for item in congress.agenda(meeting_id)]


def the_decision(number: int) -> JointDecision:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(JointDecision, number)


CONFIRM = "确认联席会议决定：调整年度疗休养方案"


def test_a_decision_appears_by_itself_on_the_agenda_of_the_next_meeting_that_is_made(hall):
    number = a_decision(hall)
    assert agenda(hall.meeting_id) == []
    following = a_meeting(hall)
    assert agenda(following) == [CONFIRM]
    item = congress.agenda(following)[0]
    assert "2026年3月1日代表团（组）长联席会议决定" in item.note
    assert the_decision(number).agenda_item_id == item.id


def test_a_decision_appears_by_itself_on_the_agenda_of_a_meeting_that_is_made_already(hall):
    later, sooner = a_meeting(hall, 5, 60), a_meeting(hall, 4, 30)
    a_decision(hall)
    assert agenda(sooner) == [CONFIRM]
    assert agenda(later) == []


def test_a_meeting_called_before_the_next_one_takes_the_decision_over(hall):
    regular = a_meeting(hall, 4, 60)
    number = a_decision(hall)
    assert agenda(regular) == [CONFIRM]
    assert agenda(a_meeting(hall, 5, 90)) == []
    sooner = a_meeting(hall, 6, 10)
    assert agenda(sooner) == [CONFIRM]
    assert the_decision(number).agenda_item_id == congress.agenda(sooner)[0].id


def test_the_meeting_confirms_it_and_later_ones_are_not_asked_again(hall):
    number = a_decision(hall)
    following = a_meeting(hall)
    service.settle_joint_decision(
        following, number, Confirmation.CONFIRMED, "举手表决，同意 6 人", ACTOR
    )
    found = the_decision(number)
    assert (found.outcome, found.confirmed_by_id) == ("confirmed", following)
    assert agenda(a_meeting(hall, 5, 90)) == []
    rows = other_votes.joint_decisions(congress.meeting(following))
    assert [(row.waits, row.settled_here) for row in rows] == [(False, True)]
    assert other_votes.joint_decisions(congress.meeting(hall.meeting_id)) == []
    assert {"joint-decision:recorded", "joint-decision:settled"} <= set(events())


def test_a_meeting_that_did_not_deal_with_it_leaves_it_to_the_next(hall):
    number = a_decision(hall)
    first = a_meeting(hall, 4, -1)
    assert agenda(first) == [CONFIRM]
    second = a_meeting(hall, 5, 30)
    assert agenda(second) == [CONFIRM]
    with pytest.raises(IllegalStep, match="不在这次会议的议程上"):
        service.settle_joint_decision(first, number, Confirmation.CONFIRMED, "", ACTOR)


def test_a_decision_taken_off_the_agenda_is_put_back_by_one_button(hall):
    number = a_decision(hall)
    following = a_meeting(hall)
    with pytest.raises(IllegalStep, match="已经在这次会议的议程上"):
        service.put_on_agenda(following, number, ACTOR)
    item = congress.agenda(following)[0].id
    congress_service.remove_agenda_item(following, item, ACTOR)
    rows = other_votes.joint_decisions(congress.meeting(following))
    assert [(row.waits, row.on_agenda) for row in rows] == [(True, False)]
    with pytest.raises(IllegalStep, match="请先列入议程"):
        service.settle_joint_decision(following, number, Confirmation.CONFIRMED, "", ACTOR)
    service.put_on_agenda(following, number, ACTOR)
    assert agenda(following) == [CONFIRM]


def test_what_a_meeting_has_settled_is_neither_put_on_an_agenda_nor_settled_again(hall):
    number = a_decision(hall)
    following = a_meeting(hall)
    service.settle_joint_decision(following, number, Confirmation.NOT_CONFIRMED, "", ACTOR)
    with pytest.raises(IllegalStep, match="不必再列入议程"):
        service.put_on_agenda(following, number, ACTOR)
    with pytest.raises(IllegalStep, match="已经登记过"):
        service.settle_joint_decision(following, number, Confirmation.CONFIRMED, "", ACTOR)
    assert the_decision(number).outcome == "not_confirmed"


def test_a_joint_meeting_that_is_still_to_come_has_decided_nothing(hall):
    with pytest.raises(WrongInput, match="日期还没有到"):
        a_decision(hall, decided_on=clock.today() + timedelta(days=1))
    assert other_votes.decisions_of(hall.congress_id) == []


def test_a_decision_of_another_congress_is_not_there(hall):
    meet_in(hall, 10)
    facts = CongressFacts(
        organisation="江北中学工会",
        ordinal=1,
        body=Body.DELEGATES,
        preset="union_election_2016",
        term_starts=date(2024, 9, 1),
        term_ends=date(2029, 8, 31),
    )
    other = congress_service.create_congress(facts, ACTOR).id
    elsewhere = congress_service.create_meeting(
        other, MeetingFacts(ordinal=1, held_at=clock.now(), place="礼堂"), ACTOR
    ).id
    number = a_decision(hall)
    with pytest.raises(NotFound, match="不属于本届大会"):
        service.put_on_agenda(elsewhere, number, ACTOR)
    with pytest.raises(NotFound):
        service.record_joint_decision(
            999,
            JointFacts(title="一", decided_on=date(2026, 3, 1), decided_by="二", content="三"),
            ACTOR,
        )
