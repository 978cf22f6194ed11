"""The pages of the monthly forms: a reporter's phone, the secretary's grid, rolling up, sheets."""

from html import unescape

import pytest

from tests.services.motions.moving import reply, the_motion, version
from tests.services.motions.staff import (
    GROUPS,
    asked,
    due_in,
    form_id,
    handed_in,
    item_ids,
    the_form,
    this_month,
    with_address,
    with_groups,
)
from tests.web.access.visiting import heading
from voting.db import db
from voting.motions.models import Motion
from voting.motions.rules import Kind
from voting.motions.service import handling
from voting.motions.service.handling import Order
from voting.motions.situations.models import GroupReporter, SituationForm, SituationPeriod
from voting.people.models import Person


@pytest.fixture
def grouped(house):
    with_groups(house)
    return house


@pytest.fixture
def period(grouped):
    return asked(grouped)


@pytest.fixture
def grid_url(grouped):
    return f"/situations/{grouped.congress_id}/grid"


def rolled_up(secretary, house, period, *forms):
    fields = {
        "item": [str(each) for each in item_ids(*forms)],
        "title": "关于午休场所的情况反馈",
        "cause": "两个小组反映",
        "advice": "开放会议室",
        "category": "生活福利",
    }
    return secretary.post(f"/situations/months/{period}/roll-up", **fields)


def test_the_secretary_asks_for_a_month_and_reads_who_is_missing(grouped, secretary, grid_url):
    page = secretary.get(grid_url)
    assert "还没有征集过" in page.text
    reply_ = secretary.post(grid_url, month=this_month(), due_on=due_in(5).isoformat())
    assert reply_.status_code == 303
    page = secretary.get(grid_url).text
    assert page.count("待交") >= 3
    for group in GROUPS:
        assert group in page


def test_a_wrong_month_stays_on_the_page_with_what_was_typed(grouped, secretary, grid_url):
    reply_ = secretary.post(grid_url, month="2026-13", due_on="")
    assert reply_.status_code == 422
    assert "月份无法识别" in unescape(reply_.text)
    assert "请填写截止日" in unescape(reply_.text)
    assert 'value="2026-13"' in reply_.text
    assert db.session.query(SituationPeriod).count() == 0


def test_a_reporter_fills_in_on_the_phone_and_hands_in(grouped, period, mover):
    form = form_id(period)
    at = f"/situations/forms/{form}"
    assert at in mover.get("/motions").text
    assert at in mover.get("/situations").text
    page = mover.get(at)
    assert heading(page).endswith("情况反馈")
    assert "本月无情况" in page.text
    mover.post(at, topic="concern", text="关心职称评审", advice="")
    item = the_form(form).items[0].id
    assert "关心职称评审" in mover.get(f"{at}?item={item}").text
    mover.post(f"{at}?item={item}", topic="opinion", text="早些公布评审办法", advice="")
    assert [each.text for each in the_form(form).items] == ["早些公布评审办法"]
    assert mover.post(f"{at}/submit", version=the_form(form).version).status_code == 303
    assert "已提交给工会" in mover.get("/situations").text
    mover.post(f"{at}/take-back")
    mover.post(f"{at}/items/{item}/drop")
    assert the_form(form).items == []


def test_nothing_this_month_is_one_press(grouped, period, mover, secretary, grid_url):
    form = form_id(period)
    mover.post(f"/situations/forms/{form}/submit", version=1, nothing="yes")
    assert the_form(form).nothing
    assert "本月无情况" in secretary.get(f"/situations/forms/{form}").text
    assert "已交" in secretary.get(grid_url).text


def test_an_empty_matter_and_hostile_text_are_refused_or_shown_as_words(grouped, period, mover):
    at = f"/situations/forms/{form_id(period)}"
    page = mover.post(at, topic="concern", text="", advice="想好的建议")
    assert page.status_code == 422
    assert "请填写情况" in unescape(page.text)
    assert "想好的建议" in page.text
    assert mover.post(at, topic="nothing", text="有事").status_code == 422
    assert mover.post(at, topic="concern", text="隐\u202e藏").status_code == 422
    assert mover.post(at, topic="concern", text="长" * 1001).status_code == 422
    mover.post(at, topic="concern", text="<script>alert(1)</script>")
    page = mover.get(at).text
    assert "<script>alert" not in page
    assert "<script>alert(1)</script>" in unescape(page)


def test_others_see_neither_the_form_nor_what_is_not_handed_in(grouped, period, other, secretary):
    form = form_id(period)
    assert other.get(f"/situations/forms/{form}").status_code == 404
    assert other.post(f"/situations/forms/{form}", topic="concern", text="别组").status_code == 404
    page = secretary.get(f"/situations/forms/{form}").text
    assert "还没有提交" in page
    assert "写一条情况" not in page
    assert "没有要填的表" in other.get("/situations").text


def test_a_draft_is_not_for_the_offices_eyes(grouped, period, mover, secretary):
    at = f"/situations/forms/{form_id(period)}"
    mover.post(at, topic="concern", text="还没想好要不要写")
    assert "还没想好" not in secretary.get(at).text
    assert "还没想好" not in secretary.get(f"/situations/months/{period}").text


def test_the_month_lists_what_was_reported_and_reminds_the_others(grouped, period, secretary):
    with_address(*grouped.hall.delegates[:3])
    handed_in(grouped, period, 0)
    page = secretary.get(f"/situations/months/{period}").text
    assert "午休没有场所" in page
    assert "还没有交的小组" in page
    url = f"/situations/months/{period}/remind"
    assert secretary.post(url).status_code == 303
    assert "已向未交的小组发出 2 封提醒邮件" in secretary.get(f"/situations/months/{period}").text
    secretary.post(url)
    assert "今天已提醒过" in secretary.get(f"/situations/months/{period}").text


def test_ticked_items_become_one_matter_and_the_reply_comes_back(grouped, period, secretary, mover):
    forms = [handed_in(grouped, period, 0), handed_in(grouped, period, 1)]
    ticked = "&".join(f"item={each}" for each in item_ids(*forms))
    page = secretary.get(f"/situations/months/{period}/roll-up?{ticked}").text
    assert "【第一小组·困难的事】午休没有场所" in page
    done = rolled_up(secretary, grouped, period, *forms)
    assert done.status_code == 303
    motion_id = db.session.query(Motion).filter_by(kind=Kind.SITUATION.value).one().id
    assert done.headers["Location"] == f"/motions/{motion_id}"
    assert the_motion(motion_id).category == "生活福利"
    assert "来源（2 条情况反馈）" in secretary.get(f"/motions/{motion_id}").text
    handling.assign(motion_id, version(motion_id), Order(grouped.canteen), grouped.secretary)
    reply(grouped, motion_id)
    for page in (mover.get("/situations"), mover.get(f"/situations/forms/{forms[0]}")):
        assert "已采取措施（A）" in page.text
        assert "关于午休场所的情况反馈" in page.text
    assert mover.get(f"/motions/{motion_id}").status_code == 200


def test_a_summary_without_a_text_or_of_items_rolled_up_already_is_refused(
    grouped, period, secretary
):
    form = handed_in(grouped, period)
    url, ids = f"/situations/months/{period}/roll-up", item_ids(form)
    page = secretary.post(url, item=ids, title="", cause="改写好的情况", advice="")
    assert page.status_code == 422
    assert "改写好的情况" in page.text
    rolled_up(secretary, grouped, period, form)
    again = rolled_up(secretary, grouped, period, form)
    assert again.status_code == 409
    assert "已经汇总上报" in unescape(again.text)
    assert secretary.get(f"{url}?item=x").status_code == 404
    assert db.session.query(Motion).count() == 1


def test_reporters_are_appointed_and_dismissed(grouped, secretary):
    url = f"/situations/{grouped.congress_id}/reporters"
    heir = db.session.get(Person, grouped.hall.delegates[3])
    assert secretary.post(url, group=GROUPS[0], person=heir.number).status_code == 303
    assert heir.name in unescape(secretary.get(url).text)
    wrong = secretary.post(url, group=GROUPS[1], person=heir.number)
    assert wrong.status_code == 422
    assert "不在“第二小组”" in unescape(wrong.text)
    assert secretary.post(url, group="没有的组", person=heir.number).status_code == 422
    assert secretary.post(f"{url}/dismiss", group=GROUPS[0], person=heir.id).status_code == 303
    assert secretary.post(f"{url}/dismiss", group=GROUPS[0], person=heir.id).status_code == 404
    assert db.session.query(GroupReporter).count() == 3


def test_the_grid_and_the_month_are_printed(grouped, period, secretary):
    handed_in(grouped, period, 0)
    grid = secretary.get(f"/situations/{grouped.congress_id}/grid/print").text
    month = secretary.get(f"/situations/months/{period}/print").text
    for page in (grid, month):
        assert 'class="sheet' in page
    assert "已交（1 条）" in grid
    assert "应交 3 个小组，已交 1 个" in month


def test_only_the_secretary_sees_the_grid(grouped, period, mover, handler, grid_url):
    for visitor in (mover, handler):
        for path in (grid_url, f"/situations/months/{period}", f"{grid_url}/print"):
            assert visitor.get(path).status_code == 403
    assert db.session.query(SituationForm).count() == 3


def test_what_does_not_exist_is_not_found(grouped, secretary):
    for path in ("/situations/99/grid", "/situations/months/99", "/situations/forms/99"):
        assert secretary.get(path).status_code == 404
