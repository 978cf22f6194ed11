"""What follows a result: a run-off of the tied, a decision of people, a gap, the same again."""

import pytest

from tests.cast import ACTOR, queries_poll, version
from tests.services.awards.making import (
    HALF,
    KIND,
    a_draft,
    ballots,
    blocking,
    hold,
    honoured,
    names,
    of_groups,
    of_people,
    result_of,
    score_all,
    seal,
    sections,
)
from voting.audit import queries as audit
from voting.awards import jury, queries, service
from voting.awards.honours import honours
from voting.awards.service import DecisionFacts, SectionFacts
from voting.db import db
from voting.errors import IllegalStep, NotReady, WrongInput
from voting.polls import lifecycle, queries as polls


def a_tie(app, hall, **held) -> tuple[int, int]:
    """Hold an award of two places: 丁一 first, then 王二 and 文三 equal."""
    poll_id = a_draft(hall)
    section_id = of_people(poll_id, hall.delegates[:4], quota=2)
    votes = ballots("先进个人", ("丁一", 4), ("王二", 2), ("文三", 2), ("李四", 1), of=6)
    hold(app, hall, poll_id, votes, **held)
    return poll_id, section_id


def key_of(section_id: int, person_id: int) -> str:
    db.session.rollback()
    return next(one.option_id for one in queries.nominees(section_id) if one.person_id == person_id)


def a_decision(section_id: int, *people: int, body="主席团会议", note="依据评选办法第八条"):
    return DecisionFacts([key_of(section_id, each) for each in people], body, note)


def steps(poll_id: int) -> list[str]:
    poll = queries_poll(poll_id)
    result = result_of(poll_id) if poll.state != "annulled" else {}
    return [each.label for each in KIND.follow_ups(queries_poll(poll_id), result)]


def listed(poll_id: int) -> list[list[str]]:
    return [[each.name for each in one.kept] for one in honours(queries_poll(poll_id))]


# --- Run-off -------------------------------------------------------------------------------------


def test_a_run_off_has_exactly_the_tied_for_the_places_left(app, hall):
    poll_id, _section = a_tie(app, hall)
    assert honoured(poll_id) == {hall.delegates[0]}
    assert steps(poll_id) == ["处理并列", "获奖名单公示"]

    run_off = service.create_run_off(poll_id, ACTOR)
    section = sections(run_off.id)[0]
    assert names(section.id) == ["王二", "文三"]
    assert (section.quota, section.ticks, section.jury_weight) == (1, 1, None)
    assert queries_poll(run_off.id).title == "年度评优（再次投票）"
    assert queries_poll(run_off.id).previous_poll_id == poll_id
    assert blocking(run_off.id) == []
    assert "run-off:created" in [entry.event for entry in audit.entries().rows]
    assert steps(poll_id) == ["打开再次投票", "获奖名单公示"]


def test_whoever_wins_the_run_off_is_on_the_list_of_the_award(app, hall):
    poll_id, _section = a_tie(app, hall)
    run_off = service.create_run_off(poll_id, ACTOR).id
    assert listed(poll_id) == [["丁一"]]
    hold(app, hall, run_off, ballots("先进个人", ("王二", 1), ("文三", 3), of=4))

    assert listed(poll_id) == [["丁一", "文三"]]
    assert honoured(poll_id) == {hall.delegates[0], hall.delegates[2]}
    assert [each.how for each in honours(queries_poll(poll_id))[0].all] == ["votes", "runoff"]
    assert queries.root_of(queries_poll(run_off)).id == poll_id


def test_one_run_off_decides_all_sections_that_are_tied(app, hall):
    poll_id = a_draft(hall)
    of_people(poll_id, hall.delegates[:2])
    of_groups(poll_id, ["语文组", "数学组"])
    of_groups(poll_id, ["后勤科"], "先进班组")
    votes = [
        {"先进个人": ["丁一"], "先进集体": ["语文组"], "先进班组": ["后勤科"]},
        {"先进个人": ["王二"], "先进集体": ["数学组"]},
    ]
    hold(app, hall, poll_id, votes)
    run_off = service.create_run_off(poll_id, ACTOR).id
    assert [one.title for one in sections(run_off)] == ["先进个人", "先进集体"]

    hold(app, hall, run_off, [{"先进个人": ["王二"], "先进集体": ["数学组"]}] * 2)
    assert listed(poll_id) == [["王二"], ["数学组"], ["后勤科"]]


def test_a_tie_of_combined_scores_is_voted_on_without_the_jury(app, hall):
    poll_id = a_draft(hall)
    section_id = of_people(poll_id, hall.delegates[:2], jury_weight=HALF)
    service.name_jurors(poll_id, ["张评"], ACTOR)
    score_all(poll_id, section_id, {"丁一": [8000], "王二": [8000]})
    hold(app, hall, poll_id, [{"先进个人": ["丁一"]}, {"先进个人": ["王二"]}])
    run_off = service.create_run_off(poll_id, ACTOR).id

    assert sections(run_off)[0].jury_weight is None
    assert jury.weighed(run_off) == []


def test_a_run_off_is_created_once_and_only_from_a_tie(app, hall):
    poll_id, _section = a_tie(app, hall)
    service.create_run_off(poll_id, ACTOR)
    with pytest.raises(IllegalStep, match="已经办理过"):
        service.create_run_off(poll_id, ACTOR)

    other = a_draft(hall)
    of_people(other, hall.delegates[:2])
    hold(app, hall, other, [{"先进个人": ["丁一"]}])
    with pytest.raises(NotReady, match="没有需要再次投票的奖项"):
        service.create_run_off(other, ACTOR)
    assert len(polls.polls_of(hall.meeting_id)) == 3


def test_what_follows_waits_until_the_result_is_declared(app, hall):
    poll_id, section_id = a_tie(app, hall, declare=False)
    with pytest.raises(NotReady, match="宣布结果后"):
        service.create_run_off(poll_id, ACTOR)
    with pytest.raises(NotReady, match="宣布结果后"):
        service.decide(poll_id, section_id, a_decision(section_id, hall.delegates[1]), ACTOR)
    assert len(polls.polls_of(hall.meeting_id)) == 1
    assert queries.decisions(poll_id) == {}


def test_a_run_off_is_not_changed_in_what_the_tie_made_it(app, hall):
    poll_id, _section = a_tie(app, hall)
    run_off = service.create_run_off(poll_id, ACTOR).id
    section_id = sections(run_off)[0].id
    with pytest.raises(NotReady, match="由上一轮结果决定"):
        service.add_section(run_off, version(run_off), SectionFacts(title="又", quota=1), ACTOR)
    with pytest.raises(NotReady, match="由上一轮结果决定"):
        service.add_person(run_off, version(run_off), section_id, hall.delegates[4], ACTOR)
    assert names(section_id) == ["王二", "文三"]


def test_a_second_tie_leads_to_a_third_ballot_or_a_decision(app, hall):
    poll_id, _section = a_tie(app, hall)
    run_off = service.create_run_off(poll_id, ACTOR).id
    hold(app, hall, run_off, [{"先进个人": ["王二"]}, {"先进个人": ["文三"]}])
    assert listed(poll_id) == [["丁一"]]
    assert honours(queries_poll(poll_id))[0].undecided == ["王二", "文三"]

    section_id = sections(run_off)[0].id
    service.decide(run_off, section_id, a_decision(section_id, hall.delegates[1]), ACTOR)
    assert listed(poll_id) == [["丁一", "王二"]]
    assert [each.how for each in honours(queries_poll(poll_id))[0].all] == ["votes", "decision"]


# --- Decisions -----------------------------------------------------------------------------------


def test_people_name_one_of_the_tied_and_the_machine_never_does(app, hall):
    poll_id, section_id = a_tie(app, hall)
    service.decide(poll_id, section_id, a_decision(section_id, hall.delegates[2]), ACTOR)

    assert listed(poll_id) == [["丁一", "文三"]]
    assert result_of(poll_id)["sections"][0]["winners"] == [key_of(section_id, hall.delegates[0])]
    entry = next(entry for entry in audit.entries().rows if entry.event == "tie:decided")
    assert entry.details["chosen"] == ["文三"]
    assert steps(poll_id) == ["获奖名单公示"]


def test_people_may_honour_all_of_the_tied(app, hall):
    poll_id, section_id = a_tie(app, hall)
    service.decide(poll_id, section_id, a_decision(section_id, *hall.delegates[1:3]), ACTOR)
    assert listed(poll_id) == [["丁一", "王二", "文三"]]


def test_only_the_tied_are_named_by_somebody_on_some_grounds_and_once(app, hall):
    poll_id, section_id = a_tie(app, hall)
    one, two, three, four = hall.delegates[:4]
    for chosen in ([], [one], [four], [two, four]):
        with pytest.raises(WrongInput, match="须从相等者中选定 1 个"):
            service.decide(poll_id, section_id, a_decision(section_id, *chosen), ACTOR)
    for words in ({"body": ""}, {"note": ""}):
        with pytest.raises(WrongInput, match="由谁决定"):
            service.decide(poll_id, section_id, a_decision(section_id, two, **words), ACTOR)
    assert queries.decisions(poll_id) == {}

    service.decide(poll_id, section_id, a_decision(section_id, two), ACTOR)
    with pytest.raises(IllegalStep, match="已经办理过"):
        service.decide(poll_id, section_id, a_decision(section_id, three), ACTOR)
    assert listed(poll_id) == [["丁一", "王二"]]


def test_one_tie_may_be_decided_and_another_voted_on(app, hall):
    poll_id = a_draft(hall)
    people = of_people(poll_id, hall.delegates[:2])
    of_groups(poll_id, ["语文组", "数学组"])
    votes = [
        {"先进个人": ["丁一"], "先进集体": ["语文组"]},
        {"先进个人": ["王二"], "先进集体": ["数学组"]},
    ]
    hold(app, hall, poll_id, votes)
    service.decide(poll_id, people, a_decision(people, hall.delegates[1]), ACTOR)
    run_off = service.create_run_off(poll_id, ACTOR).id

    assert [one.title for one in sections(run_off)] == ["先进集体"]


def test_places_nobody_reached_are_left_vacant_on_some_grounds(app, hall):
    poll_id = a_draft(hall)
    section_id = of_people(poll_id, hall.delegates[:2], quota=2)
    hold(app, hall, poll_id, [{"先进个人": ["丁一"]}])
    assert steps(poll_id) == ["登记空缺", "获奖名单公示"]
    with pytest.raises(WrongInput, match="须写明依据"):
        service.leave_vacant(poll_id, section_id, "", ACTOR)
    with pytest.raises(NotReady, match="不能这样办理"):
        service.decide(poll_id, section_id, a_decision(section_id, hall.delegates[1]), ACTOR)
    service.leave_vacant(poll_id, section_id, "宁缺毋滥", ACTOR)

    assert steps(poll_id) == ["获奖名单公示"]
    assert honours(queries_poll(poll_id))[0].vacant == 1


# --- The same again ------------------------------------------------------------------------------


def test_an_annulled_award_is_created_anew_with_its_jury(app, hall):
    poll_id = a_draft(hall)
    section_id = of_people(poll_id, hall.delegates[:2], jury_weight=HALF)
    service.name_jurors(poll_id, ["张评"], ACTOR)
    score_all(poll_id, section_id, {"丁一": [9000], "王二": [None]})
    seal(app, poll_id)
    lifecycle.annul(poll_id, version(poll_id), "选票印错", ACTOR)
    assert steps(poll_id) == ["重新建立"]
    again = service.create_again(poll_id, ACTOR).id

    assert queries_poll(again).title == "年度评优（重新投票）"
    assert blocking(again) == []
    sheet = jury.sheet(sections(again)[0])
    assert [sheet.mean(row) for row in sheet.rows] == ["90.00", ""]
    assert sheet.missing == 0
    assert steps(poll_id) == ["打开重新建立的投票"]
    with pytest.raises(IllegalStep, match="已经重新建立过"):
        service.create_again(poll_id, ACTOR)


def test_a_valid_award_is_not_created_anew(app, hall):
    poll_id, _section = a_tie(app, hall)
    with pytest.raises(NotReady, match="只有作废或无效的评选"):
        service.create_again(poll_id, ACTOR)


def test_an_annulled_run_off_leaves_the_tie_open_until_it_is_held_again(app, hall):
    poll_id, section_id = a_tie(app, hall)
    run_off = service.create_run_off(poll_id, ACTOR).id
    seal(app, run_off)
    lifecycle.annul(run_off, version(run_off), "停电", ACTOR)
    assert "处理并列" in steps(poll_id)
    again = service.create_again(run_off, ACTOR).id
    assert "打开再次投票" in steps(poll_id)

    hold(app, hall, again, [{"先进个人": ["王二"]}])
    assert listed(poll_id) == [["丁一", "王二"]]
    with pytest.raises(IllegalStep, match="已经办理过"):
        service.decide(poll_id, section_id, a_decision(section_id, hall.delegates[2]), ACTOR)


def test_a_tie_whose_run_off_was_annulled_may_be_decided_by_people(app, hall):
    poll_id, section_id = a_tie(app, hall)
    run_off = service.create_run_off(poll_id, ACTOR).id
    seal(app, run_off)
    lifecycle.annul(run_off, version(run_off), "停电", ACTOR)
    service.decide(poll_id, section_id, a_decision(section_id, hall.delegates[2]), ACTOR)

    assert listed(poll_id) == [["丁一", "文三"]]
