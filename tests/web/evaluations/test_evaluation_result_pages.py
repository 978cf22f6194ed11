"""Who sees what of a counted evaluation: officers, delegates, the judged, strangers."""

import pytest

from tests.cast import ACTOR, Hall, version
from tests.services.evaluations.making import (
    C,
    E,
    a_draft,
    assign_all,
    change,
    group,
    hold,
    option_of,
    options,
    score_by,
    show_to,
    the_evaluation,
)
from tests.web.access.visiting import heading
from tests.web.evaluations.pages import said, url
from voting.evaluations import queries, service
from voting.evaluations.service import SeriesFacts
from voting.evaluations.starting_plans import Start
from voting.evaluations.visibility import Visibility
from voting.polls import counting, lifecycle

NAMES = ("丁一", "王二")
TITLE = "中层干部民主测评"


def a_held(
    app, hall: Hall, visibility: Visibility = Visibility.LEADERS, *, declare: bool = True, **more
) -> int:
    """Hold an evaluation of two delegates and the body, with remarks about the first."""
    poll_id = a_draft(hall, hall.delegates[:2], bodies=["校领导班子"])
    score_by(poll_id, 100, 80, 60, 40)
    show_to(poll_id, visibility, **more)
    run(app, hall, poll_id, declare=declare)
    return poll_id


def run(app, hall: Hall, poll_id: int, *, declare: bool = True, mark: str = E) -> None:
    one, two = (option_of(poll_id, each) for each in hall.delegates[:2])
    body = options(poll_id)["校领导班子"]
    sheets, texts = {}, {}
    for place, person in enumerate(hall.delegates):
        sheets[person] = {one: mark, two: C, body: E}
        if place < 2:
            sheets[person][(one, two)[place]] = "own"
        texts[person] = {"all": {two if place else body: {"weaknesses": f"第{place}条意见"}}}
    hold(app, hall, poll_id, sheets, texts, declare=declare)


def subject_id(poll_id: int, person_id: int) -> int:
    the_evaluation(poll_id)
    return queries.subject_of(poll_id, person_id).id


def subject_page(visitor, hall: Hall, poll_id: int, person_id: int) -> str:
    at = url(hall, poll_id, f"results/{subject_id(poll_id, person_id)}")
    return said(visitor.get(at))


# --- Officers ----------------------------------------------------------------------------------


def test_officers_see_all_figures_with_a_chart_and_its_table(app, hall, chair):
    poll_id = a_held(app, hall)
    page = chair.get(url(hall, poll_id, "results"))
    text = said(page)

    assert heading(page) == "测评结果"
    assert text.count("<svg") == 1
    assert "丁一：优秀 5、称职 0、基本称职 0、不称职 0、未评 0" in text
    for figure in ("回收率 100.0%", "100.00", "80.00", "校领导班子"):
        assert figure in text
    assert "style=" not in text.split("<svg")[1].split("</svg>")[0]


def test_each_row_has_its_own_number_of_valid_sheets(app, hall, secretary):
    poll_id = a_held(app, hall)
    one = said(
        secretary.get(url(hall, poll_id, f"results/{subject_id(poll_id, hall.delegates[0])}"))
    )
    assert '<td class="num">5</td>' in one
    assert "100.0%" in one


def test_officers_read_remarks_shuffled_and_without_any_sign_of_who_wrote_them(
    app, hall, secretary
):
    poll_id = a_held(app, hall)
    page = said(
        secretary.get(url(hall, poll_id, f"results/{subject_id(poll_id, hall.delegates[1])}"))
    )
    found = [f"第{place}条意见" for place in range(6) if f"第{place}条意见" in page]
    assert found == [f"第{place}条意见" for place in range(1, 6)]
    order = sorted(found, key=page.index)
    assert order != found
    assert "不足（5 条）" in page
    assert "顺序已打乱" in page


def test_results_wait_for_the_count(app, hall, secretary, delegate):
    poll_id = a_draft(hall, hall.delegates[:2])
    reply = secretary.get(url(hall, poll_id, "results"))
    assert reply.status_code == 409
    assert "还没有计票" in said(reply)
    reply = delegate.get(url(hall, poll_id, "summary"))
    assert reply.status_code == 403
    assert "还没有宣布" in said(reply)


def test_the_home_page_leads_to_the_results(app, hall, secretary):
    poll_id = a_held(app, hall)
    home = said(secretary.get(f"/meetings/{hall.meeting_id}/polls/{poll_id}"))
    assert url(hall, poll_id, "results") in home
    assert "民主测评汇总表" in home
    assert "按对象、组别和分项" in home


def test_the_meetings_page_leads_to_counted_evaluations_and_to_making_two_at_once(
    app, hall, secretary, chair
):
    at = f"/meetings/{hall.meeting_id}"
    assert "双评、一报告两评议" in said(secretary.get(at))
    assert "双评、一报告两评议" not in said(chair.get(at))
    poll_id = a_held(app, hall)
    for visitor in (secretary, chair):
        assert url(hall, poll_id, "results") in said(visitor.get(at))


def test_groups_stand_side_by_side_with_the_pooled_score_and_small_ones_as_a_dash(
    app, hall, secretary
):
    poll_id = a_draft(hall, [hall.outsider])
    score_by(poll_id, 100, 80, 60, 40)
    group(poll_id, ("A票", "0.6"), ("B票", "0.4"))
    assign_all(poll_id, "a", hall.delegates[:1])
    option = option_of(poll_id, hall.outsider)
    marks = {each: {option: E if each == hall.delegates[0] else C} for each in hall.delegates}
    hold(app, hall, poll_id, marks)

    text = said(secretary.get(url(hall, poll_id, "results")))
    assert "92.00" in text
    assert "83.33" in text
    one = said(secretary.get(url(hall, poll_id, f"results/{subject_id(poll_id, hall.outsider)}")))
    assert "— 人数过少，不单独列出" in one
    assert "按权重得 92.00 分；不分组得 83.33 分。" in one


def test_items_are_shown_each_with_its_own_chart_line(app, hall, secretary):
    poll_id = a_draft(hall, [hall.outsider], start=Start.FIVE)
    option = option_of(poll_id, hall.outsider)
    sheet = {f"d{place}": {option: "good"} for place in range(1, 6)}
    hold(app, hall, poll_id, dict.fromkeys(hall.delegates, sheet))
    text = said(secretary.get(url(hall, poll_id, f"results/{subject_id(poll_id, hall.outsider)}")))

    assert text.count("<svg") == 2
    assert "廉：好 6、较好 0、一般 0、差 0、未评 0" in text


def test_the_change_since_the_last_time_is_shown(app, hall, secretary):
    earlier = a_held(app, hall)
    service.set_series(earlier, SeriesFacts("年度测评", "2025年"), ACTOR)
    poll_id = a_draft(hall, hall.delegates[:2], bodies=["校领导班子"], title="今年的测评")
    score_by(poll_id, 100, 80, 60, 40)
    service.set_series(poll_id, SeriesFacts("年度测评", "2026年", previous_poll_id=earlier), ACTOR)
    run(app, hall, poll_id, mark=C)

    text = said(secretary.get(url(hall, poll_id, "results")))
    assert "与2025年比较" in text
    assert "-20.00" in text
    one = said(
        secretary.get(url(hall, poll_id, f"results/{subject_id(poll_id, hall.delegates[0])}"))
    )
    assert "-100.0 个百分点" in one


def test_marks_without_bands_have_a_mean_and_no_chart(app, hall, secretary):
    poll_id = a_draft(hall, [hall.outsider], start=Start.MARKS)
    change(
        poll_id,
        points={"most": 100, "places": 0},
        labels={},
        scheme={"type": "marks", "trim_above": None},
    )
    option = option_of(poll_id, hall.outsider)
    hold(app, hall, poll_id, {each: {option: "88"} for each in hall.delegates})
    text = said(secretary.get(url(hall, poll_id, "results")))

    assert "88.00" in text
    assert "<svg" not in text


# --- The meeting -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("visibility", "status", "seen", "unseen"),
    [
        (Visibility.LEADERS, 403, (), NAMES),
        (Visibility.BODIES, 200, ("校领导班子",), NAMES),
        (Visibility.MEETING, 200, ("校领导班子", *NAMES), ()),
        (Visibility.PUBLIC, 200, ("校领导班子", *NAMES), ()),
    ],
)
def test_a_delegate_sees_as_much_as_the_setting_says(
    app, hall, delegate, visibility, status, seen, unseen
):
    poll_id = a_held(app, hall, visibility)
    reply = delegate.get(url(hall, poll_id, "summary"))
    text = said(reply)

    assert reply.status_code == status
    assert all(name in text for name in seen)
    assert not any(name in text for name in unseen)
    assert "条意见" not in text
    phone = said(delegate.get(f"/m/{hall.meeting_id}"))
    assert (f"测评结果：{TITLE}" in phone) == (status == 200)


def test_nothing_is_shown_before_the_chair_declares_it(app, hall, delegate, judged):
    poll_id = a_held(app, hall, Visibility.PUBLIC, declare=False)
    assert delegate.get(url(hall, poll_id, "summary")).status_code == 403
    assert judged.get(f"/my/evaluations/{poll_id}").status_code == 403
    counting.declare(poll_id, version(poll_id), ACTOR)
    assert delegate.get(url(hall, poll_id, "summary")).status_code == 200


@pytest.mark.parametrize("visibility", [Visibility.MEETING, Visibility.PUBLIC])
def test_one_of_the_house_who_takes_no_part_sees_nothing_before_publication(
    app, hall, outsider, visibility
):
    poll_id = a_held(app, hall, visibility)
    reply = outsider.get(url(hall, poll_id, "summary"))
    assert reply.status_code == 403
    assert "不向您公布" in said(reply)


def test_officers_pages_are_closed_to_delegates(app, hall, delegate, judged):
    poll_id = a_held(app, hall, Visibility.PUBLIC)
    for visitor in (delegate, judged):
        assert visitor.get(url(hall, poll_id, "results")).status_code == 403
        at = url(hall, poll_id, f"results/{subject_id(poll_id, hall.delegates[0])}")
        assert visitor.get(at).status_code == 403


@pytest.mark.parametrize(
    ("visibility", "shown"), [(Visibility.MEETING, True), (Visibility.LEADERS, False)]
)
def test_the_announcement_and_the_projector_respect_who_may_see(
    app, hall, delegate, secretary, visibility, shown
):
    poll_id = a_held(app, hall, visibility)
    at = f"/meetings/{hall.meeting_id}"
    announced = said(delegate.get(f"{at}/polls/{poll_id}/announcement"))
    projected = said(secretary.get(f"{at}/screen"))

    assert ("丁\u3000一" in announced) is shown
    assert ("丁\u3000一" in projected) is shown
    assert ("各项结果不在会上公布" in projected) is not shown
    assert "收回" in projected


# --- The judged --------------------------------------------------------------------------------


def test_a_subject_sees_their_own_sheet_and_nobody_elses(app, hall, judged):
    poll_id = a_held(app, hall)
    reply = judged.get(f"/my/evaluations/{poll_id}")
    text = said(reply)

    assert heading(reply) == "我的测评结果"
    assert "丁一，您好" in text
    assert "王二" not in text
    assert "王\u3000二" not in text
    assert "校领导班子" not in text
    assert "条意见" not in text
    phone = said(judged.get(f"/m/{hall.meeting_id}"))
    assert f"我的测评结果：{TITLE}" in phone


def test_a_subject_reads_the_remarks_about_them_where_the_setting_says_so(app, hall, phone_of):
    poll_id = a_held(app, hall, comments_shown=True)
    text = said(phone_of(hall.delegates[1]).get(f"/my/evaluations/{poll_id}"))
    assert "对您的意见" in text
    assert all(f"第{place}条意见" in text for place in range(1, 6))
    assert "第0条意见" not in text


def test_a_subject_sees_nothing_where_the_setting_says_so(app, hall, judged):
    poll_id = a_held(app, hall, own_sheet=False)
    reply = judged.get(f"/my/evaluations/{poll_id}")
    assert reply.status_code == 403
    assert "不向本人公布" in said(reply)
    assert "我的测评结果" not in said(judged.get(f"/m/{hall.meeting_id}"))


def test_whoever_is_not_judged_has_no_sheet(app, hall, delegate, secretary, outsider):
    poll_id = a_held(app, hall, Visibility.PUBLIC)
    for visitor in (delegate, secretary, outsider):
        reply = visitor.get(f"/my/evaluations/{poll_id}")
        assert reply.status_code == 404
        assert "没有您的测评结果" in said(reply)
    assert delegate.get("/my/evaluations/999999").status_code == 404


def test_an_annulled_evaluation_shows_nothing_to_anybody(app, hall, judged, delegate, secretary):
    poll_id = a_held(app, hall, Visibility.PUBLIC)
    lifecycle.annul(poll_id, version(poll_id), "程序有误，重新进行", ACTOR)

    assert judged.get(f"/my/evaluations/{poll_id}").status_code == 404
    assert delegate.get(url(hall, poll_id, "summary")).status_code == 403
    assert secretary.get(url(hall, poll_id, "results")).status_code == 409
    assert delegate.get(url(hall, poll_id, "reports")).status_code == 404
    assert "测评结果：" not in said(delegate.get(f"/m/{hall.meeting_id}"))


def test_nobody_unknown_comes_in(app, hall):
    poll_id = a_held(app, hall, Visibility.PUBLIC)
    client = app.test_client()
    for at in (
        url(hall, poll_id, "results"),
        url(hall, poll_id, "summary"),
        url(hall, poll_id, "reports"),
        f"/my/evaluations/{poll_id}",
    ):
        assert client.get(at).status_code == 401
