"""Setting up an evaluation: the plan, the scoring, who sees the result, the series."""

import pytest

from tests.cast import ACTOR, a_hall, a_poll, queries_poll, version
from tests.services.evaluations.making import (
    C,
    E,
    I,
    a_draft,
    change,
    group,
    score_by,
    seal,
    show_to,
    the_evaluation,
)
from voting.audit import queries as audit
from voting.errors import NotReady, StaleEdit, WrongInput
from voting.evaluations import queries, service
from voting.evaluations.comments import slots
from voting.evaluations.kind import EvaluationKind
from voting.evaluations.rules import SmallGroups
from voting.evaluations.service import SeriesFacts, SheetFacts
from voting.evaluations.starting_plans import STARTING_PLANS, Start
from voting.evaluations.visibility import Visibility
from voting.polls.kinds import Audience, Quorum
from voting.polls.reading import WrongDocument

KIND = EvaluationKind()


@pytest.fixture
def hall(app):
    return a_hall(8)


def plan_of(poll_id: int):
    return queries.plan_of(the_evaluation(poll_id))


def events() -> list[str]:
    return [entry.event for entry in audit.entries().rows]


@pytest.mark.parametrize("start", Start)
def test_every_form_in_common_use_makes_a_plan_and_a_sheet(hall, start):
    poll_id = a_draft(hall, hall.delegates[:2], start=start)
    contests = KIND.contests(queries_poll(poll_id))

    assert plan_of(poll_id).scheme.type == "counts"
    assert all(len(contest.options) == 2 for contest in contests)
    assert len(contests) == max(len(STARTING_PLANS[start].dimensions), 1)
    assert all(contest.own == "own" for contest in contests)


def test_an_evaluation_begins_with_the_words_of_its_form_and_room_for_remarks(hall):
    poll_id = a_draft(hall, hall.delegates[:1], title="年度民主测评")
    contest = KIND.contests(queries_poll(poll_id))[0]

    assert contest.title == "年度民主测评"
    assert contest.labels == {
        "excellent": "优秀",
        "competent": "称职",
        "basic": "基本称职",
        "incompetent": "不称职",
    }
    assert [slot.title for slot in contest.texts] == ["优点", "不足"]
    assert "poll:changed" in events()


def test_disagreement_needs_a_reason_where_newly_promoted_people_are_judged(hall):
    poll_id = a_draft(hall, hall.delegates[:1], start=Start.PROMOTED)
    contest = KIND.contests(queries_poll(poll_id))[0]

    assert contest.scale == ("agree", "basically_agree", "disagree", "unknown")
    assert [(slot.id, slot.needed_for) for slot in contest.texts] == [("reason", ("disagree",))]


def test_remarks_stand_beside_the_last_item_only_and_reasons_beside_each(hall):
    poll_id = a_draft(hall, hall.delegates[:1], start=Start.FIVE)
    found = the_evaluation(poll_id)
    sheet = SheetFacts(slots(remarks=True, reason_for=["poor"]))
    service.change_plan(poll_id, version(poll_id), found.plan_data, sheet, ACTOR)

    contests = KIND.contests(queries_poll(poll_id))
    assert [len(contest.texts) for contest in contests] == [1, 1, 1, 1, 3]


def test_a_chair_may_make_up_grades_limits_and_items(hall):
    poll_id = a_draft(hall, hall.delegates[:3])
    change(
        poll_id,
        scale=["g1", "g2"],
        labels={"g1": "点赞", "g2": "加油"},
        limits={"g1": 1},
        least={"g2": 1},
        reject_uniform=True,
        dimensions=[
            {"id": "d1", "title": "教学", "weight": "70%"},
            {"id": "d2", "title": "服务", "weight": "30%"},
        ],
    )
    contests = KIND.contests(queries_poll(poll_id))

    assert [contest.title for contest in contests] == ["教学", "服务"]
    assert contests[0].labels == {"g1": "点赞", "g2": "加油"}
    assert (contests[0].limits, contests[0].least) == ({"g1": 1}, {"g2": 1})


def test_weights_that_do_not_add_up_are_refused_and_nothing_changes(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    with pytest.raises(WrongDocument, match="权重之和应为 1"):
        change(
            poll_id,
            dimensions=[
                {"id": "d1", "title": "德", "weight": "50%"},
                {"id": "d2", "title": "能", "weight": "40%"},
            ],
        )
    assert plan_of(poll_id).dimensions == ()


def test_a_reason_can_be_asked_only_for_a_grade_there_is(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    sheet = SheetFacts(slots(remarks=False, reason_for=["disagree"]))
    with pytest.raises(WrongInput, match="不在等次表中"):
        service.change_plan(
            poll_id, version(poll_id), the_evaluation(poll_id).plan_data, sheet, ACTOR
        )
    assert [slot.id for slot in the_evaluation(poll_id).slots] == ["strengths", "weaknesses"]


def test_a_scheme_that_fits_the_new_grades_no_more_goes_back_to_counts(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    score_by(poll_id, 100, 80, 60, 40)
    assert plan_of(poll_id).scheme.type == "points"

    given_up = change(poll_id, scale=["g1", "g2"], labels={"g1": "行", "g2": "不行"})
    assert given_up
    assert plan_of(poll_id).scheme.type == "counts"


def test_a_scheme_stays_where_it_still_fits(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    score_by(poll_id, 100, 80, 60, 40)

    assert not change(poll_id, limits={E: 1})
    assert plan_of(poll_id).scheme.type == "points"


def test_points_for_some_grades_only_are_refused(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    with pytest.raises(WrongDocument, match=I):
        service.change_scheme(
            poll_id,
            version(poll_id),
            {"scheme": {"type": "points", "points": {E: "100", C: "80", "basic": "60"}}},
            ACTOR,
        )
    assert plan_of(poll_id).scheme.type == "counts"


def test_the_attendance_is_the_meetings_unless_the_plan_says_otherwise(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    assert KIND.quorum(queries_poll(poll_id)) == Quorum(2, 3)

    change(poll_id, quorum="1/2")
    assert KIND.quorum(queries_poll(poll_id)) == Quorum(1, 2)


@pytest.mark.parametrize(
    ("visibility", "audience"),
    [
        (Visibility.LEADERS, Audience.LEADERS),
        (Visibility.BODIES, Audience.LEADERS),
        (Visibility.MEETING, Audience.MEETING),
        (Visibility.PUBLIC, Audience.PUBLIC),
    ],
)
def test_the_result_reaches_as_far_as_was_said(hall, visibility, audience):
    poll_id = a_draft(hall, hall.delegates[:1])
    show_to(poll_id, visibility, comments_shown=True)

    assert KIND.audience(queries_poll(poll_id)) is audience
    found = the_evaluation(poll_id)
    assert (found.own_sheet, found.comments_shown) == (True, True)


def test_nobody_reads_the_comments_about_them_without_the_figures(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    with pytest.raises(WrongInput, match="一并勾选"):
        show_to(poll_id, Visibility.LEADERS, own_sheet=False, comments_shown=True)
    assert the_evaluation(poll_id).own_sheet


def test_who_sees_the_result_is_fixed_before_anybody_votes(app, hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    seal(app, poll_id)
    with pytest.raises(NotReady, match="已经封存"):
        show_to(poll_id, Visibility.PUBLIC)
    with pytest.raises(NotReady, match="已经封存"):
        change(poll_id, limits={E: 1})
    assert the_evaluation(poll_id).visibility == Visibility.LEADERS


def test_the_series_may_be_named_at_any_time(app, hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    seal(app, poll_id)
    service.set_series(poll_id, SeriesFacts("工会主席述职", "2026年下半年"), ACTOR)

    found = the_evaluation(poll_id)
    assert (found.series, found.period) == ("工会主席述职", "2026年下半年")


def test_a_series_needs_its_period(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    with pytest.raises(WrongInput, match="一起填写"):
        service.set_series(poll_id, SeriesFacts("工会主席述职", ""), ACTOR)


def test_only_another_evaluation_can_stand_beside_one(app, hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    for other in (poll_id, a_poll(app, hall)):
        with pytest.raises(WrongInput, match="不是另一项民主测评"):
            service.set_series(poll_id, SeriesFacts(previous_poll_id=other), ACTOR)


def test_another_form_replaces_the_plan_and_keeps_the_subjects(hall):
    poll_id = a_draft(hall, hall.delegates[:2])
    form = STARTING_PLANS[Start.FIVE]
    service.set_up(poll_id, version(poll_id), form.data(), SheetFacts(form.slots()), ACTOR)

    assert [one.title for one in plan_of(poll_id).dimensions] == ["德", "能", "勤", "绩", "廉"]
    assert len(queries.subjects(poll_id)) == 2


def test_another_form_keeps_what_was_said_about_small_groups(hall):
    poll_id = a_draft(hall, hall.delegates[:2])
    group(poll_id, ("A票", ""), ("B票", ""), min_group=8, small_groups=SmallGroups.MERGE)
    form = STARTING_PLANS[Start.FIVE]
    service.set_up(poll_id, version(poll_id), form.data(), SheetFacts(form.slots()), ACTOR)

    plan = plan_of(poll_id)
    assert [one.title for one in plan.groups] == ["A票", "B票"]
    assert (plan.min_group, plan.small_groups) == (8, SmallGroups.MERGE)


def test_what_is_no_evaluation_gets_no_plan(app, hall):
    poll_id = a_poll(app, hall)
    form = STARTING_PLANS[Start.ANNUAL]
    with pytest.raises(WrongInput, match="不是民主测评"):
        service.set_up(poll_id, version(poll_id), form.data(), SheetFacts(), ACTOR)


def test_the_second_of_two_officers_changes_nothing(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    read = version(poll_id)
    change(poll_id, limits={E: 1})
    with pytest.raises(StaleEdit):
        service.change_plan(poll_id, read, {"limits": {E: 2}}, SheetFacts(), ACTOR)
    assert plan_of(poll_id).limits == {E: 1}


def test_a_poll_without_a_plan_leads_to_the_choice_of_one(app, hall):
    draft = a_poll(app, hall)
    poll = queries_poll(draft)
    assert KIND.setup_url(poll).endswith("/evaluation/start")
    assert [issue.code for issue in KIND.issues(poll)] == ["no_plan"]
    assert KIND.audience(poll) is Audience.LEADERS
    assert [group.id for group in KIND.groups(poll)] == ["all"]
    assert KIND.quorum(poll) == Quorum(2, 3)


def test_how_a_sheet_is_filled_in_is_said_with_its_limits(hall):
    poll_id = a_draft(hall, hall.delegates[:1])
    change(poll_id, limits={E: 3}, reject_uniform=True)
    told = "".join(KIND.filling_in(queries_poll(poll_id)))

    for sentence in ("优秀、称职、基本称职、不称职", "不得超过 3 个", "完全相同", "不评自己"):
        assert sentence in told
