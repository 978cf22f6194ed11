"""Improvements: proposed by anybody of the staff, adopted, tried or not, rewarded, counted."""

import pytest

from tests.services.motions.moving import (
    a_house,
    as_delegate,
    state_of,
    submitted,
    the_motion,
    version,
)
from voting.audit.models import AuditEntry
from voting.db import db, unit_of_work
from voting.errors import IllegalStep, NotAllowed, NotFound, NotReady, StaleEdit, WrongInput
from voting.motions.improvements import queries, service
from voting.motions.improvements.models import Adoption
from voting.motions.improvements.rules import Counts, Decision
from voting.motions.improvements.service import Award, Proposal
from voting.motions.models import Motion, MotionEvent, MotionSeat
from voting.motions.rules import Kind, Seat, State
from voting.motions.service import drafting, handling, review
from voting.motions.service.handling import Order

CODES = Proposal(
    "药品柜改用扫码领用", "手工登记，常有遗漏", "贴码扫描登记", "每周省两小时", "管理制度"
)


@pytest.fixture
def house(app):
    return a_house()


def proposed(house, proposal=CODES, place=0):
    return service.propose(house.congress_id, proposal, house.delegate(place)).id


def decided(house, decision=Decision.ADOPTED, reason="", proposal=CODES):
    motion_id = proposed(house, proposal)
    service.decide(motion_id, version(motion_id), decision, reason, house.secretary)
    return motion_id


def adoption(motion_id):
    db.session.rollback()
    return db.session.get(Adoption, motion_id, populate_existing=True)


def test_anybody_of_the_staff_proposes_without_seconders_and_without_a_seat(house):
    outsider = as_delegate(house.hall.outsider)
    motion_id = service.propose(house.congress_id, CODES, outsider).id
    motion = the_motion(motion_id)
    assert (motion.kind, motion.state, motion.meeting_id) == (
        Kind.IMPROVEMENT,
        State.REVIEW,
        None,
    )
    assert (motion.cause, motion.advice, motion.analysis) == (
        CODES.present,
        CODES.idea,
        CODES.benefit,
    )
    assert motion.movers[0].person_id == house.hall.outsider


def test_what_is_not_said_or_said_by_nobody_is_refused(house):
    with pytest.raises(WrongInput, match="标题、现状和改进办法"):
        proposed(house, Proposal("标题", "", "办法"))
    with pytest.raises(NotAllowed, match="会议卡登录"):
        service.propose(house.congress_id, CODES, house.secretary)
    assert db.session.query(Motion).count() == 0


@pytest.mark.parametrize(
    ("decision", "state", "note"),
    [
        (Decision.ADOPTED, State.FILED, "采纳"),
        (Decision.PILOT, State.FILED, "先试行：先在化学组试一个月"),
        (Decision.REJECTED, State.NOT_FILED, "不采纳：先在化学组试一个月"),
    ],
)
def test_a_decision_moves_it_on_and_is_in_its_history(house, decision, state, note):
    reason = "" if decision is Decision.ADOPTED else "先在化学组试一个月"
    motion_id = decided(house, decision, reason)
    assert state_of(motion_id) is state
    assert adoption(motion_id).decision == decision
    last = db.session.query(MotionEvent).order_by(MotionEvent.id.desc()).first()
    assert last.note == note


def test_an_adopted_one_is_handled_like_any_other_matter_and_has_no_number(house):
    motion_id = decided(house)
    handling.assign(motion_id, version(motion_id), Order(house.canteen), house.secretary)
    assert state_of(motion_id) is State.HANDLING
    assert the_motion(motion_id).number is None


def test_not_adopting_needs_a_reason(house):
    motion_id = proposed(house)
    with pytest.raises(WrongInput, match="请写明理由"):
        service.decide(motion_id, version(motion_id), Decision.REJECTED, " ", house.secretary)
    assert (state_of(motion_id), adoption(motion_id)) == (State.REVIEW, None)


def test_only_the_secretary_and_the_committee_decide_and_only_once(house):
    motion_id = proposed(house)
    for stranger in (house.delegate(), house.handler):
        with pytest.raises(NotAllowed):
            service.decide(motion_id, version(motion_id), Decision.ADOPTED, "", stranger)
    with unit_of_work() as session:
        session.add(
            MotionSeat(
                congress_id=house.congress_id,
                person_id=house.hall.delegates[5],
                seat=Seat.COMMITTEE.value,
            )
        )
    member = house.officer(house.hall.delegates[5])
    seen = version(motion_id)
    service.decide(motion_id, seen, Decision.ADOPTED, "", member)
    with pytest.raises(StaleEdit, match="已于"):
        service.decide(motion_id, seen, Decision.REJECTED, "理由", house.secretary)
    with pytest.raises(IllegalStep):
        service.decide(motion_id, version(motion_id), Decision.PILOT, "", house.secretary)
    assert adoption(motion_id).decision == Decision.ADOPTED


def test_a_motion_is_not_decided_about_as_an_improvement(house):
    motion_id = submitted(house)
    with pytest.raises(NotFound, match="没有这条合理化建议"):
        service.decide(motion_id, version(motion_id), Decision.ADOPTED, "", house.secretary)
    assert state_of(motion_id) is State.REVIEW


def test_one_that_was_not_adopted_is_decided_about_anew_after_an_appeal(house):
    motion_id = decided(house, Decision.REJECTED, "经费不足")
    review.appeal(motion_id, version(motion_id), "不需要经费", house.delegate())
    service.decide(motion_id, version(motion_id), Decision.PILOT, "试试看", house.secretary)
    assert adoption(motion_id).decision == Decision.PILOT
    assert queries.counts(house.congress_id).rejected == 0


def test_an_adopted_one_is_rewarded_and_the_log_says_so(house):
    motion_id = decided(house)
    service.reward(motion_id, 1, Award("全年省八十小时", "一等奖", "500 元"), house.secretary)
    found = adoption(motion_id)
    assert (found.benefit, found.level, found.bonus) == ("全年省八十小时", "一等奖", "500 元")
    last = db.session.query(AuditEntry).order_by(AuditEntry.number.desc()).first()
    assert last.event == "improvement:rewarded"


def test_no_award_without_adoption_without_a_level_by_others_or_on_an_old_page(house):
    rejected, adopted = decided(house, Decision.REJECTED, "经费不足"), decided(house)
    with pytest.raises(NotReady, match="没有采纳或试行"):
        service.reward(rejected, 1, Award("效益"), house.secretary)
    with pytest.raises(WrongInput, match="同时填写奖励等级"):
        service.reward(adopted, 1, Award("效益", "", "500 元"), house.secretary)
    with pytest.raises(NotAllowed, match="登记效益和奖励"):
        service.reward(adopted, 1, Award("效益", "一等奖"), house.delegate())
    service.reward(adopted, 1, Award("效益"), house.secretary)
    with pytest.raises(StaleEdit, match="刚被别人改过"):
        service.reward(adopted, 1, Award("别的"), house.secretary)
    assert adoption(adopted).level == ""


def test_they_are_counted_by_what_became_of_them(house):
    first = decided(house)
    decided(house, Decision.PILOT, "先试")
    decided(house, Decision.REJECTED, "经费不足", Proposal("换灯", "暗", "换", "", "校园环境"))
    waiting = proposed(house)
    withdrawn = proposed(house)
    drafting.withdraw(withdrawn, version(withdrawn), "重复", house.delegate())
    service.reward(first, 1, Award("省时", "一等奖"), house.secretary)
    found = queries.counts(house.congress_id)
    assert found == Counts(received=4, adopted=1, pilot=1, rejected=1, waiting=1, rewarded=1)
    assert found.decided == 3
    assert queries.by_category(house.congress_id) == [("管理制度", 3), ("校园环境", 1)]
    assert [row.motion.id for row in queries.waiting(house.congress_id)] == [waiting]


def test_the_office_decides_about_it_in_no_other_way(house):
    motion_id = proposed(house)
    seen, why = version(motion_id), "请另行评审"
    for act in (
        lambda: review.file(motion_id, seen, house.secretary),
        lambda: review.convert(motion_id, seen, why, house.secretary),
        lambda: review.reject(motion_id, seen, why, house.secretary),
        lambda: review.refer(motion_id, seen, why, house.secretary),
    ):
        with pytest.raises(NotReady, match="评审合理化建议"):
            act()
    assert (state_of(motion_id), version(motion_id)) == (State.REVIEW, seen)
    assert queries.counts(house.congress_id).waiting == 1


def test_one_that_is_one_with_another_is_neither_adopted_nor_counted_by_itself(house):
    lead, same = proposed(house), proposed(house, place=1)
    review.merge(same, version(same), lead, "内容相同", house.secretary)
    assert queries.adopted(house.congress_id).rows == []
    assert queries.counts(house.congress_id).received == 1
    service.decide(lead, version(lead), Decision.ADOPTED, "", house.secretary)
    assert [row.motion.id for row in queries.adopted(house.congress_id).rows] == [lead]


def test_adopted_ones_are_found_in_either_script(house):
    decided(house, proposal=Proposal("意见箱", "条条有答复", "件件有回音"))
    decided(house)
    found = queries.adopted(house.congress_id, "條條有答覆")
    assert [row.motion.title for row in found.rows] == ["意见箱"]
    assert queries.adopted(house.congress_id).total == 2
    assert queries.adopted(house.congress_id, "没有这个词").rows == []


def test_the_congress_that_serves_takes_them(house):
    assert queries.serving_congress().id == house.congress_id
