"""Whole evaluations, voted by phone, opened and counted: what the result says."""

from collections.abc import Sequence

import pytest

from tests.cast import a_device, a_hall, manifest, queries_poll, take_paper
from tests.services.elections.making import rename
from tests.services.evaluations.making import (
    B,
    C,
    E,
    I,
    a_draft,
    assign_all,
    cast,
    change,
    finish,
    group,
    hold,
    open_up,
    option_of,
    options,
    score_by,
)
from voting.ballots import canonical
from voting.errors import NotReady
from voting.evaluations import queries, shown
from voting.evaluations.kind import EvaluationKind
from voting.evaluations.starting_plans import Start
from voting.polls import counting

KIND = EvaluationKind()


def line(result: dict, place: int = 0) -> dict:
    return result["subjects"][place]


def grades(*times: int) -> list[str]:
    """Return so many of each grade, the best first."""
    return [mark for mark, number in zip((E, C, B, I), times, strict=False) for _ in range(number)]


def sheets(people: Sequence[int], option: str, marks: Sequence[str]) -> dict[int, dict]:
    """Give each of these people a sheet with one mark."""
    return {person: {option: mark} for person, mark in zip(people, marks, strict=True)}


# --- Case 73: three voter groups ---------------------------------------------------------------


def test_three_groups_with_weights_score_otherwise_than_all_sheets_together(app):
    hall = a_hall(170)
    poll_id = a_draft(hall, [], bodies=["校领导班子"])
    score_by(poll_id, 100, 80, 60, 40)
    group(poll_id, ("A票", "0.3"), ("B票", "0.3"), ("C票", "0.4"))
    a, b, c = hall.delegates[:10], hall.delegates[10:50], hall.delegates[50:]
    assign_all(poll_id, "a", a)
    assign_all(poll_id, "b", b)
    (option,) = options(poll_id).values()
    marks = {
        **sheets(a, option, grades(8, 2, 0, 0)),
        **sheets(b, option, grades(20, 15, 4, 1)),
        **sheets(c, option, grades(70, 35, 12, 3)),
    }
    result = hold(app, hall, poll_id, marks)

    whole = line(result)
    assert (whole["score"], whole["pooled"]) == ("90.37", "88.71")
    assert {id_: part["score"] for id_, part in whole["by_group"].items()} == {
        "a": "96.00",
        "b": "87.00",
        "c": "88.67",
    }
    assert whole["counts"] == {E: 98, C: 52, B: 16, I: 4}
    assert [(one["title"], one["valid"]) for one in result["groups"]] == [
        ("A票", 10),
        ("B票", 40),
        ("C票", 120),
    ]


def test_a_group_too_small_to_hide_in_is_withheld(app):
    hall = a_hall(18)
    poll_id = a_draft(hall, [], bodies=["校领导班子"])
    group(poll_id, ("A票", ""), ("B票", ""), ("C票", ""))
    assign_all(poll_id, "a", hall.delegates[:3])
    assign_all(poll_id, "b", hall.delegates[3:9])
    (option,) = options(poll_id).values()
    result = hold(app, hall, poll_id, sheets(hall.delegates, option, grades(9, 9)))

    by_group = line(result)["by_group"]
    assert by_group["a"] == "withheld"
    assert by_group["c"]["n"] == 9
    assert line(result)["n"] == 18


# --- Case 82: a subject does not rate himself --------------------------------------------------


def test_a_subjects_own_row_is_not_rated_and_counts_one_less(app):
    hall = a_hall(8)
    judge, other = hall.delegates[0], hall.outsider
    poll_id = a_draft(hall, [judge, other])
    mine, theirs = option_of(poll_id, judge), option_of(poll_id, other)
    marks = {person: {mine: E, theirs: C} for person in hall.delegates[1:]}
    result = hold(app, hall, poll_id, {**marks, judge: {mine: "own", theirs: C}})

    number = manifest(poll_id).groups[0].electors[0]
    assert manifest(poll_id).rules["own_rows"] == {number: mine}
    by_id = {each["id"]: each for each in result["subjects"]}
    assert (by_id[mine]["n"], by_id[theirs]["n"]) == (7, 8)
    assert by_id[mine]["counts"][E] == 7


def test_where_the_plan_lets_subjects_rate_themselves_nothing_is_left_out(app):
    hall = a_hall(8)
    judge = hall.delegates[0]
    poll_id = a_draft(hall, [judge])
    change(poll_id, own_rows=False, base="valid")
    option = option_of(poll_id, judge)
    result = hold(app, hall, poll_id, {person: {option: E} for person in hall.delegates})

    assert manifest(poll_id).rules["own_rows"] == {}
    assert manifest(poll_id).contests[0].own is None
    assert line(result)["n"] == 8


# --- Counts ------------------------------------------------------------------------------------


def test_the_sheet_is_told_with_returned_and_valid_rates(app):
    """Case 88: 发出 10, 收回 9, 有效 8: 回收率 90.0%, 有效率 88.9% (of the returned)."""
    hall = a_hall(10)
    poll_id = a_draft(hall, [hall.outsider, hall.chair])
    change(poll_id, limits={E: 1})
    one, two = options(poll_id).values()
    marks = {person: {one: E, two: C} for person in hall.delegates[:8]}
    open_up(app, poll_id)
    take_paper(app, hall, poll_id, hall.delegates[9], a_device(poll_id))
    for person, sheet in {**marks, hall.delegates[8]: {one: E, two: E}}.items():
        cast(app, hall, poll_id, person, sheet)
    result = finish(app, poll_id)

    counts = result["counts"]
    assert (counts["eligible"], counts["issued"], counts["returned"]) == (10, 10, 9)
    assert (counts["valid"], counts["rejected"], counts["not_returned"]) == (8, 1, 1)
    assert result["rates"] == {"returned": "90.0%", "valid": "88.9%"}


def test_a_row_left_open_abstains_for_that_subject_only(app):
    hall = a_hall(6)
    poll_id = a_draft(hall, [hall.outsider, hall.chair])
    score_by(poll_id, 100, 80, 60, 40)
    one, two = option_of(poll_id, hall.outsider), option_of(poll_id, hall.chair)
    marks = {person: {one: E, two: C} for person in hall.delegates[1:]}
    result = hold(app, hall, poll_id, {**marks, hall.delegates[0]: {one: E}})

    by_id = {each["id"]: each for each in result["subjects"]}
    assert (by_id[two]["n"], by_id[two]["abstain"], by_id[two]["score"]) == (6, 1, "80.00")
    assert by_id[two]["shares"][C] == "83.3%"


@pytest.mark.parametrize(("forbidden", "valid"), [(True, 5), (False, 6)])
def test_a_sheet_that_says_the_same_of_all_counts_only_where_the_plan_allows_it(
    app, forbidden, valid
):
    hall = a_hall(6)
    poll_id = a_draft(hall, [hall.outsider, hall.chair])
    change(poll_id, reject_uniform=forbidden)
    one, two = options(poll_id).values()
    marks = {person: {one: E, two: C} for person in hall.delegates[1:]}
    result = hold(app, hall, poll_id, {**marks, hall.delegates[0]: {one: E, two: E}})

    assert result["counts"]["valid"] == valid


def test_marks_are_averaged_without_the_highest_and_the_lowest(app):
    hall = a_hall(6)
    poll_id = a_draft(hall, [hall.outsider], start=Start.MARKS)
    change(poll_id, scheme={"type": "marks", "trim_above": 5})
    option = option_of(poll_id, hall.outsider)
    marks = ("95", "92", "88", "85", "80", "70")
    result = hold(app, hall, poll_id, sheets(hall.delegates, option, marks))

    assert (line(result)["score"], line(result)["band"]) == ("86.25", C)
    assert line(result)["counts"] == {E: 2, C: 4, B: 0, I: 0}


def test_five_items_are_counted_each_by_itself(app):
    hall = a_hall(6)
    poll_id = a_draft(hall, [hall.outsider], start=Start.FIVE)
    score_by(poll_id, 100, 80, 60, 40)
    option = option_of(poll_id, hall.outsider)
    sheet = {"d1": {option: "good"}, "d2": {option: "fair"}, "d3": {option: "good"}}
    sheet |= {"d4": {option: "average"}, "d5": {option: "good"}}
    result = hold(app, hall, poll_id, dict.fromkeys(hall.delegates, sheet))

    items = line(result)["dimensions"]
    assert [items[f"d{place}"]["score"] for place in range(1, 6)] == [
        "100.00",
        "80.00",
        "100.00",
        "60.00",
        "100.00",
    ]
    assert line(result)["score"] == "88.00"


def test_the_attendance_the_meeting_demands_is_frozen_with_the_plan(app):
    hall = a_hall(9, present=6)
    poll_id = a_draft(hall, [hall.outsider])
    option = option_of(poll_id, hall.outsider)
    result = hold(app, hall, poll_id, {each: {option: E} for each in hall.delegates[:6]})

    assert result["quorum"] is True
    assert manifest(poll_id).rules["quorum"] == "2/3"
    assert len(result["subjects"]) == 1


def test_the_result_is_signed_as_canonical_bytes_without_a_remark_in_it(app):
    hall = a_hall(6)
    poll_id = a_draft(hall, [hall.outsider])
    option = option_of(poll_id, hall.outsider)
    marks = {person: {option: E} for person in hall.delegates}
    texts = {hall.delegates[0]: {"all": {option: {"strengths": "踏实肯干"}}}}
    result = hold(app, hall, poll_id, marks, texts)

    assert counting.result_of(poll_id)[1]
    assert "踏实肯干" not in canonical.encode(result).decode()


# --- Cases 85 and 86: reasons and remarks ------------------------------------------------------


def test_a_sheet_that_disagrees_without_a_reason_does_not_count(app):
    hall = a_hall(6)
    silent, told = hall.delegates[:2]
    poll_id = a_draft(hall, [hall.outsider], start=Start.PROMOTED)
    option = option_of(poll_id, hall.outsider)
    marks = {person: {option: "agree"} for person in hall.delegates[2:]}
    marks |= {silent: {option: "disagree"}, told: {option: "disagree"}}
    result = hold(app, hall, poll_id, marks, {told: {"all": {option: {"reason": "不熟悉业务"}}}})

    assert (result["counts"]["valid"], result["counts"]["rejected"]) == (5, 1)
    assert line(result)["counts"] == {"agree": 4, "basically_agree": 0, "disagree": 1}
    assert shown.remarks(queries_poll(poll_id), result, line(result))[0].texts == ("不熟悉业务",)


def test_remarks_are_shown_shuffled_without_time_group_or_device(app):
    hall = a_hall(8)
    poll_id = a_draft(hall, [hall.outsider])
    option = option_of(poll_id, hall.outsider)
    marks = {person: {option: E} for person in hall.delegates}
    written = [f"第{place}条意见" for place in range(8)]
    texts = {
        person: {"all": {option: {"weaknesses": text}}}
        for person, text in zip(hall.delegates, written, strict=True)
    }
    result = hold(app, hall, poll_id, marks, texts)

    def found():
        return shown.remarks(queries_poll(poll_id), result, line(result))

    strengths, weaknesses = found()
    assert (strengths.title, strengths.texts) == ("优点", ())
    assert sorted(weaknesses.texts) == written
    assert list(weaknesses.texts) != written
    assert weaknesses.texts == found()[1].texts


def test_remarks_of_too_few_sheets_are_not_shown(app):
    hall = a_hall(6)
    poll_id = a_draft(hall, [hall.outsider])
    option = option_of(poll_id, hall.outsider)
    few = hall.delegates[:4]
    texts = {each: {"all": {option: {"strengths": "踏实肯干"}}} for each in few}
    result = hold(app, hall, poll_id, {each: {option: E} for each in few}, texts)

    assert (line(result)["n"], result["min_group"]) == (4, 5)
    assert shown.remarks(queries_poll(poll_id), result, line(result)) == ()


def test_before_the_count_there_is_no_result_to_show(hall_and_poll):
    with pytest.raises(NotReady, match="还没有计票"):
        shown.result(queries_poll(hall_and_poll))


@pytest.fixture
def hall_and_poll(app):
    hall = a_hall(6)
    return a_draft(hall, [hall.outsider])


def test_what_the_result_leads_to(app):
    hall = a_hall(6)
    poll_id = a_draft(hall, [hall.outsider])
    rename(hall.outsider, "丁一")
    option = option_of(poll_id, hall.outsider)
    result = hold(app, hall, poll_id, {person: {option: E} for person in hall.delegates})

    (follow_up,) = KIND.follow_ups(queries_poll(poll_id), result)
    assert follow_up.url.endswith("/evaluation/results")
    assert queries.subject_of(poll_id, hall.outsider) is not None
