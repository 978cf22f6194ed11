"""Shows of hands and decisions of joint meetings, on the officers' pages."""

import pytest

from tests.web.access.visiting import heading
from tests.web.bad_input import nothing_changes
from tests.web.resolutions.addresses import said
from voting.congress import queries as congress
from voting.db import db
from voting.resolutions import other_votes

HANDS = {
    "title": "大会议程",
    "item_class": "procedure",
    "preset": "enterprise_congress_2012",
    "agenda_item": "0",
    "present": "6",
    "agree": "5",
    "oppose": "0",
    "abstain": "1",
    "reason": "",
    "note": "",
}
JOINT = {
    "title": "调整年度疗休养方案",
    "decided_on": "2026-03-01",
    "decided_by": "代表团（组）长联席会议",
    "content": "同意将疗休养时间调整到暑期。",
}


@pytest.fixture
def page(hall) -> str:
    return f"/meetings/{hall.meeting_id}/hands"


def records(hall) -> list:
    db.session.rollback()
    return other_votes.hand_votes(hall.meeting_id)


@pytest.mark.parametrize("who", ["secretary", "chair"])
def test_secretary_and_chair_record_a_show_of_hands_as_such(request, hall, page, who):
    visitor = request.getfixturevalue(who)
    assert heading(visitor.get(page)) == "举手表决"
    reply = visitor.post(page, **HANDS)
    assert reply.location == page
    shown = said(visitor.get(page))
    assert "已登记：通过" in shown
    assert "举手表决" in shown
    assert "大会议程" in said(visitor.get(f"/meetings/{hall.meeting_id}"))
    assert [vote.carried for vote in records(hall)] == [True]


def test_the_delegates_see_what_hands_decided(hall, page, chair, delegate):
    chair.post(page, **(HANDS | {"agree": "3"}))
    shown = said(delegate.get(f"/m/{hall.meeting_id}"))
    assert "举手表决结果" in shown
    assert "未通过" in shown


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"title": ""}, 422, "请填写"),
        ({"agree": "许多"}, 422, "请填写整数"),
        ({"agree": "-1"}, 422, "须在 0 以上"),
        ({"agree": "6"}, 422, "之和多于到会人数"),
        ({"present": "7"}, 422, "多于应到会人数"),
        ({"present": "3", "agree": "2"}, 409, "到会人数不足"),
        ({"item_class": "distribution"}, 409, "请写明依据"),
        ({"item_class": "welfare", "preset": "zhejiang_2010", "reason": "惯例"}, 409, "不能举手"),
        ({"agenda_item": "999"}, 422, "Not a valid choice"),
    ],
)
def test_a_record_that_cannot_be_stays_on_the_page(hall, page, chair, changes, status, sentence):
    with nothing_changes():
        reply = chair.post(page, **(HANDS | changes))
    assert reply.status_code == status
    if not sentence.isascii():
        assert sentence in said(reply)


def test_a_wrong_record_is_withdrawn_with_a_reason(hall, page, chair):
    chair.post(page, **HANDS)
    number = records(hall)[0].id
    with nothing_changes():
        assert chair.post(f"{page}/{number}/withdraw", reason="").status_code == 422
    chair.post(f"{page}/{number}/withdraw", reason="清点有误")
    assert "清点有误" in said(chair.get(page))
    assert chair.post(f"{page}/{number}/withdraw", reason="再撤").status_code == 409
    assert chair.post(f"{page}/999/withdraw", reason="没有").status_code == 404


def test_delegates_record_no_show_of_hands(hall, page, delegate):
    assert delegate.get(page).status_code == 403
    assert delegate.post(page, **HANDS).status_code == 403


# --- Joint meetings ----------------------------------------------------------------------------


def test_a_decision_is_recorded_and_put_on_the_agenda_of_a_meeting_by_one_button(hall, secretary):
    path = f"/congresses/{hall.congress_id}/joint-decisions"
    assert "还没有登记" in secretary.get(path).text
    assert secretary.post(path, **JOINT).location == path
    assert "待下次会议确认" in secretary.get(path).text
    home = f"/meetings/{hall.meeting_id}"
    assert "还没有列入议程" in secretary.get(home).text
    number = other_votes.decisions_of(hall.congress_id)[0].id
    reply = secretary.post(f"{home}/joint-decisions/{number}/agenda")
    assert reply.location == home
    db.session.rollback()
    assert [item.title for item in congress.agenda(hall.meeting_id)] == [
        "确认联席会议决定：调整年度疗休养方案"
    ]
    assert "已列入议程，待确认" in secretary.get(home).text

    with nothing_changes():
        reply = secretary.post(f"{home}/joint-decisions/{number}/settle", outcome="perhaps")
    assert reply.status_code == 422
    secretary.post(f"{home}/joint-decisions/{number}/settle", outcome="confirmed", note="同意 6 人")
    assert "大会已确认" in secretary.get(home).text
    assert "同意 6 人" in secretary.get(path).text


def test_a_meeting_made_later_has_the_decision_on_its_agenda_by_itself(hall, secretary):
    secretary.post(f"/congresses/{hall.congress_id}/joint-decisions", **JOINT)
    made = secretary.post(
        f"/congresses/{hall.congress_id}/meetings/new",
        ordinal="4",
        call="regular",
        proposers="",
        held_at="2999-11-22T14:30",
        place="礼堂",
    )
    assert "确认联席会议决定：调整年度疗休养方案" in said(secretary.get(made.location))


def test_a_decision_that_cannot_be_stays_on_the_page(hall, secretary):
    path = f"/congresses/{hall.congress_id}/joint-decisions"
    for changes, sentence in (
        ({"title": ""}, "请填写"),
        ({"decided_on": "昨天"}, "日期无法识别"),
        ({"decided_on": "2999-01-01"}, "日期还没有到"),
        ({"content": ""}, "请填写"),
    ):
        with nothing_changes():
            reply = secretary.post(path, **(JOINT | changes))
        assert reply.status_code == 422
        assert sentence in said(reply)


def test_only_the_secretary_records_joint_decisions(hall, chair, delegate):
    for visitor in (chair, delegate):
        assert visitor.get(f"/congresses/{hall.congress_id}/joint-decisions").status_code == 403
        path = f"/meetings/{hall.meeting_id}/joint-decisions/1/agenda"
        assert visitor.post(path).status_code == 403
