"""What lists show: the public list with its filters and search, one's own, what waits."""

from datetime import timedelta

import pytest

from tests.services.motions.moving import (
    TEXT,
    a_draft,
    a_house,
    assigned,
    filed,
    reply,
    second,
    submitted,
    the_motion,
    version,
)
from tests.services.resolutions.drafting import an_observer
from voting import clock
from voting.congress.models import Congress, Delegate, Delegation, Meeting
from voting.db import db, unit_of_work
from voting.motions import queries
from voting.motions.models import MotionCall
from voting.motions.queries import Wanted
from voting.motions.queries.lists import PAGE_SIZE
from voting.motions.queries.seconding import candidates
from voting.motions.queries.submitting import Window, readiness
from voting.motions.rules import Grade, Kind, SecondState, State
from voting.motions.service import changes, drafting, feedback, review
from voting.motions.service.drafting import Content
from voting.motions.settings import defaults


@pytest.fixture
def house(app):
    return a_house()


def found(**wanted) -> list[str]:
    return [row.title for row in queries.public_list(Wanted(**wanted)).rows]


PARKING = Content("关于增加停车位的提案", "车多位少", "早高峰堵车", "建设立体车库", "校园环境")
MEALS = Content("关於改善飯菜質量的提案", "飯菜單一", "問卷滿意度低", "引入競爭", "生活福利")


@pytest.fixture
def two(house) -> tuple[int, int]:
    return filed(house, PARKING), filed(house, MEALS, mover=3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [MEALS.title, PARKING.title]),
        ("饭菜质量", [MEALS.title]),
        ("飯菜質量", [MEALS.title]),
        ("立体 车库", [PARKING.title]),
        ("立体 饭菜", []),
        ("5-3-001", [PARKING.title]),
        ("５－３－００１", [PARKING.title]),
        ("5-3-009", []),
        ("100%", []),
        ("_", []),
    ],
)
def test_a_search_finds_texts_in_either_script_and_numbers(two, text, expected):
    assert found(text=text) == expected


def test_a_search_does_not_find_movers_by_name(house, two):
    assert found(text=house.delegate(0).name) == []


def test_filters_narrow_the_list(house, two):
    assert found(category="校园环境") == [PARKING.title]
    assert found(state=State.HANDLING) == []
    assert found(congress_id=house.congress_id) == [MEALS.title, PARKING.title]
    assert found(congress_id=house.congress_id + 1) == []
    assert found(kind=Kind.SUGGESTION) == []
    motion_id = assigned(house, house.finance)
    assert found(unit_id=house.canteen) == found(unit_id=house.finance) == [TEXT.title]
    assert found(state=State.HANDLING, unit_id=house.canteen) == [the_motion(motion_id).title]


def test_a_department_that_handed_a_task_back_does_not_handle_it(house):
    assigned(house)
    with unit_of_work() as session:
        session.execute(db.text("UPDATE assignment SET state = 'declined', reason = '不属于'"))
    assert found(unit_id=house.canteen) == []


def test_a_long_list_comes_in_pages_from_the_latest_on(house):
    ids = [filed(house, Content(f"第{n:02d}件", "因", "析", "议")) for n in range(1, PAGE_SIZE + 3)]
    first = queries.public_list(Wanted())
    assert [row.id for row in first.rows] == ids[::-1][:PAGE_SIZE]
    second_page = queries.public_list(Wanted(before=first.next_before))
    assert [row.id for row in second_page.rows] == [ids[1], ids[0]]
    assert second_page.next_before is None


# --- One's own -----------------------------------------------------------------------------------


def test_a_delegate_sees_what_they_wrote_and_what_waits_for_them(house):
    draft = a_draft(house)
    drafting.invite(draft, version(draft), [house.hall.delegates[1]], house.delegate())
    replied = assigned(house)
    reply(house, replied)
    me, asked = house.hall.delegates[:2]
    assert [row.id for row in queries.own(me)] == [replied, draft]
    assert [row.id for row in queries.to_rate(me)] == [replied]
    waiting = queries.asked_to_second(asked)
    assert [(row.id, row.movers) for row in waiting] == [(draft, (house.delegate().name,))]
    feedback.rate(replied, Grade.SATISFIED, "", house.delegate())
    assert queries.to_rate(me) == []


def test_an_invitation_waits_until_it_is_answered_and_again_after_an_edit(house):
    draft = a_draft(house)
    second(house, draft, 1)
    asked = house.hall.delegates[1]
    assert queries.asked_to_second(asked) == []
    changed = Content("新的案名", TEXT.cause, TEXT.analysis, TEXT.advice)
    drafting.save(draft, version(draft), changed, house.delegate())
    assert [row.title for row in queries.asked_to_second(asked)] == ["新的案名"]
    changes.become_suggestion(draft, version(draft), house.delegate())
    assert queries.asked_to_second(asked) == []


def test_who_handed_over_has_it_no_more_among_their_own(house):
    lead = filed(house)
    review.hand_over(lead, version(lead), house.hall.delegates[0], "调离", house.secretary)
    assert queries.own(house.hall.delegates[0]) == []
    assert [row.id for row in queries.own(house.hall.delegates[1])] == [lead]


# --- Writing -------------------------------------------------------------------------------------


def test_similar_motions_are_public_ones_alone(house, two):
    a_draft(house, Content("关于增加停车位的提案", "", "", ""), mover=4)
    likes = queries.similar_to("关于多增加停车位的提案")
    assert [(like.title, like.number) for like in likes] == [(PARKING.title, "5-3-001")]
    assert queries.similar_to("关于多增加停车位的提案", but=likes[0].id) == []
    assert [like.title for like in queries.similar_to("改善饭菜质量")] == [MEALS.title]
    assert queries.similar_to("") == []


def test_full_delegates_are_found_by_name_or_number_and_nobody_else(house):
    observer = an_observer(house.hall)
    motion = the_motion(a_draft(house))
    numbers = {each.number for each in candidates(motion, "000")}
    assert numbers == {f"{n:05d}" for n in range(2, 9)}
    assert candidates(motion, "文三") == []
    assert observer not in {each.person_id for each in candidates(motion, "0")}
    one = candidates(motion, "00003")[0]
    assert one.can_be_asked
    assert candidates(motion, one.name)[0].person_id == one.person_id


def test_the_own_delegation_is_offered_first(house):
    with unit_of_work() as session:
        group = Delegation(congress_id=house.congress_id, name="第一代表团")
        session.add(group)
        session.flush()
        for person_id in house.hall.delegates[:3]:
            seat = session.query(Delegate).filter_by(person_id=person_id).one()
            seat.delegation_id = group.id
    motion = the_motion(a_draft(house))
    offered = {each.person_id for each in candidates(motion, "")}
    assert offered == set(house.hall.delegates[1:3])


def test_whoever_was_asked_is_not_asked_again_before_they_answer(house):
    draft = a_draft(house)
    asked = house.hall.delegates[1]
    drafting.invite(draft, version(draft), [asked], house.delegate())
    motion = the_motion(draft)
    answers = {each.person_id: each for each in candidates(motion, "0000")}
    assert (answers[asked].answer, answers[asked].can_be_asked) == (SecondState.INVITED, False)
    text = the_motion(draft).text_version
    drafting.answer_invitation(draft, text, house.delegate(1), given=False)
    answers = {each.person_id: each for each in candidates(the_motion(draft), "0000")}
    assert answers[asked].can_be_asked


def test_a_draft_is_for_the_meeting_whose_call_is_open(house):
    with unit_of_work() as session:
        session.add(
            Meeting(
                congress_id=house.congress_id,
                ordinal=4,
                held_at=clock.now() + timedelta(days=200),
                place="礼堂",
            )
        )
    offered = queries.places(house.hall.delegates[0])
    assert [place.meeting.ordinal if place.meeting else None for place in offered] == [3, 4, None]
    assert [place.is_open for place in offered] == [True, False, False]
    assert all(place.full for place in offered)
    assert queries.places(house.hall.outsider) == []


def test_between_meetings_the_latest_one_is_offered(house):
    with unit_of_work() as session:
        session.get(Meeting, house.meeting_id).held_at = clock.now() - timedelta(days=90)
        call = session.get(MotionCall, house.meeting_id)
        call.opens_on, call.closes_on = (
            clock.today() - timedelta(days=130),
            clock.today() - timedelta(days=110),
        )
    offered = queries.places(house.hall.delegates[0])
    assert [place.meeting.ordinal if place.meeting else None for place in offered] == [3, None]


def test_an_observer_may_write_but_move_no_motion(house):
    offered = queries.places(an_observer(house.hall))
    assert [place.full for place in offered] == [False, False]


@pytest.mark.parametrize(
    ("opens", "closes", "late", "expected"),
    [
        (1, 9, "suggestion", Window.NOT_YET),
        (0, 0, "suggestion", Window.OPEN),
        (-9, -1, "suggestion", Window.SUGGESTION),
        (-9, -1, "refused", Window.REFUSED),
    ],
)
def test_a_mover_is_told_how_the_call_stands(house, opens, closes, late, expected):
    draft = a_draft(house)
    with unit_of_work() as session:
        call = session.get(MotionCall, house.meeting_id)
        call.opens_on = clock.today() + timedelta(days=opens)
        call.closes_on = clock.today() + timedelta(days=closes)
        settings = defaults(house.congress_id)
        settings.late = late
        session.add(settings)
    ready = readiness(the_motion(draft))
    assert ready.window is expected
    assert ready.needed == (0 if expected is Window.SUGGESTION else 2)
    assert ready.can_be_sent == (expected is Window.SUGGESTION)


def test_a_suggestion_knows_no_last_day_and_needs_no_seconder(house):
    ready = readiness(the_motion(a_draft(house, kind=Kind.SUGGESTION)))
    assert (ready.window, ready.needed, ready.can_be_sent) == (Window.FREE, 0, True)


def test_what_is_missing_is_named(house):
    ready = readiness(the_motion(a_draft(house, Content("只有案名"))))
    assert (ready.missing, ready.seconded) == (("cause", "advice"), False)


def test_a_meeting_knows_how_many_it_received_and_filed(house):
    filed(house)
    submitted(house, Content("另一件", "因", "析", "议"))
    a_draft(house)
    counted = queries.count_by_state(house.meeting_id)
    assert counted == {State.FILED: 1, State.REVIEW: 1}
    assert queries.filed_in(counted) == 1


def test_past_congresses_are_searched_too(house, two):
    with unit_of_work() as session:
        past = session.get(Congress, house.congress_id)
        later = Congress(
            organisation=past.organisation,
            ordinal=6,
            body="delegates",
            preset_name=past.preset_name,
            assembly=past.assembly,
            term_starts=past.term_ends,
            term_ends=past.term_ends + timedelta(days=1800),
        )
        session.add(later)
    assert found(text="车库", congress_id=house.congress_id) == [PARKING.title]
    assert found(text="车库") == [PARKING.title]
