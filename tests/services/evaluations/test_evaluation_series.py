"""Evaluations beside each other: the same again, two held together, the change since before."""

import pytest

from tests.cast import ACTOR, a_hall, a_poll, arrive, queries_poll, version
from tests.services.elections.making import rename
from tests.services.evaluations.making import (
    B,
    C,
    E,
    I,
    a_draft,
    assign_all,
    cast,
    finish,
    group,
    hold,
    open_up,
    option_of,
    score_by,
    show_to,
    the_evaluation,
)
from voting import clock
from voting.audit import queries as audit
from voting.congress.models import Appointment, Congress, Meeting
from voting.db import db, unit_of_work
from voting.errors import WrongInput
from voting.evaluations import queries, service, shown
from voting.evaluations.comparison import compared
from voting.evaluations.kind import EvaluationKind
from voting.evaluations.panels import phone_panel
from voting.evaluations.service import NewEvaluation, SeriesFacts
from voting.evaluations.starting_plans import STARTING_PLANS, Start
from voting.evaluations.visibility import Visibility
from voting.polls import lifecycle, roll
from voting.polls.lifecycle import PollFacts, create_poll

KIND = EvaluationKind()


@pytest.fixture
def hall(app):
    return a_hall(6)


def an_empty_draft(hall, title: str = "今年的测评") -> int:
    return create_poll(hall.meeting_id, PollFacts(queries.KIND, title), ACTOR).id


def copied(hall, earlier: int, title: str = "今年的测评") -> int:
    poll_id = an_empty_draft(hall, title)
    service.copy_from(poll_id, version(poll_id), earlier, ACTOR)
    return poll_id


# --- The same again ----------------------------------------------------------------------------


def test_last_years_set_up_is_taken_over_without_those_who_left(hall):
    earlier = a_draft(hall, hall.delegates[:3], bodies=["校领导班子"])
    score_by(earlier, 100, 80, 60, 40)
    group(earlier, ("A票", "0.4"), ("B票", "0.6"))
    assign_all(earlier, "a", hall.delegates[:2])
    show_to(earlier, Visibility.MEETING, comments_shown=True)
    rename(hall.delegates[2], "离开者", left_on=clock.today())
    poll_id = copied(hall, earlier)

    found = the_evaluation(poll_id)
    assert queries.plan_of(found) == queries.plan_of(queries.evaluation(earlier))
    assert (found.visibility, found.comments_shown) == (Visibility.MEETING, True)
    assert found.previous_poll_id == earlier
    people = [one.person_id for one in queries.subjects(poll_id)]
    assert people == [None, *hall.delegates[:2]]
    assert queries.members(poll_id) == dict.fromkeys(hall.delegates[:2], "a")
    assert found.slots == queries.evaluation(earlier).slots


def test_only_an_empty_draft_takes_over_a_set_up(app, hall):
    earlier = a_draft(hall, hall.delegates[:1])
    other = a_draft(hall, hall.delegates[1:2], title="另一项测评")
    with pytest.raises(WrongInput, match="已有方案"):
        service.copy_from(other, version(other), earlier, ACTOR)
    election = a_poll(app, hall)
    with pytest.raises(WrongInput, match="不能照这一项复制"):
        service.copy_from(election, version(election), earlier, ACTOR)
    assert len(queries.subjects(other)) == 1


# --- The change since before -------------------------------------------------------------------


def test_the_change_since_the_last_time_is_told_for_the_same_person(app, hall):
    earlier = a_draft(hall, [hall.outsider], bodies=["校领导班子"])
    score_by(earlier, 100, 80, 60, 40)
    first = {option_of(earlier, hall.outsider): C}
    hold(app, hall, earlier, dict.fromkeys(hall.delegates, first))
    service.set_series(earlier, SeriesFacts("年度测评", "2025年"), ACTOR)
    poll_id = copied(hall, earlier)
    option = option_of(poll_id, hall.outsider)
    marks = {each: {option: E if each in hall.delegates[:3] else C} for each in hall.delegates}
    result = hold(app, hall, poll_id, marks)

    before = shown.earlier(the_evaluation(poll_id))
    assert before.period == "2025年"
    one = queries.subject_of(poll_id, hall.outsider)
    change = shown.change_of(one, result, before)
    assert (change.score_before, change.score, change.score_change) == ("80.00", "90.00", "+10.00")
    assert [(each.grade, each.before, each.now, each.points) for each in change.changes] == [
        (E, "0.0%", "50.0%", "+50.0"),
        (C, "100.0%", "50.0%", "-50.0"),
        (B, "0.0%", "0.0%", "0.0"),
        (I, "0.0%", "0.0%", "0.0"),
    ]
    body = next(one for one in queries.subjects(poll_id) if one.is_body)
    assert shown.change_of(body, result, before).n == 6


def test_whoever_was_not_judged_before_has_no_change(app, hall):
    earlier = a_draft(hall, [hall.outsider])
    marks = {option_of(earlier, hall.outsider): C}
    hold(app, hall, earlier, dict.fromkeys(hall.delegates, marks))
    poll_id = a_draft(hall, [hall.chair], title="今年的测评")
    service.set_series(poll_id, SeriesFacts(previous_poll_id=earlier), ACTOR)
    option = option_of(poll_id, hall.chair)
    result = hold(app, hall, poll_id, {each: {option: E} for each in hall.delegates})

    one, before = queries.subject_of(poll_id, hall.chair), shown.earlier(the_evaluation(poll_id))
    assert before is not None
    assert shown.change_of(one, result, before) is None


def test_an_earlier_one_that_is_not_counted_or_annulled_is_not_compared_with(app, hall):
    earlier = a_draft(hall, [hall.outsider])
    poll_id = copied(hall, earlier)
    assert shown.earlier(the_evaluation(poll_id)) is None

    marks = {option_of(earlier, hall.outsider): C}
    hold(app, hall, earlier, dict.fromkeys(hall.delegates, marks))
    assert shown.earlier(the_evaluation(poll_id)) is not None
    lifecycle.annul(earlier, version(earlier), "程序有误，重新进行", ACTOR)
    assert shown.earlier(the_evaluation(poll_id)) is None


def test_made_up_grades_are_compared_by_their_words(app, hall):
    earlier = a_draft(hall, [hall.outsider], scale=["g1", "g2"], labels={"g1": "上", "g2": "下"})
    first = {option_of(earlier, hall.outsider): "g1"}
    hold(app, hall, earlier, dict.fromkeys(hall.delegates, first))
    poll_id = a_draft(
        hall,
        [hall.outsider],
        title="今年的测评",
        scale=["g1", "g2"],
        labels={"g1": "点赞", "g2": "下"},
    )
    service.set_series(poll_id, SeriesFacts(previous_poll_id=earlier), ACTOR)
    now = {option_of(poll_id, hall.outsider): "g2"}
    result = hold(app, hall, poll_id, dict.fromkeys(hall.delegates, now))

    one, before = queries.subject_of(poll_id, hall.outsider), shown.earlier(the_evaluation(poll_id))
    change = shown.change_of(one, result, before)
    assert [(each.grade, each.points) for each in change.changes] == [("g2", "+100.0")]


def test_grades_that_only_one_of_two_results_has_are_not_compared():
    def figures(n: int, **counts):
        return {"n": n, "of": n, "counts": counts, "score": None}

    found = compared(figures(3, good=2, new=1), figures(4, good=1, old=3), ["new", "good"])
    assert [(each.grade, each.points) for each in found.changes] == [("good", "+41.7")]
    assert found.score_change == ""
    assert compared(figures(0, good=0), figures(4, good=1), ["good"]).changes == ()


# --- Case 90: two held together (双评) -----------------------------------------------------------


@pytest.fixture
def members_meeting(hall) -> int:
    """A meeting of all members, beside the delegates' one, with its own officers."""
    with unit_of_work() as session:
        whole = session.get(Congress, hall.congress_id)
        congress = Congress(
            organisation=whole.organisation,
            ordinal=whole.ordinal,
            body="members",
            preset_name=whole.preset_name,
            assembly="会员大会",
            term_starts=whole.term_starts,
            term_ends=whole.term_ends,
        )
        session.add(congress)
        session.flush()
        meeting = Meeting(
            congress_id=congress.id,
            ordinal=1,
            held_at=clock.now(),
            place="礼堂",
            approval_number="校工〔2026〕4号",
            approved_on=clock.today(),
        )
        session.add(meeting)
        session.flush()
        for person_id, office in (
            (hall.delegates[4], "head_scrutineer"),
            (hall.delegates[5], "teller"),
        ):
            session.add(
                Appointment(
                    meeting_id=meeting.id,
                    person_id=person_id,
                    office=office,
                    approval="show_of_hands",
                    appointed_at=clock.now(),
                )
            )
        return meeting.id


def a_pair(hall, members_meeting: int) -> tuple[int, int]:
    form = STARTING_PLANS[Start.SATISFACTION]
    made = service.create_pair(
        NewEvaluation(members_meeting, "会员评工会主席", form),
        NewEvaluation(hall.meeting_id, "会员代表评工会组织", form, ("工会组织",)),
        ACTOR,
    )
    chair, body = (poll.id for poll in made)
    service.add_subject(chair, version(chair), hall.chair, ACTOR)
    return chair, body


def test_members_judge_the_chair_delegates_the_body_and_a_delegate_does_both(
    app, hall, members_meeting
):
    chair, body = a_pair(hall, members_meeting)
    members = [elector.person_id for elector in roll.electors(queries_poll(chair))]
    delegates = [elector.person_id for elector in roll.electors(queries_poll(body))]
    assert set(delegates) == set(hall.delegates)
    assert set(members) > set(delegates)

    for_members = type(hall)(**{**vars(hall), "meeting_id": members_meeting})
    arrive(for_members, members)
    open_up(app, chair)
    open_up(app, body)
    both = hall.delegates[0]
    assert roll.entry_of(chair, both)
    assert roll.entry_of(body, both)
    for person_id in members:
        own = person_id == hall.chair
        mark = {option_of(chair, hall.chair): "own" if own else "satisfied"}
        cast(app, for_members, chair, person_id, mark)
    (one,) = queries.subjects(body)
    for person_id in delegates:
        cast(app, hall, body, person_id, {one.option_id: "basically_satisfied"})
    by_members, by_delegates = finish(app, chair), finish(app, body)

    assert by_members["subjects"][0]["n"] == len(members) - 1
    assert by_delegates["subjects"][0]["counts"]["basically_satisfied"] == len(delegates)


def test_two_that_are_held_together_know_each_other(app, hall, members_meeting):
    chair, body = a_pair(hall, members_meeting)
    assert queries.linked_poll(the_evaluation(chair)).id == body
    assert queries.linked_poll(the_evaluation(body)).id == chair
    assert "evaluations:linked" in [entry.event for entry in audit.entries().rows]


def test_a_delegates_phone_tells_of_the_ballot_that_waits_in_the_other_meeting(
    app, hall, members_meeting
):
    chair, body = a_pair(hall, members_meeting)
    meeting, person = db.session.get(Meeting, hall.meeting_id), hall.delegates[0]
    with app.test_request_context():
        assert "您还有一张票" not in phone_panel(meeting, person)
        arrive(type(hall)(**{**vars(hall), "meeting_id": members_meeting}), hall.delegates)
        lifecycle.seal(chair, version(chair), ACTOR, app.config["SETTINGS"])
        meeting = db.session.get(Meeting, hall.meeting_id)
        panel = phone_panel(meeting, person)
    assert f"/meetings/{members_meeting}/polls/{chair}/ballot" in panel
    assert "您还有一张票：会员评工会主席" in panel
    assert body


def test_two_of_one_name_cannot_be_told_apart(hall):
    form = STARTING_PLANS[Start.SATISFACTION]
    one = NewEvaluation(hall.meeting_id, "双评", form)
    with pytest.raises(WrongInput, match="名称不能相同"):
        service.create_pair(one, one, ACTOR)


def test_both_parts_of_one_report_and_two_judgements_have_their_forms(hall):
    made = service.create_pair(
        NewEvaluation(
            hall.meeting_id, "选人用人工作评议", STARTING_PLANS[Start.SELECTION], ("选人用人工作",)
        ),
        NewEvaluation(hall.meeting_id, "新选拔干部评议", STARTING_PLANS[Start.PROMOTED]),
        ACTOR,
    )
    work, people = (poll.id for poll in made)
    assert [one.name for one in queries.subjects(work)] == ["选人用人工作"]
    assert queries.plan_of(the_evaluation(people)).unknown == "unknown"
    assert KIND.follow_ups(queries_poll(work), {}) == []
