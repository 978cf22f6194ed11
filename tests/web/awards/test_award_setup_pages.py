"""The secretary sets up sections, finds nominees, tells of them, and puts them in order."""

import pytest

from tests.cast import version
from tests.services.awards.making import (
    HALF,
    a_draft,
    a_section,
    names,
    of_groups,
    of_people,
    rows,
    seal,
    sections,
)
from tests.web.access.visiting import heading
from tests.web.awards.pages import a_section_form, home, said, section_url, url
from voting.awards import queries
from voting.awards.rules import Subject
from voting.db import db


def fresh(poll_id: int):
    db.session.rollback()
    db.session.expire_all()
    return queries.award(poll_id)


# --- Sections ------------------------------------------------------------------------------------


def test_a_new_award_leads_to_its_sections(hall, secretary):
    made = secretary.post(
        f"/meetings/{hall.meeting_id}/polls/new",
        kind="award",
        title="年度评优",
        roll_body="expected",
        committee_poll_id="0",
    )
    page = secretary.get(made.location)

    assert made.location.endswith("/award/sections")
    assert heading(page) == "奖项和候选对象"
    assert "还没有奖项" in page.text
    assert "5/5/5" in page.text


def test_a_plan_sets_up_sections_at_once(hall, secretary):
    poll_id = a_draft(hall)
    reply = secretary.post(url(hall, poll_id, "plan"), version=version(poll_id), plan="fives")
    assert reply.status_code == 303
    assert "先进基层工会" in secretary.get(reply.location).text

    again = secretary.post(url(hall, poll_id, "plan"), version=version(poll_id), plan="top_ten")
    assert again.status_code == 409
    assert "不能再套用模板" in said(again)
    nothing = secretary.post(url(hall, poll_id, "plan"), version=version(poll_id))
    assert nothing.status_code == 422


def test_a_section_is_added_with_its_rules_in_words(hall, secretary):
    poll_id = a_draft(hall)
    form = a_section_form(
        poll_id, exact="y", jury_weight="40%", threshold_share="1/2", threshold_op=">"
    )
    reply = secretary.post(url(hall, poll_id, "sections"), **form)
    section = sections(poll_id)[0]
    page = said(secretary.get(url(hall, poll_id, "sections")))

    assert reply.location == section_url(hall, poll_id, section.id, "nominees")
    assert (section.jury_weight, section.threshold_share, section.exact) == ("2/5", "1/2", True)
    assert "综合得分 = 得票分 × 3/5 + 评审分 × 2/5" in page
    assert "每张票须推荐 2 个" in page
    assert "得票须超过有效票数的 1/2" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "请填写"),
        ({"quota": "0"}, "须在 1 至 1000 之间"),
        ({"quota": "两名"}, "请填写整数"),
        ({"ticks": "0"}, "须在 1 至 1000 之间"),
        ({"jury_weight": "一半"}, "请写成分数或百分比"),
        ({"jury_weight": "1"}, "大于 0、小于 1"),
        ({"threshold_share": "2"}, "请写成分数或百分比"),
        ({"subject": "dog"}, ""),
        ({"title": "先进\u202e个人"}, "不可见字符"),
    ],
)
def test_a_section_that_cannot_be_stays_on_the_page(hall, secretary, fields, words):
    poll_id = a_draft(hall)
    reply = secretary.post(
        url(hall, poll_id, "sections"), **a_section_form(poll_id, **({"title": "评优甲"} | fields))
    )

    assert reply.status_code == 422
    assert words in said(reply)
    assert sections(poll_id) == []


def test_a_title_that_is_taken_is_refused_and_kept_on_the_page(hall, secretary):
    poll_id = a_draft(hall)
    a_section(poll_id)
    reply = secretary.post(url(hall, poll_id, "sections"), **a_section_form(poll_id, quota="7"))

    assert reply.status_code == 422
    assert "已有名为“先进个人”的奖项" in said(reply)
    assert 'value="7"' in reply.text


def test_a_section_is_changed_and_removed(hall, secretary):
    poll_id = a_draft(hall)
    section_id = a_section(poll_id)
    here = section_url(hall, poll_id, section_id)
    assert heading(secretary.get(here)) == "先进个人"

    secretary.post(here, **a_section_form(poll_id, title="十佳职工", quota="10"))
    assert [(one.title, one.quota) for one in sections(poll_id)] == [("十佳职工", 10)]
    secretary.post(f"{here}/remove", version=version(poll_id))
    assert sections(poll_id) == []
    assert secretary.get(here).status_code == 404


def test_settings_are_kept_and_wrong_ones_stay_on_the_page(hall, secretary):
    poll_id = a_draft(hall)
    sent = {"quorum": "1/2", "publicity_days": "7", "publicity_unit": "days"}
    secretary.post(url(hall, poll_id, "settings"), version=version(poll_id), **sent)
    assert (fresh(poll_id).quorum, fresh(poll_id).publicity_days) == ("1/2", 7)

    for wrong in ({"quorum": "很多"}, {"publicity_days": "-1"}):
        reply = secretary.post(
            url(hall, poll_id, "settings"), version=version(poll_id), **(sent | wrong)
        )
        assert reply.status_code == 422
    assert fresh(poll_id).quorum == "1/2"


def test_an_old_page_changes_nothing(hall, secretary):
    poll_id = a_draft(hall)
    reply = secretary.post(url(hall, poll_id, "sections"), **a_section_form(poll_id, version="1"))

    assert reply.status_code == 409
    assert "刚被别人修改过" in said(reply)
    assert sections(poll_id) == []


# --- Nominees ------------------------------------------------------------------------------------


def test_a_person_is_found_in_the_roster_and_nominated(hall, secretary):
    poll_id = a_draft(hall)
    section_id = a_section(poll_id)
    here = section_url(hall, poll_id, section_id)
    assert "文　三" in secretary.get(f"{here}/nominees?q=文").text
    assert "没有找到“查无此人”" in said(secretary.get(f"{here}/nominees?q=查无此人"))

    reply = secretary.post(f"{here}/people", version=version(poll_id), person_id=hall.delegates[2])
    nominee = rows(section_id)[0].nominee.id
    assert reply.location == f"{here}/nominees/{nominee}"
    assert heading(secretary.get(reply.location)) == "文三"
    assert "已在名单中" in secretary.get(f"{here}/nominees?q=文").text

    again = secretary.post(f"{here}/people", version=version(poll_id), person_id=hall.delegates[2])
    assert again.status_code == 422
    assert "不必重复加入" in said(again)
    assert names(section_id) == ["文三"]


def test_a_group_is_named_and_a_work_says_whose_it_is(hall, secretary):
    poll_id = a_draft(hall)
    section_id = a_section(poll_id, "优秀提案", subject=Subject.WORK)
    here = section_url(hall, poll_id, section_id, "nominees")
    page = secretary.get(here)
    assert "提案人或作者" in page.text
    assert '<option value="语文教研组">' in page.text

    empty = secretary.post(here, version=version(poll_id), name="", who="丁一")
    assert empty.status_code == 422
    assert "请填写名称" in said(empty)
    assert 'value="丁一"' in empty.text
    secretary.post(here, version=version(poll_id), name="改善食堂", who="丁一", note="第 7 号")
    assert [(row.shown, row.line) for row in rows(section_id)] == [("改善食堂", "丁一 · 第 7 号")]


def test_what_is_told_of_a_nominee_is_kept_and_one_may_leave_for_a_reason(hall, secretary):
    poll_id = a_draft(hall)
    section_id = of_people(poll_id, hall.delegates[:1])
    here = section_url(hall, poll_id, section_id, f"nominees/{rows(section_id)[0].nominee.id}")
    secretary.post(here, version=version(poll_id), note="班主任", story="一心为学生。")
    assert rows(section_id)[0].nominee.story == "一心为学生。"
    assert "一心为学生。" in secretary.get(here).text

    refused = secretary.post(f"{here}/withdraw", version=version(poll_id), reason=" ")
    assert refused.status_code == 422
    assert names(section_id) == ["丁一"]
    secretary.post(f"{here}/withdraw", version=version(poll_id), reason="本人申请")
    page = secretary.get(section_url(hall, poll_id, section_id, "nominees"))
    assert "移出：本人申请" in page.text
    assert names(section_id) == []


def test_the_order_is_changed_by_hand_and_back(hall, secretary):
    poll_id = a_draft(hall)
    section_id = of_groups(poll_id, ["数学组", "语文组"])
    one, two = [row.nominee.id for row in rows(section_id)]
    here = section_url(hall, poll_id, section_id, "order")
    wrong = secretary.post(
        here, version=version(poll_id), reason="抽签", **{f"place-{one}": "1", f"place-{two}": "1"}
    )
    assert "填一个序号，从 1 到 2" in said(wrong)

    secretary.post(
        here, version=version(poll_id), reason="抽签", **{f"place-{one}": "2", f"place-{two}": "1"}
    )
    assert names(section_id) == ["语文组", "数学组"]
    assert "理由：抽签" in secretary.get(here).text
    secretary.post(f"{here}/usual", version=version(poll_id))
    assert names(section_id) == ["数学组", "语文组"]


# --- Who may, and when ---------------------------------------------------------------------------


def test_a_sealed_award_shows_its_pages_without_buttons(app, hall, secretary):
    poll_id = a_draft(hall)
    section_id = of_people(poll_id, hall.delegates[:2], jury_weight=HALF)
    groups = of_groups(poll_id, ["语文组"])
    secretary.post(url(hall, poll_id, "jury"), names="张评")
    seal(app, poll_id)
    for page in ("sections", f"sections/{section_id}", f"sections/{groups}/nominees"):
        shown = said(secretary.get(url(hall, poll_id, page)))
        assert "已经封存" in shown
        assert "增加奖项" not in shown
        assert "加入名单" not in shown
    refused = secretary.post(url(hall, poll_id, "sections"), **a_section_form(poll_id))
    assert refused.status_code == 409


def test_the_set_up_is_the_secretarys_to_do(hall, chair, delegate, stranger):
    poll_id = a_draft(hall)
    section_id = of_people(poll_id, hall.delegates[:2])
    nominee = rows(section_id)[0].nominee.id
    for visitor in (chair, delegate, stranger):
        for page in (
            "sections",
            "jury",
            "next",
            "publicity",
            f"sections/{section_id}",
            f"sections/{section_id}/nominees",
            f"sections/{section_id}/nominees/{nominee}",
            f"sections/{section_id}/order",
        ):
            assert visitor.get(url(hall, poll_id, page)).status_code == 403
        for act in ("plan", "settings", "present", f"sections/{section_id}/remove"):
            assert visitor.post(url(hall, poll_id, act)).status_code == 403
    assert len(sections(poll_id)) == 1


def test_addresses_that_lead_nowhere_say_so(hall, secretary):
    poll_id = a_draft(hall)
    section_id = of_people(poll_id, hall.delegates[:1])
    other = of_people(a_draft(hall, "另一次评优"), hall.delegates[:1])
    for page in (
        f"sections/{other}",
        "sections/999999/nominees",
        f"sections/{section_id}/nominees/999999",
        "jury/999999",
    ):
        assert secretary.get(url(hall, poll_id, page)).status_code == 404


# --- What the meeting reads before it votes ------------------------------------------------------


def test_delegates_read_about_the_nominees_once_they_are_presented(
    hall, secretary, delegate, chair, stranger
):
    poll_id = a_draft(hall)
    of_people(poll_id, hall.delegates[:2], quota=2, ticks=2)
    of_groups(poll_id, ["语文组"])
    here = f"{home(hall, poll_id)}/nominees"
    refused = delegate.get(here)
    assert refused.status_code == 403
    assert "还没有公开" in said(refused)
    assert chair.get(here).status_code == 200
    assert here not in delegate.get(f"/m/{hall.meeting_id}").text

    secretary.post(url(hall, poll_id, "present"), version=version(poll_id))
    page = delegate.get(here)
    assert heading(page) == "候选对象介绍"
    assert "最多推荐 2 个" in said(page)
    assert page.text.index("丁　一") < page.text.index("王　二") < page.text.index("语文组")
    assert f'href="{here}"' in delegate.get(f"/m/{hall.meeting_id}").text
    assert stranger.get(here).status_code == 403
