"""Whole awards held on phones: votes, quotas, the jury's scores, and what is signed."""

import pytest

from tests.cast import ACTOR, a_hall, count_up, queries_poll, version
from tests.services.awards.making import (
    HALF,
    a_draft,
    ballots,
    cast_all,
    hold,
    honoured,
    of_groups,
    of_people,
    score_all,
    sections,
)
from voting.audit import queries as audit
from voting.awards import jury, queries, service
from voting.awards.rules_data import threshold_of
from voting.db import db
from voting.errors import NotReady, StaleEdit
from voting.polls import counting, lifecycle
from voting.polls.rules import State


def by_name(result: dict, at: int = 0) -> dict[str, dict]:
    return {row["name"]: row for row in result["sections"][at]["nominees"]}


def won(result: dict, at: int = 0) -> list[str]:
    return [name for name, row in by_name(result, at).items() if row["winner"]]


def test_an_award_of_two_sections_is_held_on_one_sheet(app, hall):
    poll_id = a_draft(hall)
    of_people(poll_id, hall.delegates[:3], quota=2)
    of_groups(poll_id, ["语文组", "数学组"])
    votes = [
        {"先进个人": ["丁一", "王二"], "先进集体": ["语文组"]},
        {"先进个人": ["丁一", "王二"], "先进集体": ["语文组"]},
        {"先进个人": ["丁一"], "先进集体": ["数学组"]},
        {"先进个人": ["文三"]},
        {},
    ]
    result = hold(app, hall, poll_id, votes)

    assert result["counts"] | {"not_returned": 0} == {
        "eligible": 6,
        "attended": 6,
        "issued": 5,
        "returned": 5,
        "valid": 5,
        "rejected": 0,
        "blank": 1,
        "not_returned": 0,
    }
    assert won(result) == ["丁一", "王二"]
    assert won(result, 1) == ["语文组"]
    assert by_name(result)["丁一"]["share"] == "60.0%"
    assert by_name(result)["丁一"]["note"] == "语文教研组"
    assert result["next"] == []
    assert honoured(poll_id) == frozenset(hall.delegates[:2])


def test_a_sheet_with_too_many_ticks_counts_in_no_section(app, hall):
    poll_id = a_draft(hall)
    of_people(poll_id, hall.delegates[:3])
    of_groups(poll_id, ["语文组"])
    votes = [
        {"先进个人": ["丁一", "王二"], "先进集体": ["语文组"]},
        {"先进个人": ["丁一"], "先进集体": ["语文组"]},
    ]
    result = hold(app, hall, poll_id, votes)

    assert (result["counts"]["valid"], result["counts"]["rejected"]) == (1, 1)
    assert by_name(result, 1)["语文组"]["votes"] == 1


def test_a_least_share_leaves_places_empty(app, hall):
    poll_id = a_draft(hall)
    threshold = threshold_of(HALF, ">=", "attended")
    of_people(poll_id, hall.delegates[:2], quota=2, threshold=threshold)
    result = hold(app, hall, poll_id, ballots("先进个人", ("丁一", 4), ("王二", 2), of=4))

    assert won(result) == ["丁一"]
    assert result["sections"][0]["threshold"] == {
        "share": "1/2",
        "operator": ">=",
        "base": "attended",
        "of": 6,
        "need": 3,
    }
    assert result["sections"][0]["vacant"] == 1


def test_an_award_too_few_attend_cannot_open(app):
    hall = a_hall(6, present=3)
    poll_id = a_draft(hall)
    of_people(poll_id, hall.delegates[:2])
    lifecycle.seal(poll_id, version(poll_id), ACTOR, app.config["SETTINGS"])
    with pytest.raises(NotReady, match="到会人数不足"):
        lifecycle.open_poll(poll_id, version(poll_id), ACTOR)
    assert queries_poll(poll_id).state == State.SEALED


# --- The jury ------------------------------------------------------------------------------------


def a_judged_award(app, hall, *, scored: bool = True) -> tuple[int, int]:
    """Hold an award up to the closed box: 丁一 3 and 王二 2 of 5 votes, a jury of two."""
    poll_id = a_draft(hall)
    section_id = of_people(poll_id, hall.delegates[:2], jury_weight=HALF)
    service.name_jurors(poll_id, ["张评", "李评"], ACTOR)
    if scored:
        score_all(poll_id, section_id, {"丁一": [8000, 8550], "王二": [9900, 9850]})
    cast_all(app, hall, poll_id, ballots("先进个人", ("丁一", 3), ("王二", 2), of=5))
    return poll_id, section_id


def test_jury_scores_stand_beside_the_votes_and_are_weighed(app, hall):
    poll_id, _section = a_judged_award(app, hall)
    result = count_up(app, poll_id)

    # 丁一: 60 · 1/2 + 82.75 · 1/2 = 71.375; 王二: 40 · 1/2 + 98.75 · 1/2 = 69.375
    one, two = by_name(result)["丁一"], by_name(result)["王二"]
    assert (one["vote_score"], one["jury"], one["score"]) == ("60.00", "82.75", "71.38")
    assert (two["vote_score"], two["jury"], two["score"]) == ("40.00", "98.75", "69.38")
    assert won(result) == ["丁一"]


def test_nothing_is_counted_while_a_score_is_missing(app, hall):
    poll_id, section_id = a_judged_award(app, hall, scored=False)
    secret = app.config["SETTINGS"].secret_key
    counting.open_box(poll_id, version(poll_id), ACTOR, secret)
    with pytest.raises(NotReady, match="还差 4 个没有录入"):
        counting.count(poll_id, version(poll_id), ACTOR)
    assert queries_poll(poll_id).state == State.OPENED

    score_all(poll_id, section_id, {"丁一": [None, 8000], "王二": [9000, 9000]})
    counting.count(poll_id, version(poll_id), ACTOR)
    row = by_name(counting.result_of(poll_id)[0])["丁一"]
    assert (row["jury"], row["jury_of"]) == ("80.00", {"sum": "80.00", "n": 1})


def test_no_score_changes_once_the_ballots_are_counted(app, hall):
    poll_id, section_id = a_judged_award(app, hall)
    count_up(app, poll_id)
    with pytest.raises(NotReady, match="已经计票"):
        score_all(poll_id, section_id, {"丁一": [0, 0], "王二": [10000, 10000]})
    with pytest.raises(NotReady, match="已经计票"):
        service.name_jurors(poll_id, ["别人"], ACTOR)

    db.session.rollback()
    sheet = jury.sheet(queries.section(poll_id, section_id))
    assert [sheet.mean(row) for row in sheet.rows] == ["82.75", "98.75"]
    assert [sheet.spread(row) for row in sheet.rows] == ["5.50", "0.50"]


def test_two_who_enter_scores_at_once_do_not_overwrite_each_other(app, hall):
    poll_id, section_id = a_judged_award(app, hall)
    db.session.rollback()
    old = jury.sheet(queries.section(poll_id, section_id))
    score_all(poll_id, section_id, {"丁一": [7000, 7000], "王二": [9000, 9000]})
    with pytest.raises(StaleEdit, match="刚被别人改过"):
        service.enter_scores(poll_id, section_id, dict(old.scores), old.mark, ACTOR)

    db.session.rollback()
    sheet = jury.sheet(queries.section(poll_id, section_id))
    assert [sheet.mean(row) for row in sheet.rows] == ["70.00", "90.00"]


def test_every_score_is_logged_with_what_it_was_before(app, hall):
    poll_id, section_id = a_judged_award(app, hall)
    score_all(poll_id, section_id, {"丁一": [8000, 8550], "王二": [9900, None]})
    entry = next(entry for entry in audit.entries().rows if entry.event == "jury:scored")

    assert entry.details["changed"] == ["李评 王二 98.5 > 回避"]


def test_a_cleared_score_is_missing_again(app, hall):
    poll_id, section_id = a_judged_award(app, hall)
    db.session.rollback()
    sheet = jury.sheet(queries.section(poll_id, section_id))
    left = dict(list(sheet.scores.items())[1:])
    service.enter_scores(poll_id, section_id, left, sheet.mark, ACTOR)

    db.session.rollback()
    sheet = jury.sheet(queries.section(poll_id, section_id))
    assert (sheet.missing, sheet.entered) == (1, 3)


def test_scores_are_for_this_jury_and_these_nominees_in_sections_that_weigh_them(app, hall):
    poll_id, section_id = a_judged_award(app, hall)
    db.session.rollback()
    sheet = jury.sheet(queries.section(poll_id, section_id))
    with pytest.raises(StaleEdit, match="评审或候选名单刚有变化"):
        service.enter_scores(poll_id, section_id, {(999, 999): 100}, sheet.mark, ACTOR)

    other = a_draft(hall)
    plain = of_people(other, hall.delegates[:2])
    with pytest.raises(NotReady, match="不计评审分"):
        service.enter_scores(other, plain, {}, "", ACTOR)


def test_a_juror_with_scores_stays_on_the_jury(app, hall):
    poll_id, _section = a_judged_award(app, hall)
    with pytest.raises(NotReady, match="“李评”已有打分"):
        service.name_jurors(poll_id, ["张评"], ACTOR)
    service.name_jurors(poll_id, ["王评", "李评", "张评"], ACTOR)

    db.session.rollback()
    assert [one.name for one in jury.jurors(poll_id)] == ["王评", "李评", "张评"]
    service.name_jurors(poll_id, ["张评", "李评"], ACTOR)
    assert [one.name for one in jury.jurors(poll_id)] == ["张评", "李评"]


def test_whom_nobody_may_judge_is_pointed_out(app, hall):
    poll_id, section_id = a_judged_award(app, hall, scored=False)
    score_all(poll_id, section_id, {"丁一": [None, None], "王二": [9000, 9000]})

    db.session.rollback()
    assert jury.sheet(queries.section(poll_id, section_id)).unjudged == ["丁一"]
    assert sections(poll_id)[0].title == "先进个人"
