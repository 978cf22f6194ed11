"""The sheet of an evaluation, as the ballot's own rules judge it."""

import pytest

from voting.ballots.contest_documents import contest_document, contest_of
from voting.ballots.rules import Numbers, Option, Outcome, Reason, Selections, Uniform, judge
from voting.evaluations.contests import contests
from voting.evaluations.rules import Subject, plan_from_rules

SUBJECTS = [
    Subject("s1", "丁一", "党委书记"),
    Subject("s2", "王二"),
    Subject("s3", "文三"),
    Subject("s4", "林五"),
]
YEARLY = {
    "title": "年度考核",
    "scale": ["excellent", "competent", "basic", "incompetent"],
    "unknown": "unknown",
    "limits": {"excellent": 3, "unknown": 2},
    "reject_uniform": True,
    "scheme": {"type": "counts"},
}


def the_contest(**changes):
    (contest,) = contests(plan_from_rules(YEARLY | changes), SUBJECTS)
    return contest


def judged(marks: dict[str, str], **changes):
    return judge([the_contest(**changes)], Selections({"all": marks}))


def test_one_contest_has_a_line_for_each_subject():
    contest = the_contest()

    assert (contest.id, contest.title) == ("all", "年度考核")
    assert contest.options[0] == Option("s1", "丁一", "党委书记")
    assert [one.id for one in contest.options] == ["s1", "s2", "s3", "s4"]
    assert contest.scale == ("excellent", "competent", "basic", "incompetent", "unknown")
    assert contest.labels["incompetent"] == "不称职"
    assert (contest.unmarked, contest.own) == ("abstain", "own")
    assert contest.limits == {"excellent": 3, "unknown": 2}
    assert contest.uniform is Uniform.REJECTED


def test_a_contest_survives_the_manifest():
    contest = the_contest()

    assert contest_of(contest_document(contest)) == contest


def test_dimensions_are_contests_of_their_own():
    plan = plan_from_rules(
        YEARLY | {"dimensions": [{"id": "de", "title": "德"}, {"id": "ji", "title": "绩"}]}
    )

    assert [(one.id, one.title) for one in contests(plan, SUBJECTS)] == [
        ("de", "德"),
        ("ji", "绩"),
    ]


def test_four_excellent_grades_break_a_limit_of_three():
    four = dict.fromkeys(("s1", "s2", "s3", "s4"), "excellent")

    assert judged(four).reason is Reason.OVER_MARKED
    assert judged(four, limits=None, reject_uniform=False).outcome is Outcome.VALID
    assert judged(four, limits=None).reason is Reason.UNIFORM


def test_ones_own_line_is_left_out():
    marks = {"s1": "own", "s2": "excellent", "s3": "excellent", "s4": "basic"}

    assert judged(marks).outcome is Outcome.VALID


def test_marks_are_numbers_with_the_bands_of_the_sheet():
    contest = the_contest(
        scale=None,
        limits={"excellent": 1},
        least={"incompetent": 1},
        scheme={"type": "marks", "places": 0, "bands": {"excellent": 90, "incompetent": 0}},
    )

    assert contest.scale == ("unknown",)
    assert contest.numbers == Numbers(100, 0, contest.numbers.bands)
    assert [(band.id, band.least) for band in contest.numbers.bands] == [
        ("excellent", "90"),
        ("incompetent", "0"),
    ]
    assert (contest.limits, contest.least) == ({"excellent": 1}, {"incompetent": 1})


@pytest.mark.parametrize(("contest", "most"), [("de", 20), ("ji", 30)])
def test_sums_give_each_dimension_its_own_maximum(contest, most):
    plan = plan_from_rules(
        {
            "scale": ["good", "poor"],
            "dimensions": [{"id": "de"}, {"id": "ji"}, {"id": "overall"}],
            "scheme": {
                "type": "sums",
                "max": {"de": 20, "ji": 30},
                "bands": {"de": {"good": 11, "poor": 0}},
                "overall": "overall",
            },
        }
    )
    found = {one.id: one for one in contests(plan, SUBJECTS)}

    assert found[contest].numbers.most == most
    assert found["overall"].numbers is None
    assert found["overall"].scale == ("good", "poor")
