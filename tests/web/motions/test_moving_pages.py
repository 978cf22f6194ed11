"""Reading: home, the page of a motion, the public list, the printed form; who is let in."""

from datetime import timedelta

import pytest

from tests.services.motions.moving import (
    TEXT,
    a_draft,
    assigned,
    filed,
    reply,
    second,
    state_of,
    submitted,
    task_of,
    the_motion,
    version,
)
from tests.web.bad_input import nothing_changes
from tests.web.motions.drafts import says
from voting import clock
from voting.db import db, unit_of_work
from voting.motions.handling_models import Feedback
from voting.motions.rules import Class, Grade, State
from voting.motions.service import drafting, feedback, handling, review
from voting.motions.service.drafting import Content
from voting.motions.service.handling import Order

HIDDEN = Content("关于保密的提案", "因由", "分析", "建议", "其他", hides_movers=True)


# --- Home ----------------------------------------------------------------------------------------


def test_a_delegate_begins_with_what_is_theirs(house, mover):
    page = mover.get("/motions").text
    assert "您还没有写过提案或建议" in page
    assert "提案征集中" in page
    draft, sent = a_draft(house), submitted(house, Content("已提交的案名", "因", "析", "议"))
    page = mover.get("/motions").text
    assert f'href="/motions/{draft}/edit"' in page
    assert f'href="/motions/{sent}"' in page


def test_an_outsider_finds_nothing_and_no_list(outsider):
    page = outsider.get("/motions").text
    assert "写提案或建议" not in page
    assert "/motions/list" not in page


def test_the_phone_in_the_meeting_leads_to_the_motions(house, mover, secretary):
    motion_id = assigned(house)
    reply(house, motion_id)
    page = mover.get(f"/m/{house.meeting_id}").text
    assert "提案征集中" in page
    assert "有 1 件答复请您反馈" in page
    officers = secretary.get(f"/meetings/{house.meeting_id}").text
    assert "收到 1 件，立案 1 件。" in officers


@pytest.mark.parametrize(
    "path",
    [
        "/motions",
        "/motions/new",
        "/motions/list",
        "/motions/1",
        "/motions/1/edit",
        "/motions/1/seconds",
        "/motions/1/submit",
        "/motions/1/sheet",
        "/motions/1/files/1",
        "/motions/similar",
    ],
)
def test_nobody_comes_in_without_signing_in(app, house, path):
    filed(house)
    assert app.test_client().get(path).status_code == 401


# --- The page ------------------------------------------------------------------------------------


def test_a_filed_motion_is_read_by_every_delegate_with_its_reply(house, other, observer, outsider):
    motion_id = assigned(house)
    reply(house, motion_id, Class.B, clock.today() + timedelta(days=30))
    for visitor in (other, observer):
        page = visitor.get(f"/motions/{motion_id}")
        assert page.status_code == 200
        assert "5-3-001" in page.text
        assert TEXT.advice in page.text
        assert "后勤处" in page.text
        assert "已采取措施（B）" in page.text
        assert "B 正在解决或列入规划逐步解决" in page.text
        assert "提交反馈" not in page.text
    assert outsider.get(f"/motions/{motion_id}").status_code == 404


def test_names_hidden_on_request_are_on_no_page_of_a_reader(house, other, mover, secretary):
    motion_id = filed(house, HIDDEN)
    name = house.delegate().name
    second_name = house.delegate(1).name
    for path in (f"/motions/{motion_id}", f"/motions/{motion_id}/sheet", "/motions/list"):
        page = other.get(path).text
        assert "提案人要求保密" in page
        assert name not in page
        assert second_name not in page
    assert name in mover.get(f"/motions/{motion_id}").text
    assert name in secretary.get(f"/motions/{motion_id}").text


def test_a_text_is_shown_as_text(house, mover):
    draft = a_draft(house, Content("<b>案名</b>", "<script>a()</script>", "", "议"))
    for path in ("", "/edit", "/submit", "/sheet", "/seconds"):
        page = mover.get(f"/motions/{draft}{path}").text
        assert "<script>a()" not in page
        assert "<b>案名" not in page


def test_merged_motions_lead_to_each_other(house, other):
    lead = filed(house)
    motion_id = submitted(house, Content("食堂饭菜", "因", "析", "议"), mover=1)
    review.merge(motion_id, version(motion_id), lead, "内容相同", house.secretary)
    assert f'href="/motions/{lead}"' in other.get(f"/motions/{motion_id}").text
    assert f'href="/motions/{motion_id}"' in other.get(f"/motions/{lead}").text


# --- Feedback ------------------------------------------------------------------------------------


def rate(visitor, motion_id, grade="satisfied", **more):
    return visitor.post(f"/motions/{motion_id}/rate", grade=grade, **more)


@pytest.fixture
def replied(house) -> int:
    motion_id = assigned(house)
    reply(house, motion_id)
    return motion_id


def test_a_mover_says_how_satisfied_they_are(house, mover, replied):
    assert "请您反馈（1 件）" in mover.get("/motions").text
    assert "提交反馈" in mover.get(f"/motions/{replied}").text
    assert rate(mover, replied).location == f"/motions/{replied}"
    assert state_of(replied) is State.CLOSED
    assert "提交反馈" not in mover.get(f"/motions/{replied}").text


def test_dissatisfaction_needs_a_reason_and_sends_it_back(house, mover, replied):
    with nothing_changes():
        answered = rate(mover, replied, "dissatisfied")
    says(answered, 422, "不满意的，请写明原因")
    assert 'checked id="grade-2"' in answered.text
    rate(mover, replied, "dissatisfied", reason="没有时间表")
    assert state_of(replied) is State.HANDLING
    page = mover.get(f"/motions/{replied}").text
    assert "将退回承办部门重新办理" in page
    assert "没有时间表" in page
    reply(house, replied)
    rate(mover, replied, "dissatisfied", reason="仍没有时间表")
    assert state_of(replied) is State.ESCALATED
    assert "委员会将安排面复会" in mover.get(f"/motions/{replied}").text


@pytest.mark.parametrize("grade", ["", "perfect"])
def test_a_grade_that_is_none_is_refused(mover, replied, grade):
    with nothing_changes():
        assert rate(mover, replied, grade).status_code == 422


def test_nobody_answers_for_a_mover(house, replied, other, secretary, outsider):
    with nothing_changes():
        says(rate(other, replied), 403, "只有提案人可以反馈")
        says(rate(secretary, replied), 403, "只有提案人可以反馈")
        assert rate(outsider, replied).status_code == 404
    assert db.session.query(Feedback).count() == 0


def test_each_mover_of_a_merged_motion_answers_once(house, mover, phone_of):
    lead = filed(house)
    motion_id = submitted(house, Content("食堂饭菜", "因", "析", "议"), mover=1)
    review.merge(motion_id, version(motion_id), lead, "内容相同", house.secretary)
    handling.assign(lead, version(lead), Order(house.canteen), house.secretary)
    reply(house, lead)
    rate(mover, lead)
    assert state_of(lead) is State.REPLIED
    with nothing_changes():
        says(rate(mover, lead), 409, "您已经反馈过这次答复")
    co_mover = phone_of(house.hall.delegates[1])
    with nothing_changes():
        says(rate(co_mover, motion_id), 409, "请到主案页面反馈")
    rate(co_mover, lead, "basically")
    assert state_of(lead) is State.CLOSED
    page = co_mover.get(f"/motions/{lead}").text
    assert "满意 1，基本满意 1，不满意 0，未反馈 0" in page


# --- The list ------------------------------------------------------------------------------------


def test_the_list_is_for_delegates_and_officers(house, other, observer, secretary, outsider):
    filed(house)
    a_draft(house, Content("没有公开的草稿", "因", "析", "议"))
    for visitor in (other, observer, secretary):
        page = visitor.get("/motions/list").text
        assert TEXT.title in page
        assert "没有公开的草稿" not in page
    says(outsider.get("/motions/list"), 403, "提案目录只向代表和工作人员公开")


def test_the_list_is_searched_and_narrowed(house, other):
    motion_id = assigned(house)
    filed(house, Content("关于停车位的提案", "因", "析", "建车库", "校园环境"))
    found = {
        "q=車庫": ["关于停车位的提案"],
        "q=5-3-001": [TEXT.title],
        f"unit={house.canteen}": [TEXT.title],
        "category=校园环境": ["关于停车位的提案"],
        f"congress={house.congress_id}&state=handling": [TEXT.title],
    }
    for query, titles in found.items():
        page = other.get(f"/motions/list?{query}").text
        shown = [each for each in (TEXT.title, "关于停车位的提案") if each in page]
        assert shown == titles, query
    assert "没有找到" in other.get("/motions/list?q=校友会").text
    assert the_motion(motion_id).state == State.HANDLING


def test_the_list_goes_on_page_by_page_and_keeps_what_was_asked(house, other):
    for number in range(21):
        filed(house, Content(f"第{number:02d}件", "同一个词", "析", "议"))
    page = other.get("/motions/list?q=同一个词").text
    assert "第00件" not in page
    last = db.session.execute(db.text("SELECT id FROM motion WHERE title = '第01件'")).scalar()
    assert f"before={last}" in page
    assert "q=" in page
    older = other.get(f"/motions/list?q=同一个词&before={last}").text
    assert "第00件" in older
    assert "回到最新" in older
    assert "更早的" not in older


@pytest.mark.parametrize(
    "query",
    ["state=draft", "state=x", "congress=9", "unit=-1", "category=没有", "q=" + "字" * 61],
)
def test_an_address_that_asks_for_nonsense_is_refused(other, query):
    assert other.get(f"/motions/list?{query}").status_code == 422


@pytest.mark.parametrize("query", ["before=x", "before=-1", "before=99999999999999999999", "q=%25"])
def test_a_page_nobody_offered_is_harmless(house, other, query):
    filed(house)
    assert other.get(f"/motions/list?{query}").status_code in {200, 422}


# --- The sheet -----------------------------------------------------------------------------------


def test_the_printed_form_holds_every_field(house, mover):
    motion_id = assigned(house, house.finance, instruction="请认真研究")
    handling.countersign(motion_id, task_id(motion_id, house.finance), "同意", house.co_handler)
    reply(house, motion_id, Class.B, clock.today() + timedelta(days=30))
    feedback.rate(motion_id, Grade.DISSATISFIED, "太慢", house.delegate())
    handling.countersign(motion_id, task_id(motion_id, house.finance), "同意", house.co_handler)
    reply(house, motion_id)
    feedback.rate(motion_id, Grade.SATISFIED, "", house.delegate())
    page = mover.get(f"/motions/{motion_id}/sheet").text
    for label in (
        "编号",
        "案名",
        "类别",
        "案由",
        "问题分析",
        "建议和措施",
        "提案人",
        "电话",
        "代表团",
        "附议人",
        "附件",
        "建议承办部门",
        "提交日期",
        "代表团团长意见",
        "审查意见",
        "主办部门",
        "协办部门",
        "分管领导批示",
        "交办日期",
        "答复期限",
        "承办部门答复",
        "提案人反馈",
        "第二次办理答复",
        "第二次反馈",
        "结案日期",
        "归档号",
    ):
        assert label in page, label
    for value in ("5-3-001", "后勤处", "财务处", "已采取措施（B）", "已采取措施（A）", "太慢"):
        assert value in page, value


def task_id(motion_id: int, unit_id: int) -> int:
    return task_of(motion_id, unit_id).id


def test_the_form_of_a_draft_can_be_printed_to_be_signed(house, mover, other):
    draft = a_draft(house)
    second(house, draft, 1)
    page = mover.get(f"/motions/{draft}/sheet").text
    assert TEXT.title in page
    assert "打印" in page
    assert other.get(f"/motions/{draft}/sheet").status_code == 404


def test_a_delegation_that_is_hidden_is_not_printed(house, other):
    with unit_of_work() as session:
        session.execute(db.text("UPDATE unit SET name = '绝密教研组' WHERE name = '语文教研组'"))
    motion_id = filed(house, HIDDEN)
    assert "绝密教研组" not in other.get(f"/motions/{motion_id}/sheet").text
    assert "绝密教研组" not in other.get(f"/motions/{motion_id}").text
    assert drafting.content_of(the_motion(motion_id)).hides_movers
