"""Evaluations of every scheme, with groups, circles and paper, are recounted as counted."""

from hypothesis import given, settings, strategies as st

from tests.rules.test_verifier_evaluations import (
    DIMENSIONS,
    EXTRA,
    GRADES,
    POINTS,
    SUBJECTS,
    Evaluation,
)
from tests.services.reports.sample_recount import problems
from voting.evaluations.contests import contests
from voting.evaluations.plan_fields import plan_from_rules

MAXIMA = {"de": "20", "neng": "30", "ji": "50"}
BANDS = {"excellent": 90, "competent": 70, "basic": 60, "incompetent": 0}
SCHEMES = {
    "counts": ({"type": "counts"}, "grades"),
    "flags": (
        {
            "type": "flags",
            "good": GRADES[:2],
            "good_at_least": "2/3",
            "bad": GRADES[3:],
            "bad_more_than": "1/3",
        },
        "grades",
    ),
    "points": ({"type": "points", "points": POINTS}, "grades"),
    "index": ({"type": "index", "points": POINTS, "empty_group": "renormalise"}, "grades"),
    "bands": ({"type": "bands"}, "grades"),
    "marks": ({"type": "marks", "trim_above": 5, "bands": BANDS}, "numbers"),
    "coefficients": (
        {
            "type": "coefficients",
            "coefficients": dict(zip(GRADES, ("1", "0.8", "0.6", "0.4"), strict=True)),
            "max": MAXIMA,
        },
        "grades",
    ),
    "sums": (
        {
            "type": "sums",
            "max": {"de": "20", "neng": "30"},
            "bands": {"de": {"excellent": 16, "competent": 11, "basic": 0}},
            "total_bands": {"excellent": 45, "competent": 30, "basic": 20},
            "overall": "ji",
        },
        "sums",
    ),
}
CIRCLES = [
    {"weight": "0.6", "group": "a"},
    {
        "weight": "0.4",
        "circles": [{"weight": "0.5", "group": "b"}, {"weight": "0.5", "group": "c"}],
    },
]


@st.composite
def plans(draw):
    """Draw a plan of any scheme, with dimensions, groups and circles where it takes them."""
    kind = draw(st.sampled_from(sorted(SCHEMES)))
    scheme, filled = SCHEMES[kind]
    rules = {
        "scheme": dict(scheme),
        "min_group": draw(st.integers(1, 4)),
        "small_groups": draw(st.sampled_from(("withhold", "merge"))),
        "base": draw(st.sampled_from(("valid", "returned", "attended", "eligible"))),
        "quorum": draw(st.sampled_from((None, "1/2", "2/3"))),
        "extra": draw(st.sampled_from(([], [EXTRA], [EXTRA, EXTRA]))),
    }
    if filled != "numbers":
        rules |= {"scale": GRADES}
    if draw(st.booleans()):
        rules["unknown"] = "unknown"
    with_dimensions = kind in {"sums", "coefficients"} or draw(st.booleans())
    if with_dimensions:
        weighs = kind not in {"sums", "coefficients"}
        rules["dimensions"] = DIMENSIONS if weighs else [{"id": one["id"]} for one in DIMENSIONS]
    return _with_groups(draw, rules, kind)


def _with_groups(draw, rules, kind):
    how = draw(st.sampled_from(("none", "plain", "weights", "circles")))
    if how == "none":
        return rules
    weights = {"a": "0.3", "b": "0.3", "c": "0.4"} if how == "weights" else {}
    rules["groups"] = {
        id_: {"title": f"{id_}票"} | ({"weight": weights[id_]} if weights else {}) for id_ in "abc"
    }
    if how == "circles" and kind not in {"counts", "flags"}:
        rules["scheme"]["circles"] = CIRCLES
        rules["small_groups"] = "withhold"
    return rules


def a_sheet(draw, asked, own):
    """Draw one sheet: marks for some subjects in every contest, the voter's own row in none."""
    sheet = {}
    for contest in asked:
        marks = [*contest.scale, "abstain"]
        if contest.numbers:
            tops = (0, 1, contest.numbers.most // 2, contest.numbers.most - 1, contest.numbers.most)
            marks = [*contest.scale, *(str(number) for number in tops)]
        lines = draw(
            st.dictionaries(
                st.sampled_from([option.id for option in contest.options]),
                st.sampled_from(marks).filter(lambda mark: mark != "abstain"),
            )
        )
        sheet[contest.id] = lines | ({own: "own"} if own else {})
    return sheet


@st.composite
def evaluations(draw):
    rules = draw(plans())
    plan = plan_from_rules(rules)
    asked = contests(plan, SUBJECTS)
    groups = range(len(plan.groups) or 1)
    sheets = []
    for group in groups:
        number = draw(st.integers(0, 7))
        own = {"s1", "s2"} if group == 0 else {"s3"} if group == 1 else set()
        owners = [*sorted(own), *[None] * number][:number]
        sheets += [(group, a_sheet(draw, asked, each)) for each in owners]
    boxes = []
    for _box in range(draw(st.integers(0, 2))):
        group = draw(st.sampled_from(groups))
        ballots = draw(st.integers(1, 5))
        boxes.append([(group, a_sheet(draw, asked, None)) for _ballot in range(ballots)])
    return Evaluation(rules, sheets, boxes=boxes, absent=draw(st.integers(0, 3)))


@settings(max_examples=60)
@given(evaluations())
def test_the_recount_gives_every_figure_and_score_as_the_service_does(evaluation):
    assert problems(evaluation.bundle()) == {}
