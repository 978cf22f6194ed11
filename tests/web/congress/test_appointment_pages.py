"""The page of the offices of a meeting."""

import pytest

from tests.services.congress.school import ACTOR, change_person
from voting.access.rules import Office
from voting.congress import queries, service
from voting.db import db

FIELDS = {"office": "teller", "person": "00001", "approval": "show_of_hands", "note": ""}


def page(school, name: str = "") -> str:
    return f"/meetings/{school.meeting_id}/appointments{name}"


def rows(school):
    db.session.rollback()
    return queries.appointments(school.meeting_id)


def test_an_appointment_is_made_and_shown_with_how_it_came_about(secretary, school):
    made = FIELDS | {"note": "赞成 12 人"}
    assert secretary.post(page(school), **made).status_code == 303
    text = secretary.get(page(school)).text
    for words in ("计票人", "教师1", "大会举手表决", "赞成 12 人"):
        assert words in text


def test_a_person_may_be_given_by_name(secretary, school):
    change_person(school.full[0], name="欧阳四")
    assert secretary.post(page(school), **FIELDS | {"person": "欧阳四"}).status_code == 303
    assert [row.person_id for row in rows(school)] == [school.full[0]]


@pytest.mark.parametrize(
    ("wrong", "status", "words"),
    [
        ({"person": "99999"}, 404, "没有工号或姓名"),
        ({"person": ""}, 422, "请填写。"),
        ({"office": "king"}, 422, "不是有效的选择"),
        ({"office": "administrator"}, 422, "不是有效的选择"),
        ({"office": "scrutineer", "person": "00002"}, 422, "不能由同一个人担任"),
        ({"office": "teller", "person": "00002"}, 422, "已经担任"),
    ],
)
def test_an_appointment_with_something_wrong_is_told_and_not_made(
    secretary, school, wrong, status, words
):
    service.appoint(school.meeting_id, school.full[1], Office.TELLER, ACTOR)
    reply = secretary.post(page(school), **(FIELDS | wrong))
    assert reply.status_code == status
    assert words in reply.text
    assert len(rows(school)) == 1


def test_an_office_opens_the_pages_it_needs_and_closes_them_when_it_ends(
    app, secretary, chair, school
):
    assert chair.get(f"/meetings/{school.meeting_id}").status_code == 200
    [row] = rows(school)
    assert secretary.post(page(school, f"/{row.id}/end")).status_code == 303
    assert chair.get(f"/meetings/{school.meeting_id}").status_code == 403
    assert "结束" in secretary.get(page(school)).text


def test_a_personal_link_carries_no_office_but_that_of_a_delegate(school, phone_of):
    service.appoint(school.meeting_id, school.full[0], Office.CHAIR, ACTOR)
    phone = phone_of(school.full[0])
    assert phone.get(f"/m/{school.meeting_id}").status_code == 200
    assert phone.get(f"/meetings/{school.meeting_id}").status_code == 403
