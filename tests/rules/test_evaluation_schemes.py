"""The ten schemes of scoring, each with the worked example of its source."""

from decimal import Decimal

import pytest

from tests.rules.count_files import answered
from tests.rules.evaluation_files import (
    GRADES,
    ITEMS,
    SCORED,
    an_evaluation,
    item_piles,
    of_subject,
    piles,
    score_of,
)

# --- 1: fixed points, items, voter groups ----------------------------------------------------

WORK = [
    {"id": "load", "title": "任务量", "weight": "30%"},
    {"id": "speed", "title": "效率", "weight": "0.3"},
    {"id": "done", "title": "完成情况", "weight": 0.4},
]
STAFF = {"load": (12, 6, 2, 0), "speed": (10, 8, 2, 0), "done": (14, 4, 1, 1)}


def test_fixed_points_make_an_item_score():
    assert score_of(an_evaluation(piles(12, 6, 2, 0), scheme=SCORED)) == "90.00"


def test_items_make_a_group_score_by_their_weights():
    subject = of_subject(an_evaluation(item_piles(STAFF), dimensions=WORK, scheme=SCORED))

    assert {key: row["score"] for key, row in subject["dimensions"].items()} == {
        "load": "90.00",
        "speed": "88.00",
        "done": "91.00",
    }
    assert subject["score"] == "89.80"
    assert subject["n"] == 20
    assert subject["counts"] == {"excellent": 36, "competent": 18, "basic": 5, "incompetent": 1}
    assert subject["shares"]["excellent"] == "60.0%"


def test_three_circles_of_raters_and_added_points_make_a_total():
    groups = {
        "leader": {"title": "分管领导", "weight": "0.2"},
        "staff": {"title": "干部职工", "weight": "0.4"},
        "panel": {"title": "考核组", "weight": "0.4"},
    }
    ballots = [
        *item_piles(dict.fromkeys(STAFF, (3, 2, 0, 0)), group="leader"),
        *item_piles(STAFF, group="staff"),
        *item_piles(dict.fromkeys(STAFF, (7, 3, 0, 0)), group="panel"),
    ]
    document = an_evaluation(ballots, dimensions=WORK, groups=groups, scheme=SCORED)
    subject = of_subject(document)

    assert {key: row["score"] for key, row in subject["by_group"].items()} == {
        "leader": "92.00",
        "staff": "89.80",
        "panel": "94.00",
    }
    assert subject["score"] == "91.92"
    assert subject["extra"] is None

    added = [{"subject": "s", "points": "1.5", "by": "考核领导小组", "reason": "获市级表彰"}]
    result = answered(document | {"extra": added})
    assert result["subjects"][0]["score"] == "93.42"
    assert Decimal(result["subjects"][0]["pooled"]) == Decimal(subject["pooled"]) + Decimal("1.5")
    assert result["subjects"][0]["extra"] == "1.50"
    assert result["warnings"] == ["“丁一”另加 1.5 分：获市级表彰（考核领导小组决定）。"]


# --- 2: bands on the share of 优秀 -----------------------------------------------------------

BANDS = {
    "type": "bands",
    "of": ["excellent"],
    "bands": [
        {"least": "90%", "score": 200},
        {"least": "80%", "score": 190},
        {"least": "70%", "score": 180},
        {"least": "60%", "score": 170},
    ],
    "below": {
        "of": ["basic", "incompetent"],
        "at_least": "1/3",
        "score": 130,
        "otherwise": 160,
    },
}


@pytest.mark.parametrize("scheme", [BANDS, {"type": "bands"}], ids=["spelled out", "usual"])
@pytest.mark.parametrize(
    ("counts", "score"),
    [
        ((68, 20, 10, 2), "170.00"),
        ((50, 17, 20, 13), "160.00"),
        ((50, 16, 20, 14), "130.00"),
        ((90, 10, 0, 0), "200.00"),
        ((89, 11, 0, 0), "190.00"),
        ((79, 21, 0, 0), "180.00"),
        ((60, 40, 0, 0), "170.00"),
        ((59, 41, 0, 0), "160.00"),
    ],
)
def test_bands_of_the_share_of_excellent_grades(scheme, counts, score):
    assert score_of(an_evaluation(piles(*counts), scheme=scheme)) == score


def test_exactly_a_third_of_the_low_grades_is_the_lowest_band():
    assert score_of(an_evaluation(piles(15, 15, 10, 5), scheme=BANDS)) == "130.00"


def test_bands_are_found_by_voter_group_and_then_weighted():
    groups = {"A": {"weight": "0.4"}, "B": {"weight": "0.6"}}
    ballots = piles(9, 1, 0, 0, group="A") + piles(6, 4, 0, 0, group="B")
    subject = of_subject(an_evaluation(ballots, groups=groups, scheme=BANDS))

    assert subject["by_group"]["A"]["score"] == "200.00"
    assert subject["by_group"]["B"]["score"] == "170.00"
    assert subject["score"] == "182.00"
    assert subject["pooled"] == "180.00"  # 15 of 20


def test_an_empty_group_has_no_band():
    groups = {"A": {"weight": "0.4"}, "B": {"weight": "0.6"}}
    document = an_evaluation(piles(9, 1, 0, 0, group="A"), groups=groups, scheme=BANDS)

    assert score_of(document) is None
    document["scheme"] = BANDS | {"empty_group": "renormalise"}
    assert score_of(document) == "200.00"


def test_bands_may_be_written_as_pairs_and_end_at_nothing():
    scheme = {"type": "bands", "of": "excellent", "bands": {"1/2": 10, "0": "2.5"}}

    assert score_of(an_evaluation(piles(5, 5, 0, 0), scheme=scheme)) == "10.00"
    assert score_of(an_evaluation(piles(4, 6, 0, 0), scheme=scheme)) == "2.50"


# --- 3: thresholds, no score -----------------------------------------------------------------

FLAGS = {
    "type": "flags",
    "good": ["excellent", "competent"],
    "good_at_least": "2/3",
    "bad": ["incompetent"],
    "bad_more_than": "1/3",
}


@pytest.mark.parametrize(
    ("counts", "flags"),
    [
        ((40, 20, 30, 0), []),
        ((40, 19, 31, 0), ["below_good"]),
        ((60, 0, 0, 30), []),
        ((59, 0, 0, 31), ["below_good", "above_bad"]),
    ],
)
def test_thresholds_raise_flags_only_beyond_them(counts, flags):
    result = answered(an_evaluation(piles(*counts), scheme=FLAGS))

    assert result["subjects"][0]["flags"] == flags
    assert result["subjects"][0]["score"] is None
    assert any("不计分" in text for text in result["warnings"])
    assert any("须经组织考核认定" in text for text in result["warnings"]) is bool(flags)


def test_nobody_is_flagged_for_nothing():
    assert of_subject(an_evaluation([], scheme=FLAGS))["flags"] == []


def test_marks_are_flagged_by_their_bands():
    scheme = MARKS | {"bad": ["basic", "incompetent"], "bad_more_than": "1/3"}

    assert of_subject(marked(95, 65, 50, scheme=scheme))["flags"] == ["above_bad"]
    assert of_subject(marked(95, 75, 50, scheme=scheme))["flags"] == []


def test_a_scored_plan_may_flag_as_well():
    scheme = SCORED | {"bad": "incompetent", "bad_more_than": "10%"}
    subject = of_subject(an_evaluation(piles(8, 0, 0, 2), scheme=scheme))

    assert (subject["score"], subject["flags"]) == ("88.00", ["above_bad"])


# --- 4: marks --------------------------------------------------------------------------------

MARKS = {
    "type": "marks",
    "trim_above": 5,
    "bands": {"excellent": 90, "competent": 70, "basic": 60, "incompetent": 0},
}


def marked(*marks, scheme=MARKS, **changes) -> dict:
    document = an_evaluation([{"marks": {"s": mark}} for mark in marks], scheme=scheme)
    del document["scale"]
    return document | changes


def test_more_than_five_raters_lose_the_highest_and_the_lowest_mark():
    subject = of_subject(marked(95, 92, 88, 85, 80, 70))

    assert (subject["score"], subject["band"]) == ("86.25", "competent")
    assert subject["n"] == 6
    assert subject["counts"] == {"excellent": 2, "competent": 4, "basic": 0, "incompetent": 0}
    assert subject["shares"]["excellent"] == "33.3%"


def test_a_scale_beside_marks_is_not_asked_about():
    document = marked(95, 85, scale=GRADES, labels={"excellent": "优秀", "basic": "基本称职"})
    document["scheme"] = {"type": "marks"}
    result = answered(document)

    assert (result["scale"], result["labels"]) == ([], {})
    assert result["subjects"][0]["score"] == "90.00"


def test_five_raters_lose_nothing():
    assert score_of(marked(95, 92, 88, 85, 80)) == "88.00"


def test_equal_marks_are_not_changed_by_trimming():
    assert score_of(marked(*[83.5] * 7)) == "83.50"


def test_abstentions_are_no_raters_of_the_trimming():
    document = marked(95, 92, 88, 85, 80)
    document["ballots"].append({"marks": {}})
    subject = of_subject(document)

    assert (subject["score"], subject["n"], subject["abstain"]) == ("88.00", 6, 1)


def test_marks_may_have_one_decimal_and_are_rounded_half_up():
    assert score_of(marked(86.5, 90, "86.0", 0.1)) == "65.65"
    assert score_of(marked(80, 80, 80.1, scheme={"type": "marks"})) == "80.03"


@pytest.mark.parametrize(
    ("mark", "band"),
    [
        (90, "excellent"),
        (89.9, "competent"),
        (70, "competent"),
        (69.9, "basic"),
        (0, "incompetent"),
    ],
)
def test_a_band_begins_at_its_lowest_mark(mark, band):
    assert of_subject(marked(mark))["band"] == band


def test_bands_may_be_written_with_both_ends():
    bands = {"excellent": [90, 100], "competent": [70, 90], "basic": [60, 70], "poor": [0, 60]}

    assert of_subject(marked(89.9, scheme=MARKS | {"bands": bands}))["band"] == "competent"


def test_at_most_three_may_get_ninety_and_two_at_least_must_stay_below_seventy():
    subjects = [{"id": f"s{n}", "name": name} for n, name in enumerate("丁王文林欧田")]
    document = {
        "kind": "evaluation",
        "subjects": subjects,
        "points": {"bands": {"high": 90, "middle": 70, "low": 0}},
        "limits": {"high": 3},
        "least": {"low": 2},
        "reject_uniform": True,
        "scheme": MARKS,
        "ballots": [
            {"marks": {f"s{n}": mark for n, mark in enumerate(marks)}}
            for marks in (
                (95, 92, 90, 75, 65, 60),
                (95, 92, 90, 90, 65, 60),
                (95, 92, 80, 75, 72, 60),
                (100, 100, 100, 100, 100, 100),
                (),
            )
        ],
    }
    result = answered(document)

    assert result["rejected"] == {"over_marked": 2, "under_marked": 1}
    assert result["counts"]["valid"] == 2
    assert result["counts"]["blank"] == 1
    assert result["subjects"][0]["band"] == "excellent"
    assert [one["rank"] for one in result["subjects"]] == [1, 2, 3, 4, 5, 6]


# --- 5: graded marks, circles of raters ------------------------------------------------------

LEVELS = {
    "y1": 100, "y2": 95, "y3": 90, "c1": 85, "c2": 80, "c3": 75,
    "b1": 70, "b2": 65, "b3": 60, "n": 55,
}  # fmt: skip
CIRCLES = [
    {"title": "考核人", "weight": "60%", "group": "head"},
    {
        "title": "被考核人",
        "weight": "40%",
        "circles": [
            {"title": "自评", "weight": "10%", "group": "self"},
            {"title": "本处室互评", "weight": "55%", "group": "office"},
            {"title": "同级互评", "weight": "35%", "group": "peers"},
        ],
    },
]
RATERS = {"head": "y2", "self": "y2", "office": "c1", "peers": "c2"}


@pytest.mark.parametrize("kind", ["circles", "points"])
def test_circles_of_raters_inside_circles(kind):
    ballots = [{"group": group, "marks": {"s": mark}, "count": 5} for group, mark in RATERS.items()]
    document = an_evaluation(
        ballots,
        scale=list(LEVELS),
        groups={group: {} for group in RATERS},
        scheme={"type": kind, "points": LEVELS, "circles": CIRCLES},
    )
    subject = of_subject(document)

    assert subject["score"] == "90.70"
    assert subject["by_group"]["office"]["score"] == "85.00"
    assert subject["pooled"] == "88.75"


def test_dimensions_weigh_inside_circles():
    weights = {"de": 15, "neng": 10, "qin": 30, "ji": 30, "lian": 15}
    dimensions = [{"id": key, "weight": weight} for key, weight in weights.items()]
    ballots = [
        {"group": group, "marks": {"s": dict.fromkeys(weights, mark)}, "count": 5}
        for group, mark in RATERS.items()
    ]
    document = an_evaluation(
        ballots,
        scale=list(LEVELS),
        dimensions=dimensions,
        groups={group: {} for group in RATERS},
        scheme={"type": "circles", "points": LEVELS, "circles": CIRCLES},
    )

    assert score_of(document) == "90.70"


def test_an_empty_circle_is_refused_or_lends_its_weight_out():
    ballots = [
        {"group": group, "marks": {"s": mark}, "count": 5}
        for group, mark in RATERS.items()
        if group != "self"
    ]
    scheme = {"type": "circles", "points": LEVELS, "circles": CIRCLES}
    document = an_evaluation(
        ballots, scale=list(LEVELS), groups={group: {} for group in RATERS}, scheme=scheme
    )

    assert score_of(document) is None
    # 95·0.6 + (85·0.55 + 80·0.35) / 0.9 · 0.4 = 57 + 33.222…
    document["scheme"] = scheme | {"empty_group": "renormalise"}
    assert score_of(document) == "90.22"


# --- 6: points by dimension, summed ----------------------------------------------------------

SUMS = {
    "type": "sums",
    "max": {"de": 20, "neng": 15, "qin": 15, "ji": 30, "lian": 20},
    "bands": {
        "de": {"excellent": [16, 20], "good": [11, 15], "middle": [6, 10], "poor": [0, 5]},
        "ji": {"excellent": [25, 30], "good": [17, 24], "middle": [8, 16], "poor": [0, 7]},
    },
    "total_bands": {"excellent": 85, "good": 70, "middle": 60, "poor": 0},
    "overall": "overall",
}
FIVE = [
    {"id": "de", "title": "德"},
    {"id": "neng", "title": "能"},
    {"id": "qin", "title": "勤"},
    {"id": "ji", "title": "绩"},
    {"id": "lian", "title": "廉"},
    {"id": "overall", "title": "综合评价"},
]


def summed(overall: str) -> dict:
    marks = {"de": 18, "neng": 13, "qin": 12, "ji": 27, "lian": 19, "overall": overall}
    return an_evaluation(
        [{"marks": {"s": marks}, "count": 6}],
        scale=["excellent", "good", "middle", "poor"],
        dimensions=FIVE,
        scheme=SUMS,
    )


def test_points_of_dimensions_are_summed():
    subject = of_subject(summed("excellent"))

    assert (subject["score"], subject["band"]) == ("89.00", "excellent")
    assert subject["dimensions"]["de"]["score"] == "18.00"
    assert subject["dimensions"]["de"]["counts"]["excellent"] == 6
    assert subject["counts"] == {"excellent": 6, "good": 0, "middle": 0, "poor": 0}
    assert subject["flags"] == []


def test_an_overall_tick_that_does_not_match_the_total_is_flagged():
    assert of_subject(summed("good"))["flags"] == ["overall_differs"]


def test_an_overall_tick_given_as_often_as_another_still_matches():
    document = summed("good")
    document["ballots"] += summed("excellent")["ballots"]

    assert of_subject(document)["flags"] == []


# --- 7: index of satisfaction ----------------------------------------------------------------

FIVE_GRADES = [
    "very_satisfied",
    "satisfied",
    "basically_satisfied",
    "rather_dissatisfied",
    "dissatisfied",
]


def test_an_index_of_satisfaction():
    points = dict(zip(FIVE_GRADES, [100, 80, 60, 30, 0], strict=True))
    document = an_evaluation(
        piles(20, 45, 25, 8, 2, grades=FIVE_GRADES),
        scale=FIVE_GRADES,
        scheme={"type": "index", "points": points},
    )
    subject = of_subject(document)

    assert subject["score"] == "73.40"
    assert subject["cumulative"]["satisfied"] == "65.0%"
    assert subject["cumulative"]["basically_satisfied"] == "90.0%"


# --- 8: A, B and C ballots -------------------------------------------------------------------

ABC = {
    "A": {"title": "A票", "weight": "0.3", "issued": 10},
    "B": {"title": "B票", "weight": "0.3", "issued": 40},
    "C": {"title": "C票", "weight": "0.4", "issued": 120},
}
ABC_BALLOTS = [
    *piles(8, 2, 0, 0, group="A"),
    *piles(20, 15, 4, 1, group="B"),
    *piles(70, 35, 12, 3, group="C"),
]


def test_weighted_ballots_stand_beside_the_plain_mean_of_all():
    subject = of_subject(an_evaluation(ABC_BALLOTS, groups=ABC, scheme=SCORED))

    assert {key: row["score"] for key, row in subject["by_group"].items()} == {
        "A": "96.00",
        "B": "87.00",
        "C": "88.67",
    }
    assert (subject["score"], subject["pooled"]) == ("90.37", "88.71")
    assert subject["n"] == 170


def test_an_empty_group_is_refused_with_a_sentence():
    result = answered(an_evaluation(ABC_BALLOTS[2:], groups=ABC, scheme=SCORED))
    subject = result["subjects"][0]

    assert subject["score"] is None
    assert subject["rank"] is None
    assert subject["pooled"] == "88.25"
    assert subject["by_group"]["A"]["n"] == 0
    assert "“A票”没有给全部对象可以计分的评价，按方案不计总分" in result["warnings"][0]


def test_an_empty_group_lends_its_weight_out_where_the_plan_says_so():
    scheme = SCORED | {"empty_group": "renormalise"}
    result = answered(an_evaluation(ABC_BALLOTS[2:], groups=ABC, scheme=scheme))

    # (87·0.3 + 88.666…·0.4) / 0.7
    assert result["subjects"][0]["score"] == "87.95"
    assert "折算到其他组" in result["warnings"][0]


# --- 9: coefficients over ten items ----------------------------------------------------------


def test_coefficients_times_the_maxima_of_ten_items():
    items = {f"i{n}": 10 for n in range(10)}
    scheme = {
        "type": "coefficients",
        "coefficients": dict(zip(ITEMS, [1, "0.8", "0.6", "0.4"], strict=True)),
        "max": items,
    }
    document = an_evaluation(
        item_piles(dict.fromkeys(items, (5, 3, 1, 1)), ITEMS),
        scale=ITEMS,
        dimensions=[{"id": item} for item in items],
        scheme=scheme,
    )
    subject = of_subject(document)

    # (5·1 + 3·0.8 + 0.6 + 0.4) / 10 = 0.84
    assert subject["dimensions"]["i0"]["score"] == "8.40"
    assert subject["score"] == "84.00"


def test_items_of_different_maxima_count_by_them():
    scheme = {
        "type": "coefficients",
        "coefficients": dict(zip(ITEMS, [1, "0.8", "0.6", "0.4"], strict=True)),
        "max": {"a": 70, "b": "30"},
    }
    document = an_evaluation(
        [{"marks": {"s": {"a": "good", "b": "poor"}}}],
        scale=ITEMS,
        dimensions=[{"id": "a"}, {"id": "b"}],
        scheme=scheme,
    )

    assert score_of(document) == "82.00"


def test_one_judgement_has_one_maximum():
    scheme = {"type": "coefficients", "coefficients": dict.fromkeys(ITEMS, "0.8"), "max": 50}
    document = an_evaluation([{"marks": {"s": "fair"}}], scale=ITEMS, scheme=scheme)

    assert score_of(document) == "40.00"


# --- 10: counts only -------------------------------------------------------------------------


def test_counts_and_shares_without_a_score():
    result = answered(an_evaluation(piles(68, 20, 10, 2)))
    subject = result["subjects"][0]

    assert subject["counts"] == dict(zip(GRADES, [68, 20, 10, 2], strict=True))
    assert subject["shares"] == dict(zip(GRADES, ["68.0%", "20.0%", "10.0%", "2.0%"], strict=True))
    assert (subject["score"], subject["pooled"], subject["rank"]) == (None, None, None)
    assert result["warnings"] == ["本方案只统计票数和比例，不计分。"]


def test_counts_only_is_what_a_file_without_a_scheme_means():
    document = an_evaluation(piles(6, 0, 0, 0))
    del document["scheme"]

    assert answered(document)["scheme"] == {"type": "counts"}


def test_shares_may_be_of_all_who_took_part():
    document = an_evaluation(piles(68, 20, 0, 2), base="attended", attended=100, issued=100)
    subject = of_subject(document)

    assert (subject["n"], subject["of"]) == (90, 100)
    assert subject["shares"]["excellent"] == "68.0%"
