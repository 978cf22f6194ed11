"""The office's pages of surveys, from a new draft to released results, and what they refuse."""

import re
from datetime import timedelta
from html import unescape

import pytest

from tests.conftest import SECRET
from tests.services.surveys.making import (
    ACTOR,
    LINE,
    a_draft,
    a_survey,
    all_answer,
    answer,
    at,
    closed,
    fresh,
)
from tests.web.access.visiting import heading, told
from tests.web.bad_input import nothing_changes
from voting import clock
from voting.db import db
from voting.surveys import queries
from voting.surveys.models import Survey
from voting.surveys.rules import Mode, State
from voting.surveys.service import counting, judging, publishing

LONG = "青山区第一实验学校教职工关于食堂、宿舍、班车和其他后勤服务的满意度与改进意见问卷调查"
NEW = {"title": "食堂满意度", "mode": "invited", "source": ""}
SETTINGS = {
    "title": "食堂满意度",
    "mode": "invited",
    "body": "staff",
    "least": "5",
    "comment_least": "10",
    "visibility": "public",
    "opens_at": "",
    "closes_at": "",
    "welcome": "",
    "thanks": "",
}


def step(visitor, survey, act: str, **fields):
    version = fields.pop("version", fresh(survey.id).version)
    return visitor.post(f"/surveys/{survey.id}/{act}", version=str(version), **fields)


def text_of(reply) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", reply.text)))


def all_surveys() -> int:
    return db.session.query(Survey).count()


@pytest.fixture
def judged(staff) -> Survey:
    """A closed survey with one straight line."""
    survey = a_survey()
    all_answer(survey, staff[:11], wish="希望多开窗口")
    answer(survey, staff[11], {"unit": "math", **LINE, "wish": "我是张老师"})
    return closed(survey.id)


@pytest.fixture
def counted(judged) -> Survey:
    return counting.count(judged.id, judged.version, ACTOR, SECRET)


def test_no_survey_yet(office):
    page = office.get("/surveys")
    assert "还没有问卷" in page.text
    assert 'href="/surveys/new"' in page.text


def test_the_list_shows_each_survey_with_its_state(office, staff):
    a_draft(title="草稿问卷")
    a_survey(title=LONG)
    page = text_of(office.get("/surveys"))
    for word in ("草稿问卷", LONG, "草稿", "进行中", "匿名，每人一份", "手动截止"):
        assert word in page


def test_a_draft_is_begun_empty_from_a_template_or_like_an_earlier_one(office, staff):
    old = a_survey()
    page = office.get("/surveys/new")
    assert "员工思想状况" in page.text
    assert f"复制：{old.title}" in page.text
    for source in ("", "template:satisfaction", f"copy:{old.id}"):
        reply = office.post("/surveys/new", **NEW | {"source": source})
        assert reply.status_code == 303
        assert re.fullmatch(r"/surveys/\d+/build", reply.location)
    empty, template, copied = queries.surveys()[::-1][1:]
    assert list(queries.form_of(empty).questions()) == []
    assert list(queries.form_of(template).questions())
    assert copied.copied_from_id == old.id
    assert {each.state for each in (empty, template, copied)} == {State.DRAFT}


def test_a_copy_takes_the_mode_that_was_chosen(office, staff):
    old = a_survey()
    office.post("/surveys/new", **NEW | {"source": f"copy:{old.id}", "mode": "named"})
    assert queries.surveys()[0].mode == Mode.NAMED
    assert fresh(old.id).mode == Mode.INVITED


HOSTILE_NEW = [
    ({"title": ""}, "请填写"),
    ({"title": "   "}, "请填写"),
    ({"title": "长" * 101}, "最多 100 个字"),
    ({"title": "问卷\u202e"}, "不可见字符"),
    ({"title": "问卷\n二"}, "不可见字符"),
    ({"mode": ""}, "请选择"),
    ({"mode": "secret"}, ""),
    ({"source": "copy:999"}, ""),
    ({"source": "template:../../etc/passwd"}, ""),
]


@pytest.mark.parametrize(("changes", "sentence"), HOSTILE_NEW, ids=repr)
def test_a_draft_that_cannot_be_is_refused_on_the_page(office, changes, sentence):
    reply = office.post("/surveys/new", **NEW | changes)
    assert reply.status_code == 422
    assert "还不能提交，请先改正" in reply.text
    assert sentence in unescape(reply.text)
    assert all_surveys() == 0


def test_markup_in_a_title_stays_text(office):
    office.post("/surveys/new", **NEW | {"title": "<script>alert(1)</script>"})
    for path in ("/surveys", f"/surveys/{queries.surveys()[0].id}"):
        page = office.get(path)
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;" in page.text


def test_settings_are_kept_and_shown(office, staff):
    draft = a_draft()
    closes = clock.local(clock.now() + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")
    sent = SETTINGS | {"closes_at": closes, "welcome": "感谢参与", "small_cells": "y", "least": "6"}
    reply = step(office, draft, "settings", **sent)
    assert reply.location == f"/surveys/{draft.id}"
    kept = fresh(draft.id)
    assert (kept.least, kept.small_cells, kept.welcome) == (6, True, "感谢参与")
    assert clock.local(kept.closes_at).strftime("%Y-%m-%dT%H:%M") == closes
    page = office.get(f"/surveys/{draft.id}/settings")
    assert f'value="{closes}"' in page.text
    assert "感谢参与" in page.text


WRONG_SETTINGS = [
    ({"least": "2"}, "3 到 20"),
    ({"least": "-5"}, "3 到 20"),
    ({"least": "五"}, "整数"),
    ({"least": "9" * 50}, "3 到 20"),
    ({"least": "8", "comment_least": "7"}, "不能小于最小分组人数"),
    ({"comment_least": "1000"}, "3 到 100"),
    ({"opens_at": "2027-01-02T08:00", "closes_at": "2027-01-01T08:00"}, "截止时间应在开始时间之后"),
    ({"closes_at": "明天"}, "时间无法识别"),
    ({"visibility": "everybody"}, "不能提交"),
    ({"body": ""}, "请选择"),
    ({"units": "99"}, "不能提交"),
    ({"units": "x"}, "不能提交"),
    ({"welcome": "好\u200b"}, "不可见字符"),
    ({"welcome": "长" * 2001}, "2000"),
]


@pytest.mark.parametrize(("changes", "sentence"), WRONG_SETTINGS, ids=repr)
def test_wrong_settings_stay_on_the_page_and_change_nothing(office, staff, changes, sentence):
    draft = a_draft()
    with nothing_changes():
        reply = step(office, draft, "settings", **SETTINGS | changes)
    assert reply.status_code == 422
    assert sentence in unescape(reply.text)


def test_a_stale_page_of_settings_keeps_what_was_typed(office, staff):
    draft = a_draft()
    reply = step(office, draft, "settings", version=1, **SETTINGS | {"welcome": "我写的话"})
    assert reply.status_code == 409
    assert "刚被别人修改过" in reply.text
    assert "我写的话" in reply.text


def test_settings_of_a_published_survey_are_closed(office, staff):
    survey = a_survey()
    assert office.get(f"/surveys/{survey.id}/settings").status_code == 409
    assert step(office, survey, "settings", **SETTINGS).status_code == 409


def test_a_draft_says_what_is_missing_and_offers_no_publishing(office, staff):
    draft = a_draft(by=("wish",))
    page = office.get(f"/surveys/{draft.id}")
    assert "不是单选题" in page.text
    assert "发布问卷" not in page.text
    refused = step(office, draft, "publish")
    assert refused.status_code == 409
    assert fresh(draft.id).state == State.DRAFT


def test_a_ready_draft_is_published_and_shows_its_address(office, staff):
    draft = a_draft()
    assert "发布问卷" in office.get(f"/surveys/{draft.id}").text
    assert step(office, draft, "publish").status_code == 303
    page = office.get(f"/surveys/{draft.id}")
    assert f"http://localhost/s/{draft.public_id}" in page.text
    assert "问卷指纹" in page.text


def test_a_draft_is_deleted_after_a_second_word(office, staff):
    draft = a_draft()
    assert "确认删除" in office.get(f"/surveys/{draft.id}").text
    assert step(office, draft, "discard").headers["Location"] == "/surveys"
    assert "已删除" in office.get("/surveys").text
    assert office.get(f"/surveys/{draft.id}").status_code == 404


@pytest.mark.parametrize("mode", Mode)
def test_the_home_of_each_mode_while_it_is_open(office, staff, mode):
    survey = a_survey(mode=mode)
    page = text_of(office.get(f"/surveys/{survey.id}"))
    assert "进行中" in page
    assert ("邀请 12" in page) == (mode != Mode.OPEN)
    assert ("已领问卷" in page) == (mode == Mode.INVITED)
    assert ("任何人（公开链接）" in page) == (mode == Mode.OPEN)


def test_the_end_is_moved_and_a_wrong_one_refused_on_the_page(office, staff):
    survey = a_survey()
    later = clock.local(clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert step(office, survey, "extend", closes_at=later).status_code == 303
    assert fresh(survey.id).closes_at is not None
    refused = step(office, survey, "extend", closes_at="2020-01-01T08:00")
    assert refused.status_code == 422
    assert "已经过去" in refused.text
    garbled = step(office, survey, "extend", closes_at="25:99")
    assert garbled.status_code == 422
    assert "时间无法识别" in garbled.text


def test_the_office_closes_judges_counts_reviews_and_releases(office, survey_chair, staff):
    survey = a_survey()
    all_answer(survey, staff, wish="希望多开窗口")
    assert step(survey_chair, survey, "close").status_code == 303
    assert step(office, survey, "count").status_code == 303
    page = office.get(f"/surveys/{survey.id}/comments")
    assert "还有 12 条没有完成" in text_of(page)
    assert office.post(f"/surveys/{survey.id}/comments/wish/as-written").status_code == 303
    early = step(office, survey, "release")
    assert early.status_code == 409
    seen = re.search(r'/consent">.*?name="version" value="(\d+)"', _flat(survey_chair, survey))[1]
    consent = f"/surveys/{survey.id}/comments/wish/consent"
    assert survey_chair.post(consent, version=seen).status_code == 303
    assert step(survey_chair, survey, "release").status_code == 303
    assert fresh(survey.id).state == State.RELEASED
    assert "结果已公布" in office.get(f"/surveys/{survey.id}").text


def _flat(visitor, survey) -> str:
    return visitor.get(f"/surveys/{survey.id}/comments").text.replace("\n", " ")


def test_consent_to_all_needs_the_page_that_was_seen(office, survey_chair, counted):
    office.post(f"/surveys/{counted.id}/comments/wish/as-written")
    for version in ("0", "1", "-12", "９", "x", ""):
        reply = survey_chair.post(f"/surveys/{counted.id}/comments/wish/consent", version=version)
        assert reply.status_code == 409
        assert "您还没有同意" in reply.text


def test_whoever_reviewed_is_offered_no_consent(office, counted):
    office.post(f"/surveys/{counted.id}/comments/wish/as-written")
    page = office.get(f"/surveys/{counted.id}/comments")
    assert "同意别人审读过的全部" not in page.text
    assert "待另一位同意" in page.text


def test_the_chair_of_surveys_is_offered_no_change(survey_chair, counted):
    page = survey_chair.get(f"/surveys/{counted.id}/comments")
    assert page.status_code == 200
    assert "公布的文字" not in page.text
    assert "其余照原文公布" not in page.text


def test_a_refused_change_of_a_comment_keeps_what_was_typed(office, counted):
    place = f"/surveys/{counted.id}/comments/wish/1"
    for text, status in (("好😀我改的话", 422), ("我改的话", 409)):
        reply = office.post(place, version="7", printed=text)
        assert reply.status_code == status
        assert "我改的话</textarea>" in reply.text
        assert len(re.findall(r"<details[^>]* open>", reply.text)) == 1
    assert office.post(place, version="1", printed="多开窗口").status_code == 303
    assert "公布为：多开窗口" in text_of(office.get(f"/surveys/{counted.id}/comments"))


def test_a_comment_that_is_not_there(office, counted):
    for place in ("wish/99", "gone/1"):
        reply = office.post(f"/surveys/{counted.id}/comments/{place}", version="1", printed="x")
        assert reply.status_code == 404
    assert office.post(f"/surveys/{counted.id}/comments/gone/as-written").status_code == 409


def test_comments_of_another_state_are_explained(office, staff):
    survey = a_survey()
    page = office.get(f"/surveys/{survey.id}/comments")
    assert "意见在统计以后、公布以前审读" in page.text


def test_the_page_of_judging_lists_the_odd_and_nothing_else(office, judged):
    page = office.get(f"/surveys/{judged.id}/judge")
    assert "量表题全部选了同一项" in page.text
    assert len(re.findall(rf"/surveys/{judged.id}/judge/\w+", page.text)) == 1
    assert "有效 12" in text_of(page)


def test_a_flagged_response_shows_what_a_judgement_needs(office, judged):
    [response] = judging.judged(judged, SECRET).flagged
    page = office.get(f"/surveys/{judged.id}/judge/{response.id}")
    assert "非常满意" in page.text
    assert "张老师" not in page.text
    assert "数学组" not in page.text
    assert "（已答，不显示）" in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_a_judgement_is_made_and_taken_back_on_the_pages(office, judged):
    [response] = judging.judged(judged, SECRET).flagged
    place = f"judge/{response.id}"
    refused = step(office, judged, place, reason=" ")
    assert refused.status_code == 422
    assert step(office, judged, place, reason="理" * 201).status_code == 422
    assert step(office, judged, place, reason="全选同一项").status_code == 303
    page = text_of(office.get(f"/surveys/{judged.id}/judge"))
    assert "有效 11" in page
    assert "全选同一项" in page
    assert step(office, judged, f"{place}/restore").status_code == 303
    assert "有效 12" in text_of(office.get(f"/surveys/{judged.id}/judge"))


def test_a_stale_judgement_keeps_the_reason(office, judged):
    [response] = judging.judged(judged, SECRET).flagged
    reply = step(office, judged, f"judge/{response.id}", version=1, reason="我写的理由")
    assert reply.status_code == 409
    assert "我写的理由" in reply.text


@pytest.mark.parametrize("response", ["x", "person:1", "batch:1:1", "a" * 300, "%00", "..%2f"])
def test_a_response_that_is_not_there(office, judged, response):
    assert office.get(f"/surveys/{judged.id}/judge/{response}").status_code == 404


def test_nothing_is_judged_while_the_survey_is_open(office, staff):
    survey = a_survey()
    page = office.get(f"/surveys/{survey.id}/judge")
    assert page.status_code == 409
    assert "任何人都不能查看" in page.text


def test_a_survey_whose_time_is_up_is_closed_by_whoever_looks(office, staff):
    survey = at(a_survey(), closes_at=clock.now() - timedelta(seconds=1))
    assert "已截止" in text_of(office.get("/surveys"))
    assert fresh(survey.id).state == State.CLOSED


def test_a_survey_is_withdrawn_with_its_reason(office, staff):
    survey = a_survey()
    refused = step(office, survey, "withdraw", reason="")
    assert refused.status_code == 422
    assert fresh(survey.id).state == State.OPEN
    assert step(office, survey, "withdraw", reason="题目有误").status_code == 303
    page = office.get(f"/surveys/{survey.id}")
    assert "题目有误" in page.text
    assert "马上截止" not in page.text


def test_a_copy_is_named_and_refused_without_a_name(office, staff):
    survey = a_survey(title=LONG)
    page = office.get(f"/surveys/{survey.id}/copy")
    assert f"{LONG}（复制）" in page.text
    assert office.post(f"/surveys/{survey.id}/copy", title="").status_code == 422
    assert office.post(f"/surveys/{survey.id}/copy", title="明年").status_code == 303
    assert queries.surveys()[0].title == "明年"


STEPS = ("publish", "extend", "close", "count", "release", "withdraw", "settings", "copy")


@pytest.mark.parametrize("act", STEPS)
def test_a_step_without_the_token_does_nothing(office, staff, act):
    survey = a_survey()
    with nothing_changes():
        reply = office.client.post(f"/surveys/{survey.id}/{act}", data={"version": survey.version})
    assert reply.status_code in {400, 403, 422}


@pytest.mark.parametrize("version", ["", "-2", "x", "1.0", "９", "9" * 5000])
@pytest.mark.parametrize("act", ["close", "withdraw"])
def test_a_step_of_another_version_does_nothing(office, staff, act, version):
    survey = a_survey()
    # Whoever looks first has the numbers drawn that everybody then sees for a while.
    office.get(f"/surveys/{survey.id}")
    with nothing_changes():
        reply = step(office, survey, act, version=version, reason="题目有误")
    assert reply.status_code == 409
    assert "刚被别人修改过" in told(reply) + reply.text


@pytest.mark.parametrize("number", ["0", "999"])
@pytest.mark.parametrize("page", ["", "/settings", "/copy", "/judge", "/judge/x", "/comments"])
def test_a_survey_that_is_not_there(office, number, page):
    reply = office.get(f"/surveys/{number}{page}")
    assert reply.status_code == 404
    assert re.search(r"[\u4e00-\u9fff]{4}", heading(reply) + told(reply))


def test_a_released_and_a_withdrawn_survey_offer_no_step(office, counted):
    gone = publishing.withdraw(counted.id, counted.version, "题目有误", ACTOR)
    for act in ("publish", "close", "count", "release"):
        assert step(office, gone, act).status_code == 409
