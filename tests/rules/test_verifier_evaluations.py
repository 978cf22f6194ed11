"""The recount of an evaluation gives every figure and score as the service does."""

import pytest

from tests.services.reports.sample_recount import Poll, forged, problems, stuffed
from voting.ballots import canonical
from voting.evaluations.answer import result_document
from voting.evaluations.contests import contests
from voting.evaluations.figures import figures_of, tallies_of
from voting.evaluations.plan import Subject
from voting.evaluations.plan_data import plan_data
from voting.evaluations.plan_fields import plan_from_rules

SUBJECTS = (Subject("s1", "丁一", "校长"), Subject("s2", "王二", "副校长"), Subject("s3", "文三"))
GRADES = ["excellent", "competent", "basic", "incompetent"]
POINTS = dict(zip(GRADES, ("100", "80", "60", "40"), strict=True))
OWN_ROWS = {"000000": "s1", "000001": "s2", "100000": "s3", "005000": "s1"}


class Evaluation:
    """An evaluation with its ballots, as the service counts it."""

    def __init__(self, rules, sheets, **facts) -> None:
        self.plan = plan_from_rules(rules)
        groups = {one.id: one.title for one in self.plan.groups}
        frozen = canonical.parse(canonical.encode(plan_data(self.plan)))
        self.poll = Poll(
            "evaluation",
            contests(self.plan, SUBJECTS),
            frozen | {"own_rows": OWN_ROWS},
            sheets,
            groups=groups,
            **facts,
        )

    def bundle(self):
        return self.poll.bundle(
            lambda counted: result_document(
                self.plan, SUBJECTS, figures_of(counted), tallies_of(counted)
            )
        )


DIMENSIONS = [{"id": "de", "weight": "0.3"}, {"id": "neng", "weight": "0.3"}]
DIMENSIONS += [{"id": "ji", "weight": "0.4"}]
EXTRA = {"subject": "s2", "points": "1.5", "by": "领导小组", "reason": "获市级表彰"}
RULES = {
    "scheme": {
        "type": "points",
        "points": POINTS,
        "good": GRADES[:2],
        "good_at_least": "2/3",
        "bad": GRADES[3:],
        "bad_more_than": "1/3",
    },
    "scale": GRADES,
    "unknown": "unknown",
    "dimensions": DIMENSIONS,
    "groups": {
        "a": {"title": "A票", "weight": "0.6"},
        "b": {"title": "B票", "weight": "0.4"},
    },
    "min_group": 3,
    "extra": [EXTRA],
}


def sheet(*grades, own=None):
    """Return a sheet that gives each subject its grade in every dimension."""
    lines = {f"s{place}": grade for place, grade in enumerate(grades, 1) if grade}
    if own:
        lines[own] = "own"
    return {dimension["id"]: dict(lines) for dimension in DIMENSIONS}


BEST, GOOD, BASIC, WORST = GRADES
SHEETS = [
    *[(0, sheet(BEST, GOOD, WORST))] * 4,
    (0, sheet(None, BEST, BEST, own="s1")),
    *[(1, sheet(GOOD, GOOD, BASIC))] * 3,
    *[(1, sheet(BEST, "unknown", None))] * 2,
]


def the_evaluation(sheets=SHEETS, **facts) -> Evaluation:
    return Evaluation(RULES | facts.pop("rules", {}), sheets, **facts)


def first(result):
    return result["subjects"][0]


FORGERIES = {
    "one more excellent": ("figures", lambda r: first(r)["counts"].update(excellent=99)),
    "another share": ("figures", lambda r: first(r)["shares"].update(excellent="99.9%")),
    "another cumulative share": ("figures", lambda r: first(r)["cumulative"].update(basic="1.0%")),
    "another base": ("figures", lambda r: first(r).update(of=99)),
    "another dimension's figure": (
        "figures",
        lambda r: first(r)["dimensions"]["de"]["counts"].update(excellent=9),
    ),
    "another name": ("figures", lambda r: first(r).update(name="丁二")),
    "a subject left out": ("figures", lambda r: r["subjects"].pop()),
    "another order": ("figures", lambda r: r["subjects"].reverse()),
    "another score": ("scores", lambda r: first(r).update(score="99.99")),
    "another pooled score": ("scores", lambda r: first(r).update(pooled="99.99")),
    "added points nobody decided": ("scores", lambda r: first(r).update(extra="5.00")),
    "another dimension's score": (
        "scores",
        lambda r: first(r)["dimensions"]["ji"].update(score="1.00"),
    ),
    "another group's figure": (
        "by_group",
        lambda r: first(r)["by_group"]["a"]["counts"].update(excellent=1),
    ),
    "another group's score": ("by_group", lambda r: first(r)["by_group"]["a"].update(score="9.99")),
    "a group withheld for nothing": (
        "by_group",
        lambda r: first(r)["by_group"].update(a="withheld"),
    ),
    "a group left out": ("by_group", lambda r: first(r)["by_group"].pop("a")),
    "another rank": ("places", lambda r: first(r).update(rank=3)),
    "a flag lowered": ("places", lambda r: r["subjects"][2].update(flags=[])),
    "a band that is none": ("places", lambda r: first(r).update(band="excellent")),
    "another weight": ("plan", lambda r: r["groups"][0].update(weight="0.9")),
    "another scheme": ("plan", lambda r: r["scheme"]["points"].update(basic="70")),
    "another scale": ("plan", lambda r: r["scale"].reverse()),
    "a group with more electors": ("plan", lambda r: r["groups"][0].update(eligible=99)),
    "more valid in a group": ("plan", lambda r: r["groups"][0].update(valid=4, rejected=1)),
    "another rate": ("validity", lambda r: r["rates"].update(valid="99.0%")),
    "no quorum": ("validity", lambda r: r.update(quorum=False)),
    "not valid": ("validity", lambda r: r.update(valid=False)),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_changed_result_of_an_evaluation_is_found(forgery):
    named, change = FORGERIES[forgery]
    assert named in forged(the_evaluation().bundle(), "result.json", change)


def test_groups_that_are_large_enough_are_told_apart_in_the_records():
    records = canonical.parse(the_evaluation().bundle().files["records.json"])
    first_group, second = records["groups"]
    assert (first_group["valid"], second["valid"]) == (5, 5)
    assert first_group["marks"]["de"]["s1"] == [BEST] * 4 + ["own"]


def test_a_group_of_few_is_told_neither_by_itself_nor_by_what_is_left_of_the_whole():
    few = [*SHEETS[:5], *SHEETS[5:7]]
    bundle = the_evaluation(few).bundle()
    assert canonical.parse(bundle.files["records.json"])["groups"] == []
    assert first(canonical.parse(bundle.files["result.json"]))["by_group"]["a"] == "withheld"
    assert problems(bundle) == {}


def test_one_row_too_few_for_a_single_subject_keeps_the_groups_together():
    """Five ballots of which one is the subject's own are four that speak of it."""
    bundle = the_evaluation(rules={"min_group": 5}).bundle()
    assert canonical.parse(bundle.files["records.json"])["groups"] == []
    assert problems(bundle) == {}


def test_a_weighted_score_of_groups_that_are_not_told_apart_is_said_not_to_be_recounted():
    few = [*SHEETS[:5], *SHEETS[5:7]]
    bundle = the_evaluation(few).bundle()
    assert "scores" not in forged(
        bundle, "result.json", lambda result: first(result).update(score="88.00")
    )
    assert "scores" in forged(
        bundle, "result.json", lambda result: first(result).update(pooled="88.00")
    )


def test_a_group_shown_with_more_of_a_grade_than_all_have_is_found():
    few = [*SHEETS[:5], *SHEETS[5:7]]

    def show(result):
        first(result)["by_group"]["a"] = {"counts": {BEST: 99}}

    assert "by_group" in forged(the_evaluation(few).bundle(), "result.json", show)


def test_a_mark_moved_between_groups_is_found():
    def move(records):
        a, b = (group["marks"]["de"] for group in records["groups"])
        a["s1"], b["s1"] = b["s1"], a["s1"]

    assert {"by_group", "scores"} <= forged(the_evaluation().bundle(), "records.json", move)


def test_groups_that_do_not_add_up_to_the_whole_are_found():
    def drop(records):
        records["groups"][0]["marks"]["de"]["s1"][0] = GOOD
        records["groups"][0]["marks"]["de"]["s1"].sort()

    assert "groups" in forged(the_evaluation().bundle(), "records.json", drop)


def test_more_own_rows_than_a_subject_has_electors_are_found():
    def double(records):
        records["contests"]["de"]["marks"]["s1"] = sorted(
            [*records["contests"]["de"]["marks"]["s1"][3:], "own", "own", "own"]
        )

    assert "marks" in forged(the_evaluation().bundle(), "records.json", double)


def test_more_of_a_limited_grade_than_the_ballots_can_hold_are_found():
    bundle = the_evaluation(rules={"limits": {"incompetent": 1}}).bundle()
    assert problems(bundle) == {}

    def stuff(records):
        marks = records["contests"]["de"]["marks"]
        for subject, given_ in marks.items():
            marks[subject] = ["own" if mark == "own" else WORST for mark in given_]

    assert "limits" in forged(bundle, "records.json", stuff)


def test_a_number_that_no_ballot_can_hold_is_found():
    rules = {"scheme": {"type": "marks", "places": 1}, "min_group": 1}
    sheets = [(0, {"all": {"s1": "86.5", "s2": "90", "s3": "70"}})] * 3
    bundle = Evaluation(rules, sheets).bundle()
    assert problems(bundle) == {}
    for number in ("86.55", "101", "090", "86.0", "1e1"):

        def change(records, number=number):
            records["contests"]["all"]["marks"]["s1"] = sorted(["86.5", "86.5", number])

        assert "marks" in forged(bundle, "records.json", change), number


def test_an_evaluation_with_an_over_returned_box_is_consistent_and_void():
    evaluation = the_evaluation(boxes=[SHEETS[5:8]])
    stuffed(evaluation.poll, 0)
    bundle = evaluation.bundle()
    assert (bundle.result["valid"].value, list(bundle.result["subjects"])) == (False, [])
    assert problems(bundle) == {}
