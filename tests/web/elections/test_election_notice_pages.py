"""The secretary records approvals, the public notice, objections, and the order."""

from datetime import date

import pytest

from tests.cast import version
from tests.services.elections.making import (
    a_draft,
    a_ready_draft,
    blocking,
    standing,
)
from tests.web.elections.pages import said, the_election, url
from voting.db import db
from voting.elections import queries
from voting.workdays import queries as workdays

FAST = {"first": "2026-11-16", "place": "公告栏", "contact": "工会办公室"}


def test_an_approval_is_recorded_for_the_chosen_candidates(hall, secretary):
    poll_id = a_draft(hall, hall.delegates[:2])
    one, two = standing(poll_id)
    reply = secretary.post(
        url(hall, poll_id, "approvals"),
        version=version(poll_id),
        level="upper",
        number="教工〔2026〕6号",
        on="2026-11-02",
        candidates=[str(one.id)],
    )

    assert reply.status_code == 303
    db.session.expire_all()
    assert (one.upper_number, one.upper_on) == ("教工〔2026〕6号", date(2026, 11, 2))
    assert two.upper_on is None
    assert "教工〔2026〕6号" in secretary.get(url(hall, poll_id, "approvals")).text


def test_an_approval_without_number_day_or_names_is_refused(hall, secretary):
    poll_id = a_draft(hall, hall.delegates[:1])
    reply = secretary.post(
        url(hall, poll_id, "approvals"),
        version=version(poll_id),
        level="party",
        number="",
        on="昨天",
    )
    assert reply.status_code == 422
    assert "日期无法识别" in reply.text

    reply = secretary.post(
        url(hall, poll_id, "approvals"),
        version=version(poll_id),
        level="party",
        number="校党〔2026〕8号",
        on="2026-11-02",
    )
    assert "请选择批复中列出的候选人" in said(reply)
    assert standing(poll_id)[0].party_on is None


def test_one_may_go_on_without_approvals_or_the_full_notice_for_a_reason(hall, secretary):
    poll_id = a_draft(hall, hall.delegates[:2])
    for page in ("approvals", "notice"):
        refused = secretary.post(
            url(hall, poll_id, f"{page}/waive"), version=version(poll_id), reason=" "
        )
        assert refused.status_code == 422
        secretary.post(
            url(hall, poll_id, f"{page}/waive"), version=version(poll_id), reason="经上级同意"
        )
        assert "经上级同意" in said(secretary.get(url(hall, poll_id, page)))

    assert blocking(poll_id) == []


def test_a_notice_is_recorded_and_its_end_is_worked_out(hall, secretary):
    poll_id = a_draft(hall, hall.delegates[:2])
    secretary.post(url(hall, poll_id, "notice"), version=version(poll_id), **FAST)

    assert the_election(poll_id).notice_to == date(2026, 11, 20)
    page = secretary.get(url(hall, poll_id, "notice")).text
    assert "2026年11月16日至2026年11月20日" in page


def test_a_notice_in_a_year_without_a_table_of_holidays_warns(hall, secretary):
    poll_id = a_draft(hall, hall.delegates[:2])
    later = FAST | {"first": "2027-02-03"}
    secretary.post(url(hall, poll_id, "notice"), version=version(poll_id), **later)

    assert "2027年的放假和调休安排还没有录入" in said(secretary.get(url(hall, poll_id, "notice")))


def test_objections_and_their_conclusion_are_recorded(hall, secretary):
    poll_id = a_ready_draft(hall, hall.delegates[:2])
    refused = secretary.post(
        url(hall, poll_id, "notice/objections"),
        version=version(poll_id),
        objections="",
        settled="已处理",
    )
    assert "没有填写异议内容" in said(refused)

    secretary.post(
        url(hall, poll_id, "notice/objections"),
        version=version(poll_id),
        objections="推荐程序有误",
        settled="经核查合规",
    )
    assert the_election(poll_id).objections_settled == "经核查合规"


def test_the_calendar_is_corrected_a_day_a_line(hall, secretary):
    poll_id = a_draft(hall, hall.delegates[:2])
    refused = secretary.post(url(hall, poll_id, "calendar"), off="明天", work="")
    assert refused.status_code == 422
    assert "有一行不是日期" in refused.text

    secretary.post(url(hall, poll_id, "calendar"), off="2026-11-18\n2026-11-19", work="")
    db.session.rollback()
    assert [each.day.day for each in workdays.corrections()] == [18, 19]
    assert "2026-11-18\n2026-11-19" in secretary.get(url(hall, poll_id, "calendar")).text


def test_the_order_is_changed_by_hand_and_back(hall, secretary):
    poll_id = a_ready_draft(hall, hall.delegates[:2])
    one, two = [row.candidate.id for row in queries.ballot_rows(the_election(poll_id))]
    sent = {f"place-{one}": "2", f"place-{two}": "1", "reason": "按上级要求"}
    secretary.post(url(hall, poll_id, "order"), version=version(poll_id), **sent)

    rows = queries.ballot_rows(the_election(poll_id))
    assert [row.candidate.id for row in rows] == [two, one]
    assert "按上级要求" in said(secretary.get(url(hall, poll_id, "order")))

    secretary.post(url(hall, poll_id, "order/strokes"), version=version(poll_id))
    rows = queries.ballot_rows(the_election(poll_id))
    assert [row.candidate.id for row in rows] == [one, two]


@pytest.mark.parametrize("places", [("1", "1"), ("1", "3"), ("一", "二"), ("", "1")])
def test_an_order_with_a_place_missing_or_twice_is_refused_and_kept_on_the_page(
    hall, secretary, places
):
    poll_id = a_ready_draft(hall, hall.delegates[:2])
    one, two = [row.candidate.id for row in queries.ballot_rows(the_election(poll_id))]
    sent = {f"place-{one}": places[0], f"place-{two}": places[1], "reason": "按上级要求"}
    reply = secretary.post(url(hall, poll_id, "order"), version=version(poll_id), **sent)

    assert "填一个序号，从 1 到 2" in said(reply)
    assert f'value="{places[0]}"' in reply.text
    assert not the_election(poll_id).manual_order
