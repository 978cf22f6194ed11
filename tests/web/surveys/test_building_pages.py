"""The builder of questionnaires as a list: its acts, its pages, its preview; who may."""

import re
from html import unescape

import pytest

from benchmarks.survey_builder import questionnaire
from tests.web.access.visiting import heading, told
from tests.web.surveys.building import (
    ACTOR,
    act,
    add,
    empty_draft,
    form_of,
    order,
    publish,
    version_of,
    words,
)
from voting.surveys import queries, templates
from voting.surveys.form import Kind
from voting.surveys.service import drafts
from voting.surveys.service.drafts import Facts


@pytest.fixture
def survey(app):
    """An empty draft."""
    return empty_draft()


def test_an_empty_questionnaire_says_how_to_begin(secretary, survey):
    page = secretary.get(f"/surveys/{survey.id}/build")
    assert heading(page) == "编写题目"
    assert "还没有题目" in words(page)
    for make in (
        "单选",
        "多选",
        "量表",
        "矩阵",
        "打分",
        "推荐度",
        "排序",
        "数字",
        "日期",
        "填空",
        "简答",
        "说明",
        "知悉",
        "计算",
    ):
        assert make in words(page)


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        ("one", Kind.SELECT_ONE),
        ("several", Kind.SELECT_MULTIPLE),
        ("likert", Kind.SELECT_ONE),
        ("rank", Kind.RANK),
        ("range", Kind.RANGE),
        ("nps", Kind.RANGE),
        ("number", Kind.INTEGER),
        ("date", Kind.DATE),
        ("time", Kind.TIME),
        ("text", Kind.TEXT),
        ("long", Kind.TEXT),
        ("note", Kind.NOTE),
        ("acknowledge", Kind.ACKNOWLEDGE),
        ("calculate", Kind.CALCULATE),
        ("matrix", Kind.SELECT_ONE),
    ],
)
def test_every_make_of_question_can_be_added_and_opened(secretary, survey, make, kind):
    assert secretary.get(f"/surveys/{survey.id}/build/new?make={make}").status_code == 200
    assert add(secretary, survey, make).status_code == 303
    [item] = form_of(survey).sections[0].items
    assert {each.kind for each in form_of(survey).questions()} == {kind}
    assert secretary.get(f"/surveys/{survey.id}/build/items/{item.name}").status_code == 200
    assert secretary.get(f"/surveys/{survey.id}/build").status_code == 200


def test_the_list_shows_pages_numbers_kinds_and_conditions(secretary, survey):
    add(secretary, survey, label="您满意吗", required="y")
    add(
        secretary,
        survey,
        "matrix",
        label="各方面",
        **{"conditions-0-target": "q1=o1", "conditions-0-sign": "="},
    )
    page = words(secretary.get(f"/surveys/{survey.id}/build"))
    assert "共 1 页、2 道题" in page
    assert "1 您满意吗 单选，必答：满意、不满意" in page
    assert "2 各方面 矩阵：食堂、班车 显示条件：第 1 题选“满意”" in page


def test_questions_are_moved_copied_and_removed(secretary, survey):
    for label in ("甲", "乙", "丙"):
        add(secretary, survey, label=label)
    assert act(secretary, survey, "up:q3").location.endswith("/build#i-q3")
    assert order(survey) == [["q1", "q3", "q2"]]
    act(secretary, survey, "copy:q1")
    assert order(survey) == [["q1", "q4", "q3", "q2"]]
    act(secretary, survey, "remove:q2")
    assert order(survey) == [["q1", "q4", "q3"]]


def test_what_was_removed_comes_back_until_something_else_changes(secretary, survey):
    add(secretary, survey, label="甲", is_breakdown="y")
    add(secretary, survey, label="乙")
    before = form_of(survey)
    page = secretary.get(act(secretary, survey, "remove:q1").location)
    undo = re.search(r'name="undo" value="([^"]+)"', page.text)[1]
    assert queries.breakdowns_of(queries.survey(survey.id)) == ()
    back = secretary.post(f"/surveys/{survey.id}/build/restore", undo=undo)
    assert "已恢复" in words(secretary.get(back.location))
    assert form_of(survey) == before
    assert queries.breakdowns_of(queries.survey(survey.id)) == ("q1",)
    page = secretary.get(act(secretary, survey, "remove:q1").location)
    undo = re.search(r'name="undo" value="([^"]+)"', page.text)[1]
    add(secretary, survey, label="丙")
    late = secretary.post(f"/surveys/{survey.id}/build/restore", undo=undo)
    assert (late.status_code, "又改过，不能再恢复" in told(late)) == (409, True)


def test_a_script_gets_the_list_alone(secretary, survey):
    add(secretary, survey, label="甲")
    add(secretary, survey, label="乙")
    sent = {"csrf_token": secretary.token(), "version": version_of(survey), "act": "down:q1"}
    reply = secretary.client.post(
        f"/surveys/{survey.id}/build/act", data=sent, headers={"X-Fragment": "1"}
    )
    assert reply.status_code == 200
    assert "<html" not in reply.text
    assert reply.text.index("i-q2") < reply.text.index("i-q1")


def test_an_act_on_an_old_page_is_refused_and_changes_nothing(secretary, survey):
    add(secretary, survey, label="甲")
    add(secretary, survey, label="乙")
    reply = act(secretary, survey, "up:q2", version="0")
    assert reply.status_code == 409
    assert "刚被别人修改过" in told(reply)
    assert order(survey) == [["q1", "q2"]]
    for which in ("copy:q1", "remove:q1"):
        assert act(secretary, survey, which, version="0").status_code == 409
    assert order(survey) == [["q1", "q2"]]


@pytest.mark.parametrize(
    "which", ["up:nothing", "fly:q1", "", "page-up:9", "page-remove:x", "copy:q9"]
)
def test_an_act_on_what_there_is_not_is_refused(secretary, survey, which):
    add(secretary, survey)
    assert act(secretary, survey, which).status_code == 404
    assert order(survey) == [["q1"]]


def test_a_question_is_moved_to_another_page(secretary, survey):
    add(secretary, survey, label="甲")
    sent = {"label": "第二页", "version": version_of(survey)}
    assert secretary.post(f"/surveys/{survey.id}/build/pages/new", **sent).status_code == 303
    add(secretary, survey, label="乙", page=1)
    page = secretary.get(f"/surveys/{survey.id}/build/items/q1/move")
    assert "2　乙 之后" in unescape(page.text)
    moved = secretary.post(
        f"/surveys/{survey.id}/build/items/q1/move", to="1:1", version=version_of(survey)
    )
    assert moved.status_code == 303
    assert order(survey) == [[], ["q2", "q1"]]
    assert "第 1 页没有题目" in words(secretary.get(f"/surveys/{survey.id}/build"))
    act(secretary, survey, "page-up:1")
    assert order(survey) == [["q2", "q1"], []]
    act(secretary, survey, "page-remove:1")
    assert order(survey) == [["q2", "q1"]]


def test_a_page_gets_a_title_and_a_condition(secretary, survey):
    add(secretary, survey, label="甲")
    secretary.post(f"/surveys/{survey.id}/build/pages/new", label="", version=version_of(survey))
    sent = {
        "label": "不满意的原因",
        "version": version_of(survey),
        "joiner": "and",
        "conditions-0-target": "q1=o2",
        "conditions-0-sign": "=",
    }
    assert secretary.post(f"/surveys/{survey.id}/build/pages/1", **sent).status_code == 303
    assert form_of(survey).sections[1].relevant == "${q1} = 'o2'"
    assert "显示条件：第 1 题选“不满意”" in words(secretary.get(f"/surveys/{survey.id}/build"))


def test_the_preview_stands_in_a_frame_of_our_own_page_only(secretary, survey):
    add(secretary, survey)
    frame = secretary.get(f"/surveys/{survey.id}/preview")
    assert f'<iframe src="/surveys/{survey.id}/preview/form"' in frame.text
    assert "frame-src 'self'" in frame.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in frame.headers["Content-Security-Policy"]
    inside = secretary.get(f"/surveys/{survey.id}/preview/form")
    assert "frame-ancestors 'self'" in inside.headers["Content-Security-Policy"]


def test_the_templates_are_shown_with_their_questions(secretary):
    page = secretary.get("/surveys/new/templates")
    assert heading(page) == "问卷模板"
    for template in templates.all():
        assert f"/surveys/new?source=template:{template.key}" in page.text
    assert "您的年龄段" in words(page)


def test_a_published_questionnaire_is_shown_and_not_changed(secretary, survey, app):
    add(secretary, survey)
    publish(app, survey)
    page = secretary.get(f"/surveys/{survey.id}/build")
    assert "问卷已经发布，题目不能再改" in words(page)
    assert 'value="up:q1"' not in page.text
    for path in (
        "new?make=one",
        "items/q1",
        "items/q1/move",
        "pages/0",
        "pages/new",
        "languages",
        "import",
    ):
        reply = secretary.get(f"/surveys/{survey.id}/build/{path}")
        assert (reply.status_code, "已经发布" in told(reply)) == (409, True)
    assert act(secretary, survey, "remove:q1").status_code == 409
    assert secretary.get(f"/surveys/{survey.id}/form.xlsx").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["build", "build/new?make=one", "build/languages", "build/import", "preview", "form.xlsx"],
)
def test_only_who_may_edit_surveys_builds_them(delegate, survey, path):
    assert delegate.get(f"/surveys/{survey.id}/{path}").status_code == 403


def test_a_survey_or_question_there_is_not_is_told(secretary, survey):
    assert secretary.get("/surveys/999999/build").status_code == 404
    assert secretary.get(f"/surveys/{survey.id}/build/items/nothing").status_code == 404
    assert secretary.get(f"/surveys/{survey.id}/build/new?make=video").status_code == 404
    assert secretary.get(f"/surveys/{survey.id}/build/pages/7").status_code == 404


def test_a_long_questionnaire_is_listed_whole(secretary, app):
    made = drafts.create(Facts(title="长"), questionnaire(), ACTOR)
    page = secretary.get(f"/surveys/{made.id}/build")
    assert "共 20 页、200 道题" in words(page)
    assert "built-in" not in page.text
    # A phone has to keep it in its memory and move it about.
    assert page.text.count("<") < 12_000
