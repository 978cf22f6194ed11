"""Whole elections held and counted: who is elected, whom written names mean."""

import pytest

from tests.cast import ACTOR, a_hall, count_up, queries_poll, version, vote
from tests.services.elections.making import (
    a_ready_draft,
    approvals,
    hold,
    move_to,
    option_of,
    rename,
    seal,
)
from voting.ballots.rules import Selections
from voting.db import db
from voting.elections.kind import ElectionKind
from voting.elections.rules import Body
from voting.errors import NotReady
from voting.polls import counting, lifecycle, opened, roll
from voting.polls.rules import RollBody

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


def test_a_result_names_the_elected_and_rests_on_all_who_should_come(app, hall):
    one, two = hall.delegates[:2]
    poll_id = a_ready_draft(hall, [one, two])
    result = hold(app, hall, poll_id, [{one: "approve"}] * 4 + [{two: "approve"}])

    assert result["elected"] == [option_of(poll_id, one)]
    assert result["threshold"] == {
        "base": "eligible",
        "of": 6,
        "need": 4,
        "operator": ">",
        "share": "1/2",
    }
    assert result["counts"]["not_returned"] == 0
    assert [row["name"] for row in result["tally"]] == ["丁一", "王二"]
    assert elected_people(poll_id) == {one}
    assert KIND.follow_ups(queries_poll(poll_id), result) == []


def test_a_result_is_counted_by_the_rules_that_were_sealed(app, hall):
    one, two = hall.delegates[:2]
    local = {"overrides": {"elect": "1/3 >= eligible"}, "reason": "选举办法"}
    poll_id = a_ready_draft(hall, [one, two], **local)
    result = hold(app, hall, poll_id, [{one: "approve"}] * 2 + [{}] * 4)

    assert result["elected"] == [option_of(poll_id, one)]
    assert any("应到会人数的 1/3" in warning for warning in result["warnings"])


def test_a_written_in_person_of_the_roster_is_elected_like_a_candidate(app, hall):
    one, two, other = hall.delegates[:3]
    poll_id = a_ready_draft(hall, [one, two])
    names = {index: [spelling] for index, spelling in enumerate(["文三", "文 三", "文三", "文三"])}
    result = hold(app, hall, poll_id, [{one: "oppose"}] * 4 + [{}] * 2, names)

    assert result["elected"] == ["文三"]
    assert result["write_ins"] == [
        {
            "name": "文三",
            "approve": 4,
            "passed": True,
            "status": "resolved",
            "unit": "语文教研组",
        }
    ]
    assert elected_people(poll_id) == {other}


def test_a_name_written_once_is_not_published(app, hall):
    one, two = hall.delegates[:2]
    poll_id = a_ready_draft(hall, [one, two])
    names = {0: ["文三"], 1: ["李四"], 2: ["李四"]}
    result = hold(app, hall, poll_id, [{one: "oppose"}] * 3 + [{}] * 3, names)

    assert [(row["name"], row["approve"], row["status"]) for row in result["write_ins"]] == [
        ("李四", 2, "resolved"),
        ("其他", 1, "others"),
    ]
    assert "文三" not in str(result)


def test_a_name_that_fits_nobody_waits_for_the_scrutineers(app, hall):
    one, two = hall.delegates[:2]
    poll_id = a_ready_draft(hall, [one, two])
    seal(app, poll_id)
    lifecycle.open_poll(poll_id, version(poll_id), ACTOR)
    option = option_of(poll_id, one)
    for person_id in hall.delegates[:4]:
        vote(
            app, hall, poll_id, person_id, Selections({"c1": {option: "oppose"}}, {"c1": ["文叁"]})
        )
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    with pytest.raises(NotReady, match="文叁"):
        count_up(app, poll_id)

    poll = queries_poll(poll_id)
    assert KIND.undecided(poll, opened.counted(poll)) == [("c1", "文叁", 4)]
    assert KIND.suggestion(poll, "文叁") is None
    assert KIND.suggestion(poll, "文三").person_id == hall.delegates[2]
    counting.rule_write_in(
        poll_id, "c1", ["文叁"], person_id=hall.delegates[2], reason="笔误", actor=ACTOR
    )
    counting.count(poll_id, version(poll_id), ACTOR)
    assert result_of(poll_id)["elected"] == ["文三"]


def test_a_name_that_two_persons_bear_waits_for_the_scrutineers(app, hall):
    one, two = hall.delegates[:2]
    rename(hall.delegates[3], "文三")
    move_to(hall.delegates[3], "数学教研组")
    poll_id = a_ready_draft(hall, [one, two])
    with pytest.raises(NotReady, match="文三"):
        hold(app, hall, poll_id, [{one: "oppose"}] + [{}] * 5, {0: ["文三"]})

    assert KIND.suggestion(queries_poll(poll_id), "文三（数学教研组）").unit == "数学教研组"


def test_votes_for_one_without_the_right_to_be_elected_are_void(app, hall):
    one, two = hall.delegates[:2]
    poll_id = a_ready_draft(hall, [one, two])
    rename(hall.delegates[2], "别人")
    rename(hall.outsider, "文三", membership="retained")
    names = {index: ["文三"] for index in range(4)}
    result = hold(app, hall, poll_id, [{one: "oppose"}] * 4 + [{}] * 2, names)

    assert result["elected"] == []
    assert result["counts"]["valid"] == 6
    assert result["write_ins"][0]["status"] == "void"
    assert KIND.suggestion(queries_poll(poll_id), "文三").ruling == "void"


def test_a_printed_name_written_with_its_unit_counts_only_where_it_is_printed(app, hall):
    one, two = hall.delegates[:2]
    poll_id = a_ready_draft(hall, [one, two])
    names = {0: ["丁一（语文教研组）"], 1: ["丁一（语文教研组）"]}
    result = hold(app, hall, poll_id, [{two: "oppose"}] * 2 + [{}] * 4, names)

    assert result["write_ins"] == []
    assert {row["approve"] for row in result["tally"]} == {0}
    assert any("只按候选人一栏的划票计" in warning for warning in result["warnings"])


def test_the_new_committee_elects_the_chair_from_among_itself(app, hall):
    one, two, three = hall.delegates[:3]
    poll_id = a_ready_draft(hall, hall.delegates[:4], seats=3)
    hold(app, hall, poll_id, approvals((one, 6), (two, 6), (three, 6), of=6))
    chair = a_ready_draft(
        hall,
        [two],
        body=Body.CHAIR,
        title="工会主席选举",
        roll_body=RollBody.COMMITTEE,
        committee_poll_id=poll_id,
    )

    assert [elector.person_id for elector in roll.electors(queries_poll(chair))] == [
        one,
        two,
        three,
    ]
    result = hold(app, hall, chair, [{two: "approve"}] * 2)
    assert result["threshold"]["of"] == 3
    assert elected_people(chair) == {two}
