"""Excellent motions: nominated when closed, scored by the committee, named, or put to a vote."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from tests.services.motions.moving import a_house, assigned, reply, the_motion, version
from tests.services.motions.registers import an_earlier_congress
from tests.services.motions.staff import a_box
from voting.audit.models import AuditEntry
from voting.awards import queries as awards
from voting.db import db, unit_of_work
from voting.errors import IllegalStep, NotAllowed, NotFound, NotReady, WrongInput
from voting.motions import excellent
from voting.motions.excellent_models import Nomination, NominationScore
from voting.motions.letterbox import service as letters
from voting.motions.letterbox.service import Written
from voting.motions.models import MotionSeat
from voting.motions.rules import Grade, Seat
from voting.motions.service import excellent as service, feedback, handling
from voting.motions.service.handling import Order
from voting.polls.models import Poll


@pytest.fixture
def house(app):
    made = a_house()
    with unit_of_work() as session:
        for person_id in (made.hall.outsider, made.hall.delegates[0]):
            session.add(
                MotionSeat(
                    congress_id=made.congress_id, person_id=person_id, seat=Seat.COMMITTEE.value
                )
            )
    return made


def judge(house):
    return house.officer(house.hall.outsider)


def closed(house) -> int:
    motion_id = assigned(house)
    reply(house, motion_id)
    feedback.rate(motion_id, Grade.SATISFIED, "", house.delegate())
    return motion_id


def nominated(house) -> int:
    motion_id = closed(house)
    service.nominate(motion_id, version(motion_id), "调研充分", house.secretary)
    return motion_id


def of(house, who=None):
    db.session.rollback()
    return excellent.nominees(house.congress_id, who or house.secretary)


def test_a_closed_motion_is_nominated_with_the_reason_and_written_down(house):
    motion_id = nominated(house)
    (one,) = of(house)
    assert (one.motion.id, one.nomination.reason) == (motion_id, "调研充分")
    assert (one.scores, one.mean, one.shown, one.unit) == (0, None, "—", "后勤处")
    assert the_motion(motion_id).state == "closed"


def test_the_committee_nominates_too(house):
    motion_id = closed(house)
    service.nominate(motion_id, version(motion_id), "建议可行", judge(house))
    assert len(of(house)) == 1


def test_an_open_motion_a_second_time_or_without_a_reason_is_refused(house):
    going_on = assigned(house)
    with pytest.raises(IllegalStep):
        service.nominate(going_on, version(going_on), "好", house.secretary)
    motion_id = nominated(house)
    with pytest.raises(NotReady, match="已经推荐过"):
        service.nominate(motion_id, version(motion_id), "好", house.secretary)
    other = closed(house)
    with pytest.raises(WrongInput, match="推荐的理由"):
        service.nominate(other, version(other), " ", house.secretary)
    with pytest.raises(NotAllowed, match="只有"):
        service.nominate(other, version(other), "好", house.delegate(0))
    assert [one.motion.id for one in of(house)] == [motion_id]


def test_a_letter_is_never_put_before_other_readers_as_an_excellent_motion(house):
    box = a_box(house)
    motion_id = letters.send_signed(box, Written("食堂", "请公示成本"), house.delegate()).id
    handling.assign(motion_id, version(motion_id), Order(house.canteen), house.secretary)
    reply(house, motion_id)
    feedback.rate(motion_id, Grade.SATISFIED, "", house.delegate())
    with pytest.raises(NotReady, match="只有提案和意见建议"):
        service.nominate(motion_id, version(motion_id), "好", house.secretary)
    assert of(house) == []


def another_judge(house, place: int):
    with unit_of_work() as session:
        person_id = house.hall.delegates[place]
        session.add(
            MotionSeat(
                congress_id=house.congress_id, person_id=person_id, seat=Seat.COMMITTEE.value
            )
        )
    return house.officer(person_id)


def test_the_mean_is_of_all_who_scored_and_one_may_think_again(house):
    motion_id = nominated(house)
    service.score(motion_id, 90, judge(house))
    service.score(motion_id, 85, another_judge(house, 3))
    service.score(motion_id, 80, judge(house))
    (one,) = of(house, judge(house))
    assert (one.scores, one.mean, one.own, one.shown) == (2, Fraction(165, 2), 80, "82.5")
    logged = [row.event for row in db.session.query(AuditEntry)]
    assert logged.count("motion:scored") == 3


def test_the_best_mean_comes_first_and_who_has_none_last(house):
    unscored, good, better = (nominated(house) for _n in range(3))
    service.score(good, 80, judge(house))
    service.score(better, 81, judge(house))
    assert [one.motion.id for one in of(house)] == [better, good, unscored]


@pytest.mark.parametrize("points", [-1, 101])
def test_points_beyond_the_scale_are_refused(house, points):
    motion_id = nominated(house)
    with pytest.raises(WrongInput, match="0 至 100"):
        service.score(motion_id, points, judge(house))
    assert db.session.query(NominationScore).count() == 0


def test_who_is_not_of_the_committee_or_moved_it_does_not_score(house):
    motion_id = nominated(house)
    for who in (house.secretary, house.handler, house.delegate(0)):
        with pytest.raises(NotAllowed, match="委员本人"):
            service.score(motion_id, 90, who)
    with pytest.raises(NotAllowed, match="应当回避"):
        service.score(motion_id, 100, house.officer(house.hall.delegates[0]))
    assert db.session.query(NominationScore).count() == 0


def test_named_are_those_that_were_chosen_and_nothing_of_them_changes_any_more(house):
    first, second = nominated(house), nominated(house)
    service.publish(house.congress_id, [first], house.secretary)
    named = excellent.published(of(house, house.delegate(1)))
    assert [one.motion.id for one in named] == [first]
    for act in (
        lambda: service.score(first, 90, judge(house)),
        lambda: service.withdraw(first, "重复", house.secretary),
        lambda: service.publish(house.congress_id, [first], house.secretary),
    ):
        with pytest.raises(NotReady, match="已经公布"):
            act()
    service.publish(house.congress_id, [second], house.secretary)
    assert len(excellent.published(of(house))) == 2


def test_naming_nothing_or_of_another_congress_or_by_somebody_else_is_refused(house):
    motion_id = nominated(house)
    with pytest.raises(WrongInput, match="请勾选"):
        service.publish(house.congress_id, [], house.secretary)
    with pytest.raises(NotFound, match="不属于本届"):
        service.publish(an_earlier_congress(), [motion_id], house.secretary)
    with pytest.raises(NotFound, match="不在推荐名单"):
        service.publish(house.congress_id, [motion_id, 999], house.secretary)
    with pytest.raises(NotAllowed):
        service.publish(house.congress_id, [motion_id], house.delegate(1))
    assert excellent.published(of(house)) == []


def test_a_nomination_is_taken_back_with_its_scores_and_a_reason(house):
    motion_id = nominated(house)
    service.score(motion_id, 90, judge(house))
    with pytest.raises(WrongInput, match="理由"):
        service.withdraw(motion_id, "", house.secretary)
    service.withdraw(motion_id, "重复推荐", house.secretary)
    assert db.session.query(Nomination).count() == 0
    service.nominate(motion_id, version(motion_id), "再次推荐", house.secretary)
    assert of(house)[0].scores == 0


def test_a_vote_has_all_who_are_nominated_and_not_named_yet(house):
    named, waiting = nominated(house), nominated(house)
    service.publish(house.congress_id, [named], house.secretary)
    url = excellent.make_award(house.congress_id, house.meeting_id, 1, house.secretary)
    (poll,) = db.session.query(Poll).all()
    assert url == f"/meetings/{house.meeting_id}/polls/{poll.id}/award/sections"
    (section,) = awards.sections(poll.id)
    assert (section.quota, section.subject) == (1, "work")
    nominees = awards.nominees(section.id)
    assert [(one.name, one.story) for one in nominees] == [
        (f"{the_motion(waiting).number} {the_motion(waiting).title}", "调研充分")
    ]


def test_a_vote_of_nobody_or_for_more_than_there_are_is_refused(house):
    with pytest.raises(NotReady, match="推荐名单是空的"):
        excellent.make_award(house.congress_id, house.meeting_id, 1, house.secretary)
    nominated(house)
    with pytest.raises(WrongInput, match="1 至 1"):
        excellent.make_award(house.congress_id, house.meeting_id, 2, house.secretary)
    assert db.session.query(Poll).count() == 0


@pytest.mark.parametrize(
    ("points", "shown"), [([], "—"), ([100], "100.0"), ([88, 89, 88, 88], "88.3"), ([1, 2], "1.5")]
)
def test_a_mean_is_rounded_half_up(points, shown):
    assert excellent.mean_text(excellent.mean(points)) == shown


@given(st.lists(st.integers(0, 100), min_size=1, max_size=30))
def test_a_mean_lies_between_the_least_and_the_most(points):
    assert min(points) <= excellent.mean(points) <= max(points)
    assert abs(Fraction(excellent.mean_text(excellent.mean(points))) - excellent.mean(points)) <= (
        Fraction(1, 20)
    )
