"""What waits at the office: each queue takes what belongs to it, and lets it go when done."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.services.motions.moving import (
    TEXT,
    a_draft,
    a_house,
    as_delegate,
    assigned,
    filed,
    reply,
    second,
    submitted,
    task_of,
    the_motion,
    version,
)
from voting import clock
from voting.access.principal import NOBODY, Kind as Entrance, Principal
from voting.access.rules import Office
from voting.congress.models import Congress, Meeting
from voting.db import db, unit_of_work
from voting.errors import NotAllowed, StaleEdit
from voting.motions import queries_office as office
from voting.motions.handling_models import HandlingRequest, MotionReply
from voting.motions.models import Motion, MotionSeat
from voting.motions.office import found_reach, reach_of
from voting.motions.queries.carried import carried_to
from voting.motions.queries_office import Wanted
from voting.motions.queries_review import similar_to
from voting.motions.queues import Queue
from voting.motions.rules import Class, Grade, Kind, Request, Seat, State
from voting.motions.service import drafting, feedback, handling, requests, review
from voting.motions.service.drafting import Content
from voting.motions.service.handling import Order
from voting.motions.service.replies import report_progress
from voting.motions.service.requests import Wish
from voting.people.models import Person

LATER = clock.today() + timedelta(days=40)


@pytest.fixture
def house(app):
    return a_house()


def waiting(house, queue: Queue, who: Principal | None = None) -> list[int]:
    db.session.rollback()
    reach = reach_of(who or house.secretary)
    return [row.id for row in office.office_page(reach, Wanted(queue), 1, 50).rows]


def make_due(motion_id: int, days: int) -> None:
    with unit_of_work() as session:
        session.get(Motion, motion_id).due_on = clock.today() + timedelta(days=days)


def seated(house, held: Seat) -> Principal:
    """Return an officer who is no delegate, with a seat."""
    person_id = house.hall.outsider
    with unit_of_work() as session:
        session.add(
            MotionSeat(
                congress_id=house.congress_id, person_id=person_id, seat=held.value, unit_id=None
            )
        )
    return house.officer(person_id)


def follow_up(house) -> int:
    motion_id = assigned(house)
    reply(house, motion_id, Class.B, LATER)
    feedback.rate(motion_id, Grade.BASICALLY, "", house.delegate())
    return motion_id


# --- Queues ------------------------------------------------------------------------------------


def test_a_submitted_motion_waits_for_review_the_oldest_first(house):
    second_one = submitted(house, Content("乙", "因", "析", "议"))
    first = submitted(house, Content("甲", "因", "析", "议"))
    with unit_of_work() as session:
        session.get(Motion, first).submitted_at = clock.now() - timedelta(days=30)
    assert waiting(house, Queue.REVIEW) == [first, second_one]
    rows = office.office_page(reach_of(house.secretary), Wanted(Queue.REVIEW), 1, 50).rows
    assert rows[0].overdue > 0
    assert rows[1].overdue == 0
    review.file(first, version(first), house.secretary)
    assert waiting(house, Queue.REVIEW) == [second_one]
    assert waiting(house, Queue.TO_ASSIGN) == [first]


@pytest.mark.parametrize(
    ("days", "overdue", "soon"), [(-1, True, False), (0, False, True), (90, False, False)]
)
def test_a_reply_is_overdue_only_after_its_last_day(house, days, overdue, soon):
    motion_id = assigned(house)
    make_due(motion_id, days)
    assert (waiting(house, Queue.OVERDUE) == [motion_id]) is overdue
    assert (waiting(house, Queue.DUE_SOON) == [motion_id]) is soon
    reply(house, motion_id)
    assert waiting(house, Queue.OVERDUE) == waiting(house, Queue.DUE_SOON) == []


def test_a_task_handed_back_waits_until_it_is_assigned_anew(house):
    motion_id = assigned(house)
    task = task_of(motion_id, house.canteen)
    assert waiting(house, Queue.DECLINED) == []
    handling.decline(motion_id, task.id, "不属于我处职责", house.handler)
    assert waiting(house, Queue.DECLINED) == [motion_id]
    handling.assign(motion_id, version(motion_id), Order(house.finance), house.secretary)
    assert waiting(house, Queue.DECLINED) == []


def test_a_task_moved_to_nobody_waits_until_it_is_assigned(house):
    motion_id = assigned(house, house.finance)
    task = task_of(motion_id, house.canteen)
    requests.ask(motion_id, task.id, Wish(Request.TRANSFER, "不属本部门"), house.handler)
    assert waiting(house, Queue.DECLINED) == []
    asked = db.session.query(HandlingRequest).one().id
    requests.decide(motion_id, asked, "", house.secretary, grant=True)
    assert waiting(house, Queue.DECLINED) == [motion_id]
    handling.assign(motion_id, version(motion_id), Order(house.finance), house.secretary)
    assert waiting(house, Queue.DECLINED) == []


def test_a_request_waits_until_it_is_decided(house):
    motion_id = assigned(house)
    task = task_of(motion_id, house.canteen)
    later = the_motion(motion_id).due_on + timedelta(days=7)
    requests.ask(motion_id, task.id, Wish(Request.EXTENSION, "需招标", later), house.handler)
    assert waiting(house, Queue.REQUESTS) == [motion_id]
    asked = db.session.query(HandlingRequest).one().id
    requests.decide(motion_id, asked, "", house.secretary, grant=True)
    assert waiting(house, Queue.REQUESTS) == []


def test_a_disputed_motion_waits_for_the_presidium(house):
    motion_id = submitted(house)
    review.refer(motion_id, version(motion_id), "是否属于职权有争议", house.secretary)
    assert waiting(house, Queue.PRESIDIUM) == [motion_id]
    assert waiting(house, Queue.PRESIDIUM, seated(house, Seat.PRESIDIUM)) == [motion_id]


def test_a_second_dissatisfaction_waits_for_a_meeting(house):
    motion_id = assigned(house)
    for _round in (1, 2):
        reply(house, motion_id)
        feedback.rate(motion_id, Grade.DISSATISFIED, "没有解决", house.delegate())
    assert waiting(house, Queue.ESCALATED) == [motion_id]


def test_a_promise_waits_from_shortly_before_its_day_and_a_new_promise_puts_it_off(house):
    motion_id = follow_up(house)
    assert waiting(house, Queue.PROMISES) == []
    with unit_of_work() as session:
        session.query(MotionReply).one().promised_on = clock.today() + timedelta(days=2)
    assert waiting(house, Queue.PROMISES) == [motion_id]
    report_progress(motion_id, "设备已到货", Class.B, LATER, house.handler)
    assert waiting(house, Queue.PROMISES) == []


def test_a_motion_whose_mover_left_waits_to_be_handed_over(house):
    motion_id = filed(house)
    other = submitted(house, Content("另一件", "因", "析", "议"), mover=3)
    with unit_of_work() as session:
        session.get(Person, house.hall.delegates[0]).left_on = clock.today()
        session.get(Person, house.hall.delegates[3]).left_on = clock.today() + timedelta(days=9)
    assert waiting(house, Queue.LEFT) == [motion_id]
    review.hand_over(
        motion_id, version(motion_id), house.hall.delegates[0], "退休", house.secretary
    )
    assert waiting(house, Queue.LEFT) == []
    assert the_motion(other).movers[0].left_on is None


def test_the_home_page_leaves_empty_queues_out_and_puts_the_late_first(house):
    assert office.sections(reach_of(house.secretary)) == []
    submitted(house)
    make_due(assigned(house), -4)
    found = office.sections(reach_of(house.secretary))
    assert [section.queue for section in found] == [Queue.OVERDUE, Queue.REVIEW]
    assert [section.total for section in found] == [1, 1]
    assert found[0].rows[0].overdue == 4
    assert found[0].rows[0].lead == "后勤处"
    assert found[0].rows[0].mover == db.session.get(Person, house.hall.delegates[0]).name


def test_of_a_long_queue_the_home_page_shows_the_first_few(house):
    for number in range(7):
        submitted(house, Content(f"第{number}件", "因", "析", "议"))
    section = office.sections(reach_of(house.secretary))[0]
    assert (section.total, len(section.rows)) == (7, 5)
    assert office.numbers(reach_of(house.secretary)) == {State.REVIEW: 7}


def test_a_page_beyond_the_last_is_the_last(house):
    for number in range(3):
        submitted(house, Content(f"第{number}件", "因", "析", "议"))
    found = office.office_page(reach_of(house.secretary), Wanted(), 99, 2)
    assert (found.page, found.pages, len(found.rows)) == (2, 2, 1)


# --- Who sees what -----------------------------------------------------------------------------


def test_a_personal_link_opens_no_office(house):
    who = seated(house, Seat.COMMITTEE)
    assert found_reach(who) is not None
    assert found_reach(as_delegate(house.hall.outsider)) is None


@pytest.mark.parametrize(
    "who",
    [
        NOBODY,
        Principal(Entrance.OFFICER, 3, None, "管理员", offices=frozenset({Office.ADMINISTRATOR})),
        Principal(Entrance.DELEGATE, None, 1, "丁一", offices=frozenset({Office.SECRETARY})),
    ],
)
def test_who_is_not_of_the_office_is_refused(house, who):
    with pytest.raises(NotAllowed, match="提案工作委员会"):
        reach_of(who)


def test_a_handler_is_not_of_the_office(house):
    with pytest.raises(NotAllowed):
        reach_of(house.handler)


def in_state(house, state: State) -> int:
    motion_id = submitted(house)
    with unit_of_work() as session:
        motion = session.get(Motion, motion_id)
        motion.state = state.value
        motion.merged_into_id = motion_id if state is State.MERGED else None
    return motion_id


_HANDED_IN = frozenset(State) - {State.DRAFT, State.SECONDING}
_FILED = frozenset(
    {
        State.FILED,
        State.MERGED,
        State.HANDLING,
        State.REPLIED,
        State.FOLLOW_UP,
        State.ESCALATED,
        State.CLOSED,
    }
)


@pytest.mark.parametrize(
    ("held", "seen"),
    [
        (None, _HANDED_IN),
        (Seat.COMMITTEE, _HANDED_IN),
        (Seat.PRESIDIUM, _FILED | {State.PRESIDIUM}),
        (Seat.LEADER, _FILED),
    ],
)
def test_each_office_sees_the_states_that_are_for_its_eyes(house, held, seen):
    who = house.secretary if held is None else seated(house, held)
    ids = {state: in_state(house, state) for state in State}
    rows = office.rows_of(reach_of(who), ids.values())
    assert {row.state for row in rows} == seen
    shown = {state for state, each in ids.items() if reach_of(who).sees(the_motion(each))}
    assert shown == seen


def test_a_letter_is_for_the_secretary_alone(house):
    motion_id = in_state(house, State.REVIEW)
    with unit_of_work() as session:
        session.get(Motion, motion_id).kind = Kind.LETTER.value
    assert office.rows_of(reach_of(house.secretary), [motion_id])
    member = reach_of(seated(house, Seat.COMMITTEE))
    assert office.rows_of(member, [motion_id]) == []
    assert not member.sees(the_motion(motion_id))


def test_drafts_and_those_asking_for_seconds_are_in_no_list(house):
    a_draft(house)
    second(house, a_draft(house), 1)
    assert office.office_page(reach_of(house.secretary), Wanted(), 1, 50).total == 0


def test_similar_motions_are_those_handed_in_of_all_congresses(house):
    draft = a_draft(house, Content("关于改善食堂饭菜质量的建议", "因", "析", "议"))
    like = submitted(house, Content("關於改善食堂飯菜質量的提案", "因", "析", "议"), mover=3)
    motion_id = submitted(house)
    found = similar_to(the_motion(motion_id), reach_of(house.secretary))
    assert [each.motion.id for each in found] == [like]
    assert found[0].percent == 100
    assert draft not in {each.motion.id for each in found}


# --- Carried over ------------------------------------------------------------------------------


def another_meeting(house, ordinal: int, days: int, congress_id: int | None = None) -> int:
    with unit_of_work() as session:
        meeting = Meeting(
            congress_id=congress_id or house.congress_id,
            ordinal=ordinal,
            held_at=clock.now() + timedelta(days=days),
            place="礼堂",
        )
        session.add(meeting)
        session.flush()
        return meeting.id


def another_congress(house, ordinal: int, organisation: str = "青山中学工会") -> int:
    with unit_of_work() as session:
        first = session.get(Congress, house.congress_id)
        made = Congress(
            organisation=organisation,
            ordinal=ordinal,
            body=first.body,
            preset_name=first.preset_name,
            assembly=first.assembly,
            term_starts=first.term_ends + timedelta(days=1),
            term_ends=first.term_ends + timedelta(days=1800),
        )
        session.add(made)
        session.flush()
        return made.id


def carried(meeting_id: int) -> list[int]:
    db.session.rollback()
    carried = carried_to(db.session.get(Meeting, meeting_id))
    return list(db.session.scalars(select(Motion.id).where(carried).order_by(Motion.id)))


def test_what_one_meeting_left_open_returns_at_the_next_of_this_and_of_a_later_congress(house):
    motion_id = assigned(house)
    same = another_meeting(house, 4, 200)
    later = another_meeting(house, 1, 400, another_congress(house, 6))
    assert carried(same) == carried(later) == [motion_id]
    assert carried(house.meeting_id) == []
    assert waiting(house, Queue.CARRIED) == [motion_id]


def test_another_house_and_an_earlier_meeting_carry_nothing(house):
    assigned(house)
    assert carried(another_meeting(house, 1, 400, another_congress(house, 6, "别的学校"))) == []
    assert carried(another_meeting(house, 2, -200)) == []


def test_what_was_closed_before_a_meeting_is_not_carried_and_what_closed_after_it_was(house):
    motion_id = assigned(house)
    reply(house, motion_id)
    feedback.rate(motion_id, Grade.SATISFIED, "", house.delegate())
    assert carried(another_meeting(house, 4, 1)) == []
    assert carried(another_meeting(house, 5, -1)) == [motion_id]


def test_rejected_withdrawn_and_merged_motions_are_not_carried(house):
    rejected = submitted(house, Content("甲", "因", "析", "议"))
    review.reject(rejected, version(rejected), "属于个人事项", house.secretary)
    withdrawn = submitted(house, Content("乙", "因", "析", "议"))
    drafting.withdraw(withdrawn, version(withdrawn), "已解决", house.delegate())
    lead, merged = submitted(house), submitted(house, TEXT, mover=3)
    review.merge(merged, version(merged), lead, "内容相同", house.secretary)
    assert carried(another_meeting(house, 4, 200)) == [lead]


# --- Several officers at once ------------------------------------------------------------------


def test_two_officers_decide_at_once_and_one_is_told(app, house):
    motion_id = submitted(house)
    old, who = version(motion_id), house.secretary
    heard: list[object] = []

    def decide(act):
        with app.app_context():
            try:
                act()
                heard.append(None)
            except StaleEdit as refusal:
                heard.append(refusal.message)

    acts = (
        lambda: review.file(motion_id, old, who),
        lambda: review.reject(motion_id, old, "已经解决", who),
    )
    threads = [threading.Thread(target=decide, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard.count(None) == 1
    told = next(each for each in heard if each is not None)
    assert "您的操作没有生效" in told


def test_two_hundred_motions_are_filed_in_one_go_without_a_gap(house):
    ids = []
    with unit_of_work() as session:
        for number in range(200):
            motion = Motion(
                kind=Kind.MOTION.value,
                state=State.REVIEW.value,
                congress_id=house.congress_id,
                meeting_id=house.meeting_id,
                title=f"第{number}件",
                created_at=clock.now(),
                submitted_at=clock.now(),
            )
            session.add(motion)
            session.flush()
            ids.append(motion.id)
    results = review.each(ids, lambda id_: review.file(id_, 1, house.secretary))
    assert [one.refusal for one in results] == [""] * 200
    db.session.rollback()
    serials = [motion.serial for motion in db.session.query(Motion).order_by(Motion.id)]
    assert serials == list(range(1, 201))
