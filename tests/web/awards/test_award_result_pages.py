"""What is shown of a result, what is done about ties and gaps, and the posting of the list."""

from datetime import date

import pytest
import time_machine

from tests.cast import queries_poll, version
from tests.services.awards.making import (
    HALF,
    a_draft,
    ballots,
    hold,
    names,
    of_groups,
    of_people,
    score_all,
    seal,
    sections,
)
from tests.web.access.visiting import heading
from tests.web.awards.pages import home, said, url
from voting.awards import queries, service
from voting.awards.publicity import publicity
from voting.db import db
from voting.polls import lifecycle

DECLARED = "2026-11-13 15:00+08:00"
NOTICE = {"first": "2026-11-16", "place": "公告栏", "contact": "工会办公室 8101"}


@pytest.fixture
def tied(app, hall) -> int:
    """Return an award of two places with 丁一 first and two equal behind, and a gap beside."""
    poll_id = a_draft(hall)
    of_people(poll_id, hall.delegates[:3], quota=2)
    of_groups(poll_id, ["语文组", "数学组"], quota=2)
    votes = ballots("先进个人", ("丁一", 4), ("王二", 2), ("文三", 2), of=4)
    hold(app, hall, poll_id, [votes[0] | {"先进集体": ["语文组"]}, *votes[1:]])
    return poll_id


@pytest.fixture
def declared(app, hall) -> int:
    """Return an award whose winners 丁一 and 王二 were declared on a Friday in November."""
    with time_machine.travel(DECLARED, tick=True):
        poll_id = a_draft(hall)
        of_people(poll_id, hall.delegates[:3], quota=2)
        hold(app, hall, poll_id, [{"先进个人": ["丁一", "王二"]}] * 3)
    return poll_id


def at(day: str):
    return time_machine.travel(f"{day} 09:00+08:00", tick=True)


def posting(poll_id: int):
    db.session.rollback()
    db.session.expire_all()
    return publicity(queries_poll(poll_id))


def key_of(poll_id: int, person_id: int) -> str:
    db.session.rollback()
    section = sections(poll_id)[0]
    return next(one.option_id for one in queries.nominees(section.id) if one.person_id == person_id)


# --- The declared result -------------------------------------------------------------------------


def test_the_meeting_reads_all_votes_and_who_waits(hall, delegate, tied):
    page = said(delegate.get(f"{home(hall, tied)}/announcement"))

    assert "第 1 名 · 得票 4（100.0%）" in page
    assert "第 2 名 · 得票 2（50.0%）" in page
    assert "有 2 个并列，还剩 1 个名额" in page
    assert "空缺 1 个名额" in page
    assert page.index("入选") < page.index("并列待定")


def test_jury_scores_stand_beside_the_votes(app, hall, delegate, chair):
    poll_id = a_draft(hall)
    section_id = of_people(poll_id, hall.delegates[:2], jury_weight=HALF)
    service.name_jurors(poll_id, ["张评"], "秘书")
    score_all(poll_id, section_id, {"丁一": [9000], "王二": [8050]})
    hold(app, hall, poll_id, [{"先进个人": ["丁一"]}] * 3)
    page = said(delegate.get(f"{home(hall, poll_id)}/announcement"))
    assert "得票分 100.00 · 评审分 90.00 · 综合 95.00" in page
    assert "得票分 0.00 · 评审分 80.50 · 综合 40.25" in page

    screen = said(chair.get(f"/meetings/{hall.meeting_id}/screen"))
    assert "95.00" in screen
    assert "评审分 90.00" in screen


def test_the_projector_shows_sections_winners_and_ties(hall, chair, tied):
    page = said(chair.get(f"/meetings/{hall.meeting_id}/screen"))

    assert "【先进个人】" in page
    assert "【先进集体】" in page
    assert page.count('class="won"') == 2
    assert page.count('class="tied"') == 2
    assert "“先进个人”有 2 个并列，还剩 1 个名额" in page
    assert "“先进集体”空缺 1 个名额" in page


def test_a_long_result_shows_the_honoured_and_leaves_the_rest_to_the_sheet(app, hall, chair):
    poll_id = a_draft(hall)
    of_groups(poll_id, [f"第{number}班组" for number in range(30)], quota=2)
    hold(app, hall, poll_id, [{"先进集体": ["第1班组", "第2班组"]}] * 2)
    page = said(chair.get(f"/meetings/{hall.meeting_id}/screen"))

    assert page.count('class="won"') == 2
    assert "第29班组" not in page
    assert "其余候选对象的得票见评选结果报告单" in page


# --- What follows --------------------------------------------------------------------------------


def test_a_run_off_is_created_in_one_step(hall, secretary, tied):
    assert "处理并列" in secretary.get(home(hall, tied)).text
    page = said(secretary.get(url(hall, tied, "next")))
    assert "就并列者再次投票" in page
    made = secretary.post(url(hall, tied, "next/run-off"))
    run_off = queries.followers(queries_poll(tied))[0]

    assert made.location == url(hall, run_off.id, "sections")
    assert "已建立，请核对后封存" in said(secretary.get(made.location))
    assert names(sections(run_off.id)[0].id) == ["王二", "文三"]
    assert "由上一轮结果决定" in said(secretary.get(made.location))
    assert "打开再次投票" in said(secretary.get(url(hall, tied, "next")))
    assert secretary.post(url(hall, tied, "next/run-off")).status_code == 409


def test_a_decision_is_recorded_with_who_made_it(hall, secretary, tied):
    section = sections(tied)[0].id
    here = url(hall, tied, f"next/{section}/decision")
    refused = secretary.post(here, body="主席团", note="办法第八条")
    assert refused.status_code == 422
    assert "须从相等者中选定 1 个" in said(refused)
    assert 'value="主席团"' in refused.text
    nobody = secretary.post(here, chosen=[key_of(tied, hall.delegates[1])], body="", note="")
    assert nobody.status_code == 422
    assert queries.decisions(tied) == {}

    secretary.post(here, chosen=[key_of(tied, hall.delegates[1])], body="主席团", note="办法第八条")
    page = said(secretary.get(url(hall, tied, "next")))
    assert "办法第八条" in page
    assert "王　二" in page


def test_a_gap_is_recorded_with_its_grounds(hall, secretary, tied):
    section = sections(tied)[1].id
    here = url(hall, tied, f"next/{section}/vacant")
    assert secretary.post(here, note="").status_code == 422
    secretary.post(here, note="宁缺毋滥")

    assert "宁缺毋滥" in said(secretary.get(url(hall, tied, "next")))
    wrong = secretary.post(url(hall, tied, f"next/{section}/decision"), body="谁", note="何")
    assert wrong.status_code == 409
    elsewhere = secretary.post(url(hall, tied, "next/999999/vacant"), note="宁缺毋滥")
    assert elsewhere.status_code == 404
    again = secretary.post(here, note="宁缺毋滥")
    assert again.status_code == 409
    assert "已经办理过" in said(again)


def test_an_annulled_award_is_created_anew(app, hall, secretary):
    poll_id = a_draft(hall)
    of_people(poll_id, hall.delegates[:2])
    seal(app, poll_id)
    lifecycle.annul(poll_id, version(poll_id), "选票印错", "主持人")
    assert "重新建立这次评选" in said(secretary.get(url(hall, poll_id, "next")))
    made = secretary.post(url(hall, poll_id, "next/again"))

    assert made.location.endswith("/award/sections")
    assert "后续投票" in said(secretary.get(url(hall, poll_id, "next")))


def test_nothing_is_offered_before_the_result_is_declared(app, hall, secretary):
    poll_id = a_draft(hall)
    of_people(poll_id, hall.delegates[:2])
    assert "没有需要后续处理的事项" in said(secretary.get(url(hall, poll_id, "next")))
    votes = [{"先进个人": ["丁一"]}, {"先进个人": ["王二"]}]
    hold(app, hall, poll_id, votes, declare=False)
    assert "主持人宣布结果后" in said(secretary.get(url(hall, poll_id, "next")))
    assert "还没有可以公示的名单" in said(secretary.get(url(hall, poll_id, "publicity")))


def test_what_follows_is_the_secretarys_to_do(hall, chair, delegate, tied):
    section = sections(tied)[0].id
    acts = (
        "next/run-off",
        "next/again",
        f"next/{section}/decision",
        f"next/{section}/vacant",
        "publicity",
        "publicity/objections",
        "publicity/objections/1",
        "publicity/revoke/1",
        "publicity/final",
    )
    for visitor in (chair, delegate):
        for act in acts:
            assert visitor.post(url(hall, tied, act)).status_code == 403
    assert queries.decisions(tied) == {}


# --- The posting ---------------------------------------------------------------------------------


def test_the_list_is_posted_read_by_everybody_and_published(
    hall, secretary, delegate, stranger, declared
):
    honours = f"{home(hall, declared)}/honours"
    assert delegate.get(honours).status_code == 403
    with at("2026-11-16"):
        secretary.post(url(hall, declared, "publicity"), **NOTICE)
        page = said(secretary.get(url(hall, declared, "publicity")))
        assert "2026年11月16日至2026年11月20日" in page
        assert "还没有期满" in page
        read = delegate.get(honours)
        assert heading(read) == "获奖名单公示"
        assert read.text.index("丁　一") < read.text.index("王　二")
        assert "工会办公室 8101" in read.text
        assert honours in delegate.get(f"/m/{hall.meeting_id}").text
        sheet = said(delegate.get(f"{honours}/sheet"))
        assert "公示期为2026年11月16日至2026年11月20日（5 个工作日）" in sheet
        assert secretary.post(url(hall, declared, "publicity/final")).status_code == 409
    with at("2026-11-23"):
        secretary.post(url(hall, declared, "publicity/final"))
        assert "正式公布" in said(secretary.get(url(hall, declared, "publicity")))
        assert heading(delegate.get(honours)) == "获奖名单"
        late = secretary.post(url(hall, declared, "publicity"), **NOTICE)
        assert late.status_code == 409
        assert "已经正式公布" in said(late)
        assert "现将获奖名单公布如下" in said(delegate.get(f"{honours}/sheet"))
    assert stranger.get(honours).status_code == 403
    assert stranger.get(f"{honours}/sheet").status_code == 403
    assert posting(declared).award.final_on == date(2026, 11, 23)


def test_a_posting_without_its_day_or_place_stays_on_the_page(hall, secretary, declared):
    for wrong in ({"first": ""}, {"first": "明天"}, {"place": ""}, {"first": "2026-11-01"}):
        with at("2026-11-16"):
            reply = secretary.post(url(hall, declared, "publicity"), **(NOTICE | wrong))
        assert reply.status_code == 422
    assert posting(declared).notice is None


def test_objections_are_recorded_and_concluded(hall, secretary, declared):
    with at("2026-11-16"):
        secretary.post(url(hall, declared, "publicity"), **NOTICE)
        here = url(hall, declared, "publicity/objections")
        empty = secretary.post(here, on="2026-11-16", text="")
        assert empty.status_code == 422
        assert "请写明异议的内容" in said(empty)
        secretary.post(here, on="2026-11-16", text="王二材料不实")
        one = posting(declared).objections[0].id
        page = said(secretary.get(url(hall, declared, "publicity")))
        assert "尚未处理" in page
        assert "还有 1 条异议没有处理结论" in page
        refused = secretary.post(f"{here}/{one}", conclusion="")
        assert "请写明处理结论" in said(refused)
        secretary.post(f"{here}/{one}", conclusion="经核查，维持。")
        assert "经核查，维持。" in said(secretary.get(url(hall, declared, "publicity")))
        assert secretary.post(f"{here}/999999", conclusion="维持").status_code == 404
    assert posting(declared).open_objections == []


def test_an_honour_is_taken_back_and_the_list_posted_anew(hall, secretary, delegate, declared):
    with at("2026-11-16"):
        secretary.post(url(hall, declared, "publicity"), **NOTICE)
        one = posting(declared).sections[0].kept[1].nominee.id
        here = url(hall, declared, f"publicity/revoke/{one}")
        assert secretary.post(here, reason="").status_code == 422
        secretary.post(here, reason="反映属实")
        page = said(secretary.get(url(hall, declared, "publicity")))
        assert "名单与已公示的不同，须重新公示" in page
        assert "取消：反映属实" in page
        secretary.post(url(hall, declared, "publicity"), **(NOTICE | {"first": "2026-11-17"}))
        assert "第 2 次" in said(secretary.get(url(hall, declared, "publicity")))
        assert "王　二" not in delegate.get(f"{home(hall, declared)}/honours").text
    assert [each.name for each in posting(declared).sections[0].kept] == ["丁一"]


def test_the_page_of_a_run_off_leads_to_the_list_of_the_award(hall, secretary, tied):
    secretary.post(url(hall, tied, "next/run-off"))
    run_off = queries.followers(queries_poll(tied))[0].id
    page = said(secretary.get(url(hall, run_off, "publicity")))

    assert "丁　一" in page
    assert "王二、文三票数或得分相等，还没有决定" in page
