"""What must be done before an election's ballot is sealed: seats, approvals, notice, order."""

from datetime import date, timedelta

import pytest
import time_machine

from tests.cast import ACTOR, a_hall, queries_poll, version
from tests.services.elections.making import (
    a_draft,
    a_ready_draft,
    all_issues,
    approve,
    blocking,
    post,
    rename,
    seal,
    standing,
)
from voting import clock
from voting.elections import queries, service
from voting.elections.kind import ElectionKind
from voting.elections.rules import Body, Level
from voting.elections.service import ApprovalFacts, ElectionFacts, NoticeFacts
from voting.errors import NotFound, NotReady, StaleEdit, WrongInput
from voting.polls import lifecycle
from voting.polls.lifecycle import PollFacts
from voting.polls.rules import RollBody, State
from voting.workdays import queries as workdays
from voting.workdays.service import correct_calendar

MONDAY = date(2026, 11, 16)


@pytest.fixture
def hall(app):
    return a_hall(6)


def advice(poll_id: int) -> list[str]:
    return [issue.code for issue in all_issues(poll_id) if not issue.blocking]


def test_a_poll_without_a_set_up_asks_for_it_first(hall):
    poll = lifecycle.create_poll(hall.meeting_id, PollFacts("election", "委员选举"), ACTOR)
    found = ElectionKind().issues(queries_poll(poll.id))

    assert [issue.code for issue in found] == ["no_setup"]
    assert found[0].url == ElectionKind().setup_url(queries_poll(poll.id))
    assert found[0].url.endswith("/election/settings")


def test_an_election_that_is_ready_has_nothing_that_blocks_and_can_be_sealed(app, hall):
    poll_id = a_ready_draft(hall, hall.delegates[:4], seats=3)
    assert blocking(poll_id) == []
    seal(app, poll_id)

    assert queries_poll(poll_id).state == State.SEALED


def test_everything_that_is_missing_is_told_with_the_page_where_it_is_mended(hall):
    for person_id, name in zip(hall.delegates, ["丁一", "王二", "文三"], strict=False):
        rename(person_id, name)
    poll_id = a_draft(hall, hall.delegates[:3], seats=3)
    pages = {issue.code: issue.url.rpartition("/")[2] for issue in all_issues(poll_id)}

    assert pages == {
        "margin_too_small": "settings",
        "no_cv": "candidates",
        "approvals": "approvals",
        "notice": "notice",
    }


def test_an_election_without_candidates_cannot_be_sealed(app, hall):
    poll_id = a_draft(hall)
    assert "no_candidates" in blocking(poll_id)
    with pytest.raises(NotReady, match="没有办完"):
        seal(app, poll_id)

    assert queries_poll(poll_id).manifest is None


def test_as_many_candidates_as_seats_stop_the_sealing_unless_a_preliminary_ballot_was_held(hall):
    poll_id = a_ready_draft(hall, hall.delegates[:3], seats=3)
    assert blocking(poll_id) == ["margin_too_small"]

    facts = ElectionFacts(body=Body.COMMITTEE, seats=3, preliminary=True)
    service.set_up(poll_id, version(poll_id), facts, ACTOR)
    assert blocking(poll_id) == []


def test_seats_outside_the_range_for_the_members_stop_the_sealing(hall):
    poll_id = a_ready_draft(hall, hall.delegates[:4], seats=3, members=312)

    assert blocking(poll_id) == ["seats_out_of_range"]


def test_a_small_union_does_not_elect_by_delegates(hall):
    poll_id = a_ready_draft(hall, hall.delegates[:4], seats=3, members=95)

    assert blocking(poll_id) == ["too_few_for_delegates"]


def test_a_chair_of_an_enterprise_with_one_candidate_is_advised_against(hall):
    poll_id = a_ready_draft(
        hall, hall.delegates[:1], body=Body.CHAIR, preset="enterprise_chair_2008"
    )

    assert blocking(poll_id) == []
    assert "margin_advised" in advice(poll_id)


def test_local_rules_that_leave_the_norm_are_pointed_out(hall):
    poll_id = a_ready_draft(hall, hall.delegates[:2], preset="attended_majority")

    assert "deviation" in advice(poll_id)


def test_a_womens_committee_elected_by_few_women_is_pointed_out(hall):
    women = [hall.delegates[0], hall.delegates[2]]
    poll_id = a_ready_draft(hall, women, body=Body.WOMEN, roll_body=RollBody.WOMEN)

    assert blocking(poll_id) == []
    assert "too_few_women" in advice(poll_id)


# --- Approvals ---------------------------------------------------------------------------------


def test_both_approvals_of_everybody_who_stands_are_needed(hall):
    poll_id = a_draft(hall, hall.delegates[:2])
    post(poll_id)
    ids = [one.id for one in standing(poll_id)]
    facts = ApprovalFacts(Level.PARTY, "校党〔2026〕8号", clock.today(), ids)
    service.record_approval(poll_id, version(poll_id), facts, ACTOR)
    assert blocking(poll_id) == ["approvals"]

    facts = ApprovalFacts(Level.UPPER, "教工〔2026〕15号", clock.today(), ids[:1])
    service.record_approval(poll_id, version(poll_id), facts, ACTOR)
    assert blocking(poll_id) == ["approvals"]

    facts = ApprovalFacts(Level.UPPER, "教工〔2026〕16号", clock.today(), ids[1:])
    service.record_approval(poll_id, version(poll_id), facts, ACTOR)
    assert blocking(poll_id) == []
    assert [one.upper_number for one in standing(poll_id)] == [
        "教工〔2026〕15号",
        "教工〔2026〕16号",
    ]


def test_an_approval_names_candidates_of_this_election(hall):
    poll_id, other = a_draft(hall, hall.delegates[:1]), a_draft(hall, hall.delegates[1:2])
    for ids, refusal in (([], WrongInput), ([standing(other)[0].id], NotFound)):
        facts = ApprovalFacts(Level.PARTY, "校党〔2026〕8号", clock.today(), ids)
        with pytest.raises(refusal):
            service.record_approval(poll_id, version(poll_id), facts, ACTOR)

    assert standing(poll_id)[0].party_on is None


def test_one_may_go_on_without_approvals_for_a_reason_that_stays_in_sight(hall):
    poll_id = a_draft(hall, hall.delegates[:2])
    post(poll_id)
    service.waive_approvals(poll_id, version(poll_id), "上级工会口头同意，批复后补", ACTOR)

    assert blocking(poll_id) == []
    told = [issue.text for issue in all_issues(poll_id) if issue.code == "approvals_waived"]
    assert "批复后补" in told[0]


# --- The notice --------------------------------------------------------------------------------


def posted_on(poll_id: int, first: date):
    return service.record_notice(
        poll_id, version(poll_id), NoticeFacts(first, "公告栏", "工会办公室"), ACTOR
    )


def test_a_notice_ends_after_the_working_days_of_the_rules(hall):
    poll_id = a_draft(hall, hall.delegates[:2])
    posted = posted_on(poll_id, MONDAY)

    assert (posted.first, posted.last) == (MONDAY, date(2026, 11, 20))
    found = queries.election(poll_id)
    assert (found.notice_from, found.notice_to) == (MONDAY, date(2026, 11, 20))


@pytest.mark.parametrize(
    ("today", "blocks"), [("2026-11-20 12:00", ["notice"]), ("2026-11-21 01:00", [])]
)
def test_the_ballot_is_not_sealed_before_the_notice_has_been_up_for_all_its_days(
    hall, today, blocks
):
    poll_id = a_draft(hall, hall.delegates[:2])
    approve(poll_id)
    posted_on(poll_id, MONDAY)
    with time_machine.travel(f"{today}+08:00", tick=False):
        assert blocking(poll_id) == blocks


def test_a_notice_of_an_empty_list_is_refused(hall):
    poll_id = a_draft(hall)
    with pytest.raises(NotReady, match="名单是空的"):
        posted_on(poll_id, MONDAY)

    assert queries.election(poll_id).notice_from is None


def test_the_calendar_may_be_corrected_and_later_notices_follow_it(hall):
    poll_id = a_draft(hall, hall.delegates[:2])
    correct_calendar([date(2026, 11, 18)], [date(2026, 11, 21)], ACTOR)
    assert posted_on(poll_id, MONDAY).last == date(2026, 11, 21)

    correct_calendar([], [], ACTOR)
    assert posted_on(poll_id, MONDAY).last == date(2026, 11, 20)


def test_a_day_is_not_both_off_and_worked(hall):
    with pytest.raises(WrongInput, match="2026-11-18既填为放假又填为上班"):
        correct_calendar([date(2026, 11, 18)], [date(2026, 11, 18)], ACTOR)

    assert workdays.corrections() == []


def test_an_objection_stops_the_sealing_until_it_is_settled(hall):
    poll_id = a_ready_draft(hall, hall.delegates[:2])
    service.record_objections(poll_id, version(poll_id), "候选人丁一的推荐程序有误", "", ACTOR)
    assert blocking(poll_id) == ["objections"]

    service.record_objections(
        poll_id, version(poll_id), "候选人丁一的推荐程序有误", "经核查，程序合规", ACTOR
    )
    assert blocking(poll_id) == []


def test_an_objection_needs_a_notice_and_a_conclusion_an_objection(hall):
    poll_id = a_draft(hall, hall.delegates[:2])
    with pytest.raises(NotReady, match="还没有登记公示"):
        service.record_objections(poll_id, version(poll_id), "有异议", "", ACTOR)
    post(poll_id)
    with pytest.raises(WrongInput, match="没有填写异议内容"):
        service.record_objections(poll_id, version(poll_id), "", "已处理", ACTOR)


def test_one_may_go_on_before_the_notice_is_over_for_a_reason_that_stays_in_sight(hall):
    poll_id = a_draft(hall, hall.delegates[:2])
    approve(poll_id)
    service.record_notice(
        poll_id, version(poll_id), NoticeFacts(clock.today(), "公告栏", "办公室"), ACTOR
    )
    assert blocking(poll_id) == ["notice"]
    service.waive_notice(poll_id, version(poll_id), "经上级工会同意缩短", ACTOR)

    assert blocking(poll_id) == []
    assert "notice_waived" in advice(poll_id)


def test_a_notice_in_days_of_the_calendar_needs_no_table_of_holidays(hall):
    poll_id = a_draft(hall, hall.delegates[:2], body=Body.CHAIR, preset="enterprise_chair_2008")
    assert posted_on(poll_id, MONDAY).last == MONDAY + timedelta(days=6)


# --- The order ---------------------------------------------------------------------------------


def test_the_order_may_be_changed_by_hand_for_a_reason_and_changed_back(hall):
    rename(hall.delegates[0], "丁一")
    rename(hall.delegates[1], "王二")
    poll_id = a_ready_draft(hall, hall.delegates[:2])
    one, two = [row.candidate.id for row in queries.ballot_rows(queries.election(poll_id))]
    service.order_by_hand(poll_id, version(poll_id), [two, one], "按上级要求", ACTOR)

    contest = ElectionKind().contests(queries_poll(poll_id))[0]
    assert [option.name for option in contest.options] == ["王二", "丁一"]
    assert "manual_order" in advice(poll_id)

    service.order_by_strokes(poll_id, version(poll_id), ACTOR)
    contest = ElectionKind().contests(queries_poll(poll_id))[0]
    assert [option.name for option in contest.options] == ["丁一", "王二"]


def test_an_order_by_hand_needs_a_reason_and_all_the_candidates(hall):
    poll_id = a_draft(hall, hall.delegates[:2])
    ids = [one.id for one in standing(poll_id)]
    with pytest.raises(WrongInput, match="须写明理由"):
        service.order_by_hand(poll_id, version(poll_id), ids, "", ACTOR)
    with pytest.raises(StaleEdit, match="名单刚有变化"):
        service.order_by_hand(poll_id, version(poll_id), ids[:1], "调整", ACTOR)

    assert not queries.election(poll_id).manual_order


def test_a_character_without_strokes_is_pointed_out_and_stands_last(hall):
    rename(hall.delegates[0], "𠮷田")
    rename(hall.delegates[1], "魏一")
    poll_id = a_ready_draft(hall, hall.delegates[:2])
    contest = ElectionKind().contests(queries_poll(poll_id))[0]

    assert [option.name for option in contest.options] == ["魏一", "𠮷田"]
    assert "unknown_strokes" in advice(poll_id)
