"""The office of the motions: what is late, the list, one motion's review, acts on many."""

from datetime import timedelta

import pytest

from tests.services.motions.moving import (
    TEXT,
    a_draft,
    a_house,
    assigned,
    filed,
    reply,
    state_of,
    submitted,
    the_motion,
    version,
)
from tests.web.access.visiting import heading
from tests.web.motions.officers import a_delegate, one_of, said, the_secretary, told
from voting import clock
from voting.db import db, unit_of_work
from voting.mail.models import OutgoingMail
from voting.motions.handling_models import MotionReply
from voting.motions.models import Motion, MotionEvent
from voting.motions.rules import Class, Grade, Kind, Seat, State
from voting.motions.service import feedback, review
from voting.motions.service.drafting import Content
from voting.people.models import Person


@pytest.fixture
def house(app):
    return a_house()


@pytest.fixture
def secretary(app, house):
    return the_secretary(app)


def named(title: str) -> Content:
    return Content(title, "案由", "分析", "建议")


# --- Home --------------------------------------------------------------------------------------


def test_the_home_of_the_office_says_what_waits_and_leads_there(house, secretary):
    motion_id = submitted(house)
    shown = secretary.get("/motions/office")
    assert heading(shown) == "提案办公"
    assert "待审查" in said(shown)
    assert TEXT.title in said(shown)
    assert f"/motions/{motion_id}/review" in shown.text


def test_an_empty_office_says_so(secretary):
    assert "没有待办" in said(secretary.get("/motions/office"))


def test_an_overdue_motion_stands_first_with_its_days(house, secretary):
    submitted(house, named("刚提交的"))
    late = assigned(house)
    with unit_of_work() as session:
        session.get(Motion, late).due_on = clock.today() - timedelta(days=3)
    shown = said(secretary.get("/motions/office"))
    assert "逾期 3 天" in shown
    assert shown.index(TEXT.title) < shown.index("刚提交的")


def test_a_draft_is_not_shown_to_the_office(house, secretary):
    a_draft(house, named("还在写的草稿"))
    assert "还在写的草稿" not in said(secretary.get("/motions/office"))
    assert "还在写的草稿" not in said(secretary.get("/motions/office/list"))
    assert secretary.get("/motions/1/review").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/motions/office",
        "/motions/office/list",
        "/motions/1/review",
        "/motions/1/review/file",
        "/motions/settings",
        "/motions/settings/1",
        "/motions/settings/1/calls",
        "/motions/settings/1/calls/1",
        "/motions/settings/1/seats",
        "/motions/settings/1/calendar",
    ],
)
def test_a_delegate_has_no_business_at_the_office(app, house, path):
    submitted(house)
    refused = a_delegate(app, house).get(path)
    assert refused.status_code == 403
    assert TEXT.title not in said(refused)


def test_a_delegate_cannot_act_by_an_address_of_the_office(app, house):
    motion_id = submitted(house)
    visitor = a_delegate(app, house)
    sent = {"act": "file", "confirmed": "1", "chosen": f"{motion_id}.{version(motion_id)}"}
    assert visitor.post("/motions/office/bulk", **sent).status_code == 403
    path = f"/motions/{motion_id}/review/file"
    assert visitor.post(path, version=version(motion_id)).status_code == 403
    assert state_of(motion_id) is State.REVIEW


def test_whoever_is_not_signed_in_is_asked_to(app, house):
    assert app.test_client().get("/motions/office").status_code == 401


def test_a_committee_sees_its_congress_and_a_leader_what_is_filed(app, house):
    submitted(house, named("待审查的一件"))
    filed(house, named("已立案的一件"))
    committee = said(one_of(app, house, Seat.COMMITTEE).get("/motions/office/list"))
    assert "待审查的一件" in committee
    assert "已立案的一件" in committee


def test_a_leader_does_not_see_what_is_under_review(app, house):
    under_review = submitted(house, named("待审查的一件"))
    filed(house, named("已立案的一件"))
    leader = one_of(app, house, Seat.LEADER)
    shown = said(leader.get("/motions/office/list"))
    assert "待审查的一件" not in shown
    assert "已立案的一件" in shown
    assert leader.get(f"/motions/{under_review}/review").status_code == 404


def test_the_office_of_one_congress_sees_nothing_of_another(app, house):
    other = one_of(app, house, Seat.COMMITTEE)
    motion_id = submitted(house)
    with unit_of_work() as session:
        held = session.query(Person).filter_by(id=house.hall.outsider).one()
        seat_ = session.execute(
            db.text("SELECT id FROM motion_seat WHERE person_id = :p"), {"p": held.id}
        ).scalar_one()
        session.execute(db.text("DELETE FROM motion_seat WHERE id = :i"), {"i": seat_})
    assert other.get("/motions/office").status_code == 403
    assert other.get(f"/motions/{motion_id}/review").status_code == 403


def test_the_home_of_motions_leads_the_office_to_theirs(app, house, secretary):
    submitted(house)
    assert "/motions/office" in secretary.get("/motions").text
    assert "/motions/office" not in a_delegate(app, house, 3).get("/motions").text


def test_mail_that_was_not_confirmed_is_told_at_the_office(house, secretary):
    then = clock.now() - timedelta(hours=1)
    with unit_of_work() as session:
        session.add(
            OutgoingMail(
                key="k",
                address="dingyi@example.com",
                subject="请附议",
                text="",
                html="",
                state="sending",
                tries=1,
                put_at=then,
                not_before=then,
            )
        )
    assert "有 1 封邮件没有确认送达" in said(secretary.get("/motions/office"))


def test_a_mover_who_left_is_offered_to_hand_over(house, secretary):
    motion_id = filed(house)
    with unit_of_work() as session:
        session.get(Person, house.hall.delegates[0]).left_on = clock.today()
    assert "提案人已离开，待移交" in said(secretary.get("/motions/office"))
    shown = secretary.get(f"/motions/{motion_id}/review").text
    path = f"/motions/{motion_id}/review/hand_over?person={house.hall.delegates[0]}"
    assert path in shown
    assert "checked" in secretary.get(path).text
    sent = {"person": house.hall.delegates[0], "reason": "调离", "version": version(motion_id)}
    assert secretary.post(path, **sent).status_code == 303
    movers = the_motion(motion_id).movers
    assert [mover.person_id for mover in movers if mover.left_on is None] == [
        house.hall.delegates[1]
    ]
    assert "提案人已离开，待移交" not in said(secretary.get("/motions/office"))


# --- The list ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", {"甲", "乙", "丙"}),
        ("?state=review", {"甲", "乙"}),
        ("?state=filed", {"丙"}),
        ("?queue=review", {"甲", "乙"}),
        ("?category=生活福利", {"乙"}),
        ("?kind=suggestion", set()),
        ("?q=5-3-001", {"丙"}),
        ("?q=第甲", {"甲"}),
        ("?unit=999999", {"甲", "乙", "丙"}),
        ("?state=draft", {"甲", "乙", "丙"}),
        ("?queue=no_such&size=7&page=99", {"甲", "乙", "丙"}),
    ],
)
def test_the_list_shows_what_the_filters_say(house, secretary, query, seen):
    submitted(house, named("第甲件"))
    submitted(house, Content("第乙件", "因", "析", "议", "生活福利"))
    filed(house, named("第丙件"))
    shown = said(secretary.get(f"/motions/office/list{query}"))
    table = shown[shown.index("<table") :] if "<table" in shown else ""
    assert {sign for sign in "甲乙丙" if f"第{sign}件" in table} == seen


def test_the_list_is_filtered_by_department_and_delegation(house, secretary):
    assigned(house)
    submitted(house, named("另一件"))
    shown = said(secretary.get(f"/motions/office/list?unit={house.canteen}"))
    assert TEXT.title in shown
    assert "另一件" not in shown
    assert "没有符合的事项" in said(secretary.get(f"/motions/office/list?unit={house.finance}"))


def test_all_of_a_page_can_be_ticked_without_a_script(house, secretary):
    submitted(house)
    assert "checked" not in secretary.get("/motions/office/list").text
    assert "checked" in secretary.get("/motions/office/list?ticked=1").text


# --- Many at once ------------------------------------------------------------------------------


def chosen(*motion_ids: int) -> list[str]:
    return [f"{each}.{version(each)}" for each in motion_ids]


def test_several_motions_are_filed_at_once_with_their_numbers(house, secretary):
    ids = [submitted(house, named(f"第{n}件")) for n in range(3)]
    asked = secretary.post("/motions/office/bulk", act="file", chosen=chosen(*ids))
    assert heading(asked) == "立案：3 件"
    assert state_of(ids[0]) is State.REVIEW
    done = secretary.post("/motions/office/bulk", act="file", confirmed="1", chosen=chosen(*ids))
    assert "办成 3 件，没有办成 0 件" in said(done)
    assert "5-3-003" in said(done)
    assert [state_of(each) for each in ids] == [State.FILED] * 3


def test_of_several_the_one_that_changed_meanwhile_is_refused_and_the_rest_done(house, secretary):
    ids = [submitted(house, named(f"第{n}件")) for n in range(3)]
    seen = chosen(*ids)
    review.reject(ids[1], version(ids[1]), "属于个人事项", house.secretary)
    done = secretary.post("/motions/office/bulk", act="file", confirmed="1", chosen=seen)
    assert "办成 2 件，没有办成 1 件" in said(done)
    assert "秘书王芳已于" in said(done)
    assert [state_of(each) for each in ids] == [State.FILED, State.NOT_FILED, State.FILED]


@pytest.mark.parametrize(
    ("act", "fields", "after"),
    [
        ("convert", {"reason": "以建议办理"}, State.FILED),
        ("reject", {"reason": "属于个人事项"}, State.NOT_FILED),
        ("send_back", {"reason": "请补充建议"}, State.RETURNED),
    ],
)
def test_one_reason_serves_for_many_and_must_be_given(house, secretary, act, fields, after):
    ids = [submitted(house, named(f"第{n}件")) for n in range(2)]
    refused = secretary.post("/motions/office/bulk", act=act, confirmed="1", chosen=chosen(*ids))
    assert refused.status_code == 422
    assert "请写明理由" in told(refused)
    assert state_of(ids[0]) is State.REVIEW
    secretary.post("/motions/office/bulk", act=act, confirmed="1", chosen=chosen(*ids), **fields)
    assert [state_of(each) for each in ids] == [after] * 2
    notes = db.session.query(MotionEvent).filter_by(act=act).all()
    assert [event.note for event in notes] == [fields["reason"]] * 2


def test_many_are_assigned_to_one_lead_with_its_co_handlers(house, secretary):
    ids = [filed(house, named(f"第{n}件")) for n in range(2)]
    sent = {"act": "assign", "confirmed": "1", "chosen": chosen(*ids)}
    refused = secretary.post("/motions/office/bulk", **sent)
    assert "请选择主办部门" in told(refused)
    both = {"lead_unit": house.canteen, "co_units": [house.finance]}
    done = secretary.post("/motions/office/bulk", **sent, **both)
    assert "办成 2 件" in said(done)
    assert [state_of(each) for each in ids] == [State.HANDLING] * 2


def test_a_vote_that_was_not_carried_decides_nothing(house, secretary):
    ids = [submitted(house, named(f"第{n}件")) for n in range(2)]
    sent = {"act": "file", "confirmed": "1", "chosen": chosen(*ids), "for_it": "2", "against": "3"}
    refused = secretary.post("/motions/office/bulk", **sent)
    assert "没有过半数" in told(refused)
    assert [state_of(each) for each in ids] == [State.REVIEW] * 2


def test_many_are_urged_and_archived(house, secretary):
    busy = assigned(house)
    urge = {"act": "urge", "confirmed": "1", "chosen": chosen(busy), "reason": "请本周答复"}
    assert "办成 1 件" in said(secretary.post("/motions/office/bulk", **urge))
    assert db.session.query(MotionEvent).filter_by(act="urge").one().note == "请本周答复"
    reply(house, busy)
    feedback.rate(busy, Grade.SATISFIED, "", house.delegate())
    put_away = {"act": "archive", "confirmed": "1", "chosen": chosen(busy)}
    assert "办成 1 件" in said(secretary.post("/motions/office/bulk", **put_away))
    assert state_of(busy) is State.ARCHIVED


@pytest.mark.parametrize(
    "sent",
    [
        {"act": "file"},
        {"act": "file", "chosen": ["x", "1", "1.x", "-1.2", "1.2.3"]},
        {"act": "rate", "chosen": ["1.1"]},
        {"act": "", "chosen": ["1.1"]},
        {},
    ],
)
def test_nothing_ticked_or_an_act_that_is_not_offered_does_nothing(house, secretary, sent):
    motion_id = submitted(house)
    back = secretary.post("/motions/office/bulk", **sent, confirmed="1")
    assert back.status_code == 303
    assert "还没有勾选事项" in said(secretary.get("/motions/office/list"))
    assert state_of(motion_id) is State.REVIEW


def test_what_is_not_theirs_to_see_is_refused_without_its_title(app, house):
    leader = one_of(app, house, Seat.LEADER)
    under_review = submitted(house, named("尚未公开的一件"))
    sent = {"act": "file", "confirmed": "1", "chosen": chosen(under_review)}
    done = said(leader.post("/motions/office/bulk", **sent))
    assert "不由您办理" in done
    assert "尚未公开的一件" not in done
    assert state_of(under_review) is State.REVIEW


# --- One motion --------------------------------------------------------------------------------


def act_on(visitor, motion_id: int, act: str, **fields):
    given = {"version": version(motion_id)} | fields
    return visitor.post(f"/motions/{motion_id}/review/{act}", **given)


def test_the_review_shows_text_movers_and_what_can_be_done(house, secretary):
    motion_id = submitted(house)
    shown = said(secretary.get(f"/motions/{motion_id}/review"))
    for wanted in (TEXT.title, TEXT.cause, TEXT.analysis, TEXT.advice, "立案", "并案", "2 人"):
        assert wanted in shown
    assert f"/motions/{motion_id}/review/file" in shown
    assert f"/motions/{motion_id}/review/assign" not in shown


def test_similar_motions_stand_side_by_side_and_can_be_merged(house, secretary):
    first = submitted(house, named("关于改善食堂饭菜质量的提案"))
    second = submitted(house, named("关于改善食堂饭菜品质的提案"), mover=3)
    shown = said(secretary.get(f"/motions/{second}/review"))
    assert "相近" in shown
    path = f"/motions/{second}/review/merge?into={first}"
    assert path in shown
    assert "checked" in secretary.get(path).text
    assert act_on(secretary, second, "merge", into=first, reason="内容相同").status_code == 303
    assert state_of(second) is State.MERGED
    people = {mover.person_id for mover in the_motion(first).movers}
    assert people == {house.hall.delegates[0], house.hall.delegates[3]}
    assert "并入本案的事项" in said(secretary.get(f"/motions/{first}/review"))
    assert act_on(secretary, second, "unmerge", reason="内容不同").status_code == 303
    assert state_of(second) is State.REVIEW


def test_a_motion_is_merged_by_its_number_or_words_of_its_title(house, secretary):
    lead = filed(house, named("关于改善食堂的提案"))
    other = submitted(house, named("关于饭菜质量的提案"), mover=3)
    none = act_on(secretary, other, "merge", reason="相同")
    assert "请选择并入哪一件" in told(none)
    unknown = act_on(secretary, other, "merge", other="停车", reason="相同")
    assert "没有“停车”" in told(unknown)
    assert act_on(secretary, other, "merge", other="5-3-001", reason="相同").status_code == 303
    assert the_motion(other).merged_into_id == lead


def test_words_that_name_several_motions_are_told(house, secretary):
    submitted(house, named("食堂一"))
    submitted(house, named("食堂二"), mover=3)
    third = submitted(house, named("停车"), mover=4)
    refused = act_on(secretary, third, "merge", other="食堂", reason="相同")
    assert "有几件都符合" in told(refused)
    assert state_of(third) is State.REVIEW


def test_a_motion_is_filed_by_a_vote_of_the_committee(app, house):
    member = one_of(app, house, Seat.COMMITTEE)
    motion_id = submitted(house)
    assert "立案" in heading(member.get(f"/motions/{motion_id}/review/file"))
    votes = {"for_it": "5", "against": "1", "abstained": "0"}
    assert act_on(member, motion_id, "file", **votes).status_code == 303
    assert the_motion(motion_id).number == "5-3-001"
    assert db.session.query(MotionEvent).filter_by(act="file").one().votes == "5/1/0"
    assert "5/1/0" in said(member.get(f"/motions/{motion_id}/review"))


def test_a_refused_act_keeps_what_was_written(house, secretary):
    motion_id = submitted(house)
    votes = {"for_it": "1", "against": "4", "reason": "属于个人事项"}
    refused = act_on(secretary, motion_id, "reject", **votes)
    assert refused.status_code == 409
    assert "没有过半数" in told(refused)
    assert "属于个人事项" in said(refused)
    assert state_of(motion_id) is State.REVIEW


def test_votes_against_alone_are_not_a_vote(house, secretary):
    motion_id = submitted(house)
    assert "请填写赞成票数" in told(act_on(secretary, motion_id, "file", against="2"))
    assert "0 至 999" in told(act_on(secretary, motion_id, "file", for_it="-1"))
    assert state_of(motion_id) is State.REVIEW


def test_the_second_of_two_officers_is_told_what_happened(house, secretary):
    motion_id = submitted(house)
    old = version(motion_id)
    review.file(motion_id, old, house.secretary)
    late = act_on(secretary, motion_id, "reject", version=old, reason="已经解决")
    assert late.status_code == 409
    assert "办理了“立案”" in told(late)
    assert state_of(motion_id) is State.FILED


def test_the_presidium_rules_on_what_was_referred_to_it(app, house, secretary):
    motion_id = submitted(house)
    presidium = one_of(app, house, Seat.PRESIDIUM)
    assert presidium.get(f"/motions/{motion_id}/review").status_code == 404
    assert act_on(secretary, motion_id, "refer", reason="是否属于职权有争议").status_code == 303
    assert "待主席团裁定" in said(presidium.get("/motions/office"))
    assert act_on(presidium, motion_id, "convert", reason="以建议办理").status_code == 303
    assert the_motion(motion_id).kind == Kind.SUGGESTION


def test_after_filing_a_motion_is_withdrawn_with_a_reason_by_the_office(house, secretary):
    motion_id = filed(house)
    assert "请写明撤案的理由" in told(act_on(secretary, motion_id, "withdraw", reason=""))
    reason = "提案人书面申请，委员会同意"
    assert act_on(secretary, motion_id, "withdraw", reason=reason).status_code == 303
    assert state_of(motion_id) is State.WITHDRAWN
    assert act_on(secretary, motion_id, "archive").status_code == 303
    assert state_of(motion_id) is State.ARCHIVED


def test_a_motion_is_assigned_from_its_review(house, secretary):
    motion_id = filed(house)
    due = (clock.today() + timedelta(days=30)).isoformat()
    sent = {"lead_unit": house.canteen, "co_units": [house.finance], "due_on": due}
    assert act_on(secretary, motion_id, "assign", **sent).status_code == 303
    motion = the_motion(motion_id)
    assert (motion.state, motion.due_on.isoformat()) == (State.HANDLING, due)


def test_one_department_cannot_lead_and_assist(house, secretary):
    motion_id = filed(house)
    both = {"lead_unit": house.canteen, "co_units": [house.canteen]}
    assert "不能既主办又协办" in told(act_on(secretary, motion_id, "assign", **both))
    assert state_of(motion_id) is State.FILED


@pytest.mark.parametrize(("act", "status"), [("assign", 409), ("rate", 404), ("nonsense", 404)])
def test_an_act_out_of_its_time_is_refused(house, secretary, act, status):
    motion_id = submitted(house)
    assert secretary.get(f"/motions/{motion_id}/review/{act}").status_code == status
    assert act_on(secretary, motion_id, act).status_code in {status, 422}
    assert state_of(motion_id) is State.REVIEW


def test_a_leader_assigns_but_does_not_withdraw(app, house):
    leader = one_of(app, house, Seat.LEADER)
    motion_id = filed(house)
    assert leader.get(f"/motions/{motion_id}/review/withdraw").status_code == 403
    refused = act_on(leader, motion_id, "withdraw", reason="不必办理")
    assert refused.status_code == 403
    sent = {"lead_unit": house.canteen, "instruction": "请抓紧办理"}
    assert act_on(leader, motion_id, "assign", **sent).status_code == 303
    assert state_of(motion_id) is State.HANDLING


@pytest.mark.parametrize(("days", "shown"), [(3, "日前"), (-2, "逾期 2 天")])
def test_the_promise_that_falls_due_is_on_the_home_page(house, secretary, days, shown):
    motion_id = assigned(house)
    reply(house, motion_id, Class.B, clock.today() + timedelta(days=30))
    feedback.rate(motion_id, Grade.BASICALLY, "", house.delegate())
    with unit_of_work() as session:
        promise = clock.today() + timedelta(days=days)
        session.query(MotionReply).one().promised_on = promise
    page = said(secretary.get("/motions/office"))
    assert "承诺到期" in page
    assert shown in page
