"""What the meeting sees of an election, and what is done about open seats afterwards."""

from html import unescape

import pytest
import time_machine

from tests.cast import ACTOR, queries_poll, version
from tests.services.elections.making import (
    a_draft,
    a_ready_draft,
    approvals,
    hold,
    option_of,
    seal,
    standing,
)
from tests.web.access.visiting import heading
from voting.elections import queries, service
from voting.elections.follow_up import prospect
from voting.elections.service import CandidateFacts
from voting.polls import lifecycle

ONE_THIRD = {"overrides": {"elect": "1/3 >= eligible"}, "reason": "选举办法"}


def said(reply) -> str:
    return unescape(reply.text)


def home(hall, poll_id: int) -> str:
    return f"/meetings/{hall.meeting_id}/polls/{poll_id}"


def introduced(hall, poll_id: int) -> str:
    return f"{home(hall, poll_id)}/candidates"


def follow_up(hall, poll_id: int, act: str = "") -> str:
    return f"{home(hall, poll_id)}/election/next{act}"


# --- The introduction --------------------------------------------------------------------------


def test_delegates_read_about_the_candidates_in_their_order_before_they_vote(hall, delegate):
    poll_id = a_ready_draft(hall, [hall.delegates[3], hall.delegates[0]])
    one = next(each for each in standing(poll_id) if each.person_id == hall.delegates[0])
    facts = CandidateFacts(note="教研组长", cv="一九八〇年生。\n二〇〇三年任教。")
    service.change_candidate(poll_id, version(poll_id), one.id, facts, ACTOR)
    page = delegate.get(introduced(hall, poll_id))

    assert heading(page) == "候选人介绍"
    assert page.text.index("丁　一") < page.text.index("李　四")
    assert "语文教研组 · 教研组长" in page.text
    assert "<p>二〇〇三年任教。</p>" in page.text
    assert "暂无简历" in page.text


def test_a_delegates_home_leads_to_the_introduction_once_the_list_is_posted(hall, delegate):
    draft = a_draft(hall, hall.delegates[:2])
    posted = a_ready_draft(hall, hall.delegates[:2], title="女职工委员会委员选举")
    page = delegate.get(f"/m/{hall.meeting_id}").text

    assert f'href="{introduced(hall, posted)}"' in page
    assert f'href="{introduced(hall, draft)}"' not in page


def test_a_list_that_is_not_posted_yet_is_for_its_officers_only(hall, delegate, secretary, chair):
    poll_id = a_draft(hall, hall.delegates[:2])
    refused = delegate.get(introduced(hall, poll_id))

    assert refused.status_code == 403
    assert "还没有公示" in said(refused)
    assert secretary.get(introduced(hall, poll_id)).status_code == 200
    assert chair.get(introduced(hall, poll_id)).status_code == 200


def test_a_stranger_to_the_meeting_reads_nothing(hall, phone_of, app):
    poll_id = a_ready_draft(hall, hall.delegates[:2])
    stranger = phone_of(hall.outsider)
    refused = stranger.get(introduced(hall, poll_id))

    assert refused.status_code == 403
    assert "只有参加这次会议的人" in said(refused)
    one = standing(poll_id)[0]
    assert stranger.get(f"{introduced(hall, poll_id)}/{one.id}/photo").status_code == 403


def test_a_portrait_that_was_not_given_is_not_found(hall, delegate):
    poll_id = a_ready_draft(hall, hall.delegates[:2])
    one = standing(poll_id)[0]

    assert delegate.get(f"{introduced(hall, poll_id)}/{one.id}/photo").status_code == 404


# --- What follows ------------------------------------------------------------------------------


@pytest.fixture
def tie(app, hall) -> int:
    one, two = hall.delegates[:2]
    poll_id = a_ready_draft(hall, [one, two], **ONE_THIRD)
    hold(app, hall, poll_id, approvals((one, 3), (two, 3), of=6))
    return poll_id


@pytest.fixture
def shortage(app, hall) -> int:
    one, two, three = hall.delegates[:3]
    poll_id = a_ready_draft(hall, [one, two, three], seats=2)
    hold(app, hall, poll_id, approvals((one, 6), (two, 3), of=6))
    return poll_id


def test_a_run_off_is_created_from_the_result_in_one_step(hall, secretary, tie):
    assert "再次投票" in secretary.get(home(hall, tie)).text
    page = secretary.get(follow_up(hall, tie))
    assert "只有得票相等的 2 人，应选 1 人" in page.text

    made = secretary.post(follow_up(hall, tie, "/run-off"))
    run_off = queries.next_poll(tie)
    assert made.location == f"{home(hall, run_off.id)}/election/candidates"
    assert "已建立，请核对后封存" in said(secretary.get(made.location))
    assert "后续投票" in said(secretary.get(follow_up(hall, tie)))
    again = secretary.post(follow_up(hall, tie, "/run-off"))
    assert again.status_code == 409


def test_a_second_tie_offers_the_presidiums_decision(app, hall, secretary, tie):
    assert "由主席团决定" not in secretary.get(follow_up(hall, tie)).text
    run_off = service.create_run_off(tie, ACTOR).id
    one, two = hall.delegates[:2]
    hold(app, hall, run_off, [{one: "approve"}, {two: "approve"}])
    assert "由主席团决定" in secretary.get(follow_up(hall, run_off)).text

    refused = secretary.post(follow_up(hall, run_off, "/tie"), note="决定")
    assert "须从得票相等者中选定 1 人" in said(refused)
    secretary.post(
        follow_up(hall, run_off, "/tie"), chosen=[option_of(run_off, two)], note="主席团会议决定"
    )
    page = secretary.get(follow_up(hall, run_off)).text
    assert "主席团会议决定" in page
    assert "王　二" in page


def test_a_re_election_is_created_from_the_result(hall, secretary, shortage):
    made = secretary.post(follow_up(hall, shortage, "/reballot"))

    assert made.location.endswith("/election/candidates")
    assert len(standing(queries.next_poll(shortage).id)) == 2


def test_seats_are_reduced_with_the_meetings_vote_and_not_without(hall, secretary, shortage):
    refused = secretary.post(follow_up(hall, shortage, "/reduce"), present="6", agreed="3")
    assert refused.status_code == 409
    assert "没有超过应到会 6 人的半数" in said(refused)
    assert 'value="3"' in refused.text
    assert queries.decision(shortage) is None

    secretary.post(follow_up(hall, shortage, "/reduce"), present="6", agreed="5", note="举手")
    page = secretary.get(follow_up(hall, shortage)).text
    assert "5 人，应到会 6 人" in page


def test_seats_are_left_vacant_with_words_for_it(hall, secretary, shortage):
    refused = secretary.post(follow_up(hall, shortage, "/vacant"), note="")
    assert refused.status_code == 422

    with time_machine.travel("2026-03-01 09:00+08:00", tick=False):
        service.leave_vacant(shortage, "明年补选", ACTOR)
    page = said(secretary.get(follow_up(hall, shortage)))
    assert "明年补选" in page
    assert "2026年9月1日" in page


@pytest.mark.parametrize(("today", "late"), [("2026-09-01", False), ("2026-09-02", True)])
def test_a_seat_left_vacant_beyond_the_deadline_is_pointed_out(hall, shortage, app, today, late):
    with time_machine.travel("2026-03-01 09:00+08:00", tick=False):
        service.leave_vacant(shortage, "大会同意暂缺", ACTOR)
    with time_machine.travel(f"{today} 12:00+08:00", tick=False):
        assert prospect(queries_poll(shortage)).overdue is late


def test_nothing_is_offered_before_the_result_is_declared(app, hall, secretary):
    one, two = hall.delegates[:2]
    poll_id = a_ready_draft(hall, [one, two], **ONE_THIRD)
    assert "没有需要后续处理的事项" in secretary.get(follow_up(hall, poll_id)).text
    hold(app, hall, poll_id, approvals((one, 3), (two, 3), of=6), declare=False)

    assert "主持人宣布结果后" in secretary.get(follow_up(hall, poll_id)).text


def test_an_annulled_election_is_created_anew(app, hall, secretary):
    poll_id = a_ready_draft(hall, hall.delegates[:2])
    seal(app, poll_id)
    lifecycle.annul(poll_id, version(poll_id), "选票印错", ACTOR)
    assert "重新建立这次选举" in secretary.get(follow_up(hall, poll_id)).text

    made = secretary.post(follow_up(hall, poll_id, "/again"))
    assert made.location.endswith("/election/candidates")
    again = queries.followers(queries_poll(poll_id))[0]
    assert len(standing(again.id)) == 2


def test_what_follows_is_the_secretarys_to_do(hall, chair, delegate, tie):
    for visitor in (chair, delegate):
        for act in ("/run-off", "/reballot", "/again", "/reduce", "/vacant", "/tie"):
            assert visitor.post(follow_up(hall, tie, act)).status_code == 403
    assert queries.decision(tie) is None
