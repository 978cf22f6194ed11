"""Pages of delegates, delegations and their composition."""

from sqlalchemy import select

from tests.services.congress.school import a_congress, a_meeting, change_person, enrol
from tests.web.access.visiting import heading
from voting.congress import queries
from voting.congress.models import Delegate, Delegation
from voting.db import db


def page(school, name: str = "") -> str:
    return f"/meetings/{school.meeting_id}/delegates{name}"


def seat_id(person_id: int) -> int:
    db.session.rollback()
    return db.session.execute(
        select(Delegate.id).where(Delegate.person_id == person_id)
    ).scalar_one()


def delegation(name: str) -> Delegation:
    db.session.rollback()
    return db.session.execute(select(Delegation).where(Delegation.name == name)).scalar_one()


def digest(school) -> str:
    db.session.rollback()
    return queries.roster_preview(queries.congress(school.congress_id)).digest


def test_the_page_shows_delegations_with_their_people(secretary, school):
    reply = secretary.get(page(school))
    assert heading(reply) == "代表"
    for words in ("第1代表团", "列席代表团", "特邀代表团", "教师1", "00001"):
        assert words in reply.text


def test_an_empty_congress_says_how_to_get_delegates(secretary, school):
    meeting_id = a_meeting(a_congress(ordinal=6))
    reply = secretary.get(f"/meetings/{meeting_id}/delegates")
    assert "还没有代表" in reply.text
    assert f"/meetings/{meeting_id}/delegates/update" in reply.text


def test_an_update_is_previewed_and_confirmed(secretary, school):
    change_person(school.full[0], delegate_status="none")
    shown = secretary.get(page(school, "/update"))
    assert "确认更新 1 处" in shown.text
    assert "教师1" in shown.text
    assert queries.attendance(school.meeting_id).expected == 12
    reply = secretary.post(page(school, "/update"), digest=digest(school))
    assert reply.status_code == 303
    assert "终止 1 人" in secretary.get(reply.location).text
    db.session.rollback()
    assert queries.attendance(school.meeting_id).expected == 11


def test_an_update_that_is_no_longer_the_one_shown_is_refused(secretary, school):
    change_person(school.full[0], delegate_status="none")
    shown = digest(school)
    change_person(school.full[1], delegate_status="none")
    reply = secretary.post(page(school, "/update"), digest=shown)
    assert reply.status_code == 409
    assert "重新查看后再确认" in reply.text
    db.session.rollback()
    assert queries.attendance(school.meeting_id).expected == 12


def test_whoever_gets_no_seat_is_shown_with_the_reason(secretary, school):
    enrol(1, 777, delegate_status="full", delegation="第1代表团", membership="retained")
    reply = secretary.get(page(school, "/update"))
    assert "不能列为代表" in reply.text
    assert "保留会籍的人员没有选举权和表决权" in reply.text


def test_a_list_that_agrees_with_the_roster_says_so(secretary, school):
    assert "代表名单与花名册一致" in secretary.get(page(school, "/update")).text


def test_a_seat_is_ended_with_a_reason(secretary, school):
    url = page(school, f"/{seat_id(school.full[0])}/end")
    refused = secretary.post(url, reason="")
    assert refused.status_code == 422
    assert "请填写。" in refused.text
    assert queries.attendance(school.meeting_id).expected == 12
    assert secretary.post(url, reason="调离").status_code == 303
    shown = secretary.get(page(school))
    assert "已终止资格" in shown.text
    assert "调离" in shown.text


def test_a_leader_is_named_on_the_page(secretary, school):
    first = delegation("第1代表团")
    url = f"/meetings/{school.meeting_id}/delegations/{first.id}/leader"
    assert secretary.post(url, person_id=str(school.full[0])).status_code == 303
    assert "团长：教师1" in secretary.get(page(school)).text
    refused = secretary.post(url, person_id=str(school.full[-1]))
    assert refused.status_code == 422
    assert "本代表团的正式代表" in refused.text
    assert delegation("第1代表团").leader_id == school.full[0]
    assert secretary.post(url, person_id="").status_code == 303
    assert delegation("第1代表团").leader_id is None


def test_the_composition_is_shown_with_base_rule_and_verdict(secretary, school):
    reply = secretary.get(f"/meetings/{school.meeting_id}/composition")
    assert heading(reply) == "代表构成"
    assert "12 / 12" in reply.text
    assert "100.0%" in reply.text
    assert "女代表" in reply.text


def test_a_name_that_holds_markup_is_shown_as_text(secretary, school):
    change_person(school.full[0], name="<script>alert(1)</script>")
    text = secretary.get(page(school)).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_a_seat_that_is_not_there_or_already_ended_is_told(secretary, school):
    assert secretary.get(page(school, "/9999/end")).status_code == 404
    seat = seat_id(school.full[0])
    assert "终止教师1的代表资格" in secretary.get(page(school, f"/{seat}/end")).text
    secretary.post(page(school, f"/{seat}/end"), reason="调离")
    refused = secretary.post(page(school, f"/{seat}/end"), reason="退休")
    assert refused.status_code == 409
    assert "已经终止" in refused.text
