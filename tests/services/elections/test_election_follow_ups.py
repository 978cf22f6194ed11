"""What follows a result: run-off, re-election, fewer seats, a gap, the same again."""

import pytest

from tests.cast import ACTOR, a_hall, queries_poll, version
from tests.services.elections.making import (
    a_draft,
    a_ready_draft,
    approvals,
    blocking,
    hold,
    option_of,
    rename,
    seal,
    standing,
)
from voting.audit import queries as audit
from voting.db import db
from voting.elections import queries, service
from voting.elections.kind import ElectionKind
from voting.elections.rules import Body, Round
from voting.elections.service import Consent
from voting.errors import IllegalStep, NotReady, WrongInput
from voting.polls import counting, lifecycle, queries as polls

KIND = ElectionKind()


@pytest.fixture
def hall(app):
    made = a_hall(6)
    for person_id, name in zip(
        made.delegates, ["丁一", "王二", "文三", "李四", "张五", "赵六"], strict=True
    ):
        rename(person_id, name)
    return made


def result_of(poll_id: int) -> dict:
    db.session.rollback()
    return counting.result_of(poll_id)[0]


def elected_people(poll_id: int) -> frozenset[int]:
    return KIND.elected_people(queries_poll(poll_id), result_of(poll_id))


def a_tie(app, hall) -> int:
    """Hold an election of three seats: two are elected, the third and the fourth are equal."""
    one, two, three, four = hall.delegates[:4]
    poll_id = a_ready_draft(hall, [one, two, three, four], seats=3)
    hold(app, hall, poll_id, approvals((one, 5), (two, 5), (three, 4), (four, 4), of=6))
    return poll_id


def one_short(app, hall, **facts) -> int:
    """Hold an election of two seats in which only the first candidate is elected."""
    one, two, three = hall.delegates[:3]
    poll_id = a_ready_draft(hall, [one, two, three], seats=2, **facts)
    hold(app, hall, poll_id, approvals((one, 6), (two, 3), of=6))
    return poll_id


# --- Run-off -----------------------------------------------------------------------------------


def test_a_run_off_has_exactly_the_tied_for_the_seats_left_and_no_other_names(app, hall):
    poll_id = a_tie(app, hall)
    run_off = service.create_run_off(poll_id, ACTOR).id
    poll, found = queries_poll(run_off), queries.election(run_off)

    assert {one.person_id for one in standing(run_off)} == set(hall.delegates[2:4])
    assert (found.seats, found.round) == (1, Round.RUNOFF)
    assert poll.title == "工会委员会委员选举（第二轮：再次投票）"
    assert poll.previous_poll_id == poll_id
    contest = KIND.contests(poll)[0]
    assert (contest.limits, contest.write_ins) == ({"approve": 1}, 0)
    assert "run-off:created" in [entry.event for entry in audit.entries().rows]


def test_a_run_off_is_ready_at_once_and_is_a_ballot_of_its_own(app, hall):
    three, four = hall.delegates[2:4]
    run_off = service.create_run_off(a_tie(app, hall), ACTOR).id
    assert blocking(run_off) == []
    result = hold(app, hall, run_off, approvals((three, 2), (four, 1), of=3))

    assert result["counts"]["issued"] == 3
    assert result["elected"] == [option_of(run_off, three)]
    assert elected_people(run_off) == {three}


def test_the_elected_of_a_run_off_are_elected_of_the_election(app, hall):
    poll_id = a_tie(app, hall)
    run_off = service.create_run_off(poll_id, ACTOR).id
    one, two, three = hall.delegates[:3]
    assert elected_people(poll_id) == {one, two}
    hold(app, hall, run_off, [{three: "approve"}] * 2)

    assert elected_people(poll_id) == {one, two, three}


def test_a_run_off_is_created_once(app, hall):
    poll_id = a_tie(app, hall)
    run_off = service.create_run_off(poll_id, ACTOR).id
    with pytest.raises(IllegalStep, match="已经办理过"):
        service.create_run_off(poll_id, ACTOR)

    assert [poll.id for poll in polls.polls_of(hall.meeting_id)] == [poll_id, run_off]
    follow = KIND.follow_ups(queries_poll(poll_id), result_of(poll_id))
    assert [each.url for each in follow] == [f"/meetings/{hall.meeting_id}/polls/{run_off}"]


def test_a_run_off_waits_until_the_result_is_declared(app, hall):
    one, two = hall.delegates[:2]
    poll_id = a_ready_draft(
        hall, [one, two], overrides={"elect": "1/3 >= eligible"}, reason="选举办法"
    )
    hold(app, hall, poll_id, approvals((one, 3), (two, 3), of=6), declare=False)
    with pytest.raises(NotReady, match="宣布结果后"):
        service.create_run_off(poll_id, ACTOR)

    assert len(polls.polls_of(hall.meeting_id)) == 1


def test_a_run_off_needs_a_tie(app, hall):
    poll_id = one_short(app, hall)
    with pytest.raises(NotReady, match="不能这样办理"):
        service.create_run_off(poll_id, ACTOR)


def test_nobody_is_added_to_a_run_off_nor_are_its_seats_changed(app, hall):
    run_off = service.create_run_off(a_tie(app, hall), ACTOR).id
    with pytest.raises(NotReady, match="只在原候选人中进行"):
        service.add_candidate(run_off, version(run_off), hall.delegates[4], ACTOR)
    facts = service.ElectionFacts(body=Body.COMMITTEE, seats=3)
    with pytest.raises(NotReady, match="由上一轮结果决定"):
        service.set_up(run_off, version(run_off), facts, ACTOR)

    assert len(standing(run_off)) == 2


def test_a_written_in_person_takes_part_in_the_run_off(app, hall):
    one, two, other = hall.delegates[:3]
    local = {"overrides": {"elect": "1/3 >= eligible"}, "reason": "选举办法"}
    poll_id = a_ready_draft(hall, [one, two], **local)
    votes = [{one: "approve"}] * 3 + [{two: "oppose"}] * 3
    hold(app, hall, poll_id, votes, {index: ["文三"] for index in (3, 4, 5)})
    run_off = service.create_run_off(poll_id, ACTOR).id

    assert {each.person_id for each in standing(run_off)} == {one, other}
    assert blocking(run_off) == []


def a_second_tie(app, hall, poll_id: int) -> int:
    three, four = hall.delegates[2:4]
    run_off = service.create_run_off(poll_id, ACTOR).id
    hold(app, hall, run_off, [{three: "approve"}, {four: "approve"}])
    return run_off


def test_a_second_tie_is_decided_by_the_presidium_and_never_by_us(app, hall):
    poll_id = a_tie(app, hall)
    one, two, three = hall.delegates[:3]
    run_off = a_second_tie(app, hall, poll_id)
    assert result_of(run_off)["elected"] == []
    assert elected_people(poll_id) == {one, two}

    service.decide_tie(run_off, [option_of(run_off, three)], "主席团会议决定", ACTOR)
    assert elected_people(poll_id) == {one, two, three}
    assert "tie:decided" in [entry.event for entry in audit.entries().rows]


def test_a_second_tie_may_be_voted_on_once_more(app, hall):
    second = a_second_tie(app, hall, a_tie(app, hall))
    third = service.create_run_off(second, ACTOR)

    assert third.title == "工会委员会委员选举（第三轮：再次投票）"


def test_the_presidium_decides_only_after_a_second_tie_and_only_among_the_tied(app, hall):
    poll_id = a_tie(app, hall)
    three, four = hall.delegates[2:4]
    with pytest.raises(NotReady, match="再次相等时"):
        service.decide_tie(poll_id, [option_of(poll_id, three)], "决定", ACTOR)

    run_off = a_second_tie(app, hall, poll_id)
    both = [option_of(run_off, each) for each in (three, four)]
    for chosen in ([], both, [option_of(poll_id, hall.delegates[0])]):
        with pytest.raises(WrongInput, match="须从得票相等者中选定 1 人"):
            service.decide_tie(run_off, chosen, "决定", ACTOR)
    with pytest.raises(WrongInput, match="写明主席团的决定"):
        service.decide_tie(run_off, both[:1], "", ACTOR)

    assert queries.decision(run_off) is None


# --- Too few -----------------------------------------------------------------------------------


def test_a_re_election_has_those_not_elected_for_the_seats_left(app, hall):
    poll_id = one_short(app, hall)
    one, two, three = hall.delegates[:3]
    again = service.create_reballot(poll_id, ACTOR).id
    found = queries.election(again)

    assert {each.person_id for each in standing(again)} == {two, three}
    assert (found.seats, found.round) == (1, Round.REBALLOT)
    assert queries.rules_of(found).elect == queries.rules_of(queries.election(poll_id)).elect
    assert blocking(again) == []
    hold(app, hall, again, approvals((two, 3), (three, 3), of=6))
    assert result_of(again)["elected"] == []
    assert elected_people(poll_id) == {one}


def test_new_candidates_stand_in_a_re_election_only_where_the_rules_say_so(app, hall):
    again = service.create_reballot(one_short(app, hall), ACTOR).id
    with pytest.raises(NotReady, match="只在原候选人中进行"):
        service.add_candidate(again, version(again), hall.delegates[4], ACTOR)

    facts = service.ElectionFacts(
        body=Body.COMMITTEE,
        seats=1,
        overrides={"reballot_new_candidates": True},
        reason="选举办法第十二条",
    )
    service.set_up(again, version(again), facts, ACTOR)
    service.add_candidate(again, version(again), hall.delegates[4], ACTOR)
    assert set(blocking(again)) == {"approvals", "notice"}


def test_seats_are_reduced_by_consent_of_more_than_half_of_all(app, hall):
    poll_id = one_short(app, hall)
    made = service.reduce_seats(poll_id, Consent(present=6, agreed=4), "举手表决", ACTOR)

    assert (made.seats, made.agreed) == (1, 4)
    assert "seats:reduced" in [entry.event for entry in audit.entries().rows]
    follow = KIND.follow_ups(queries_poll(poll_id), result_of(poll_id))
    assert [each.url.rpartition("/")[2] for each in follow] == ["next"]


def test_seats_are_not_reduced_without_the_consent_of_the_meeting(app, hall):
    poll_id = one_short(app, hall)
    with pytest.raises(NotReady, match="没有超过应到会 6 人的半数"):
        service.reduce_seats(poll_id, Consent(present=6, agreed=3), "", ACTOR)
    with pytest.raises(WrongInput, match="同意人数不能多于到会人数"):
        service.reduce_seats(poll_id, Consent(present=4, agreed=5), "", ACTOR)
    with pytest.raises(WrongInput, match="不能多于应到会 6 人"):
        service.reduce_seats(poll_id, Consent(present=7, agreed=5), "", ACTOR)

    assert queries.decision(poll_id) is None


def test_seats_are_not_reduced_below_the_range_for_the_members(app, hall):
    local = {"overrides": {"delegates_from": 10}, "reason": "测试"}
    poll_id = one_short(app, hall, members=30, **local | {"body": Body.VICE_CHAIR})
    assert "reduce_seats" in result_of(poll_id)["next"]

    four = hall.delegates[:4]
    poll_id = a_ready_draft(hall, four, seats=3, members=30, **local)
    hold(app, hall, poll_id, approvals((four[0], 6), (four[1], 6), of=6))
    assert "reduce_seats" not in result_of(poll_id)["next"]
    with pytest.raises(NotReady, match="不能这样办理"):
        service.reduce_seats(poll_id, Consent(6, 6), "", ACTOR)


def test_seats_may_stay_vacant_with_what_the_meeting_decided(app, hall):
    poll_id = one_short(app, hall)
    with pytest.raises(WrongInput, match="须写明大会的决定"):
        service.leave_vacant(poll_id, "", ACTOR)
    service.leave_vacant(poll_id, "大会同意暂缺，明年补选", ACTOR)

    assert queries.decision(poll_id).note == "大会同意暂缺，明年补选"
    with pytest.raises(IllegalStep, match="已经办理过"):
        service.create_reballot(poll_id, ACTOR)


# --- Annulled ----------------------------------------------------------------------------------


def test_an_annulled_election_is_created_anew_with_the_same_candidates(app, hall):
    poll_id = a_ready_draft(hall, hall.delegates[:3], seats=2)
    seal(app, poll_id)
    lifecycle.annul(poll_id, version(poll_id), "选票印错", ACTOR)
    again = service.create_again(poll_id, ACTOR)

    assert again.title == "工会委员会委员选举（重新投票）"
    assert [one.person_id for one in standing(again.id)] == hall.delegates[:3]
    assert queries.election(again.id).round == Round.FIRST
    assert blocking(again.id) == []
    with pytest.raises(IllegalStep, match="已经重新建立过"):
        service.create_again(poll_id, ACTOR)


def test_only_an_annulled_election_is_created_anew(hall):
    poll_id = a_draft(hall, hall.delegates[:2])
    with pytest.raises(NotReady, match="已作废的选举"):
        service.create_again(poll_id, ACTOR)


def test_an_annulled_run_off_leaves_the_tie_open_again(app, hall):
    poll_id = a_tie(app, hall)
    run_off = service.create_run_off(poll_id, ACTOR).id
    seal(app, run_off)
    lifecycle.annul(run_off, version(run_off), "停电", ACTOR)
    follow = KIND.follow_ups(queries_poll(run_off), {})
    assert [each.label for each in follow] == ["重新建立"]

    again = service.create_again(run_off, ACTOR).id
    hold(app, hall, again, [{hall.delegates[2]: "approve"}] * 2)
    assert elected_people(poll_id) == set(hall.delegates[:3])
