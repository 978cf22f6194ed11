"""A plan as it is frozen and read back, the scales in common use, and plans in words."""

import pytest

from tests.rules.evaluation_files import GRADES, ITEMS, POINTS
from tests.rules.test_evaluation_schemes import (
    BANDS,
    CIRCLES,
    FIVE,
    FLAGS,
    LEVELS,
    MARKS,
    RATERS,
    SUMS,
)
from voting.ballots import canonical
from voting.ballots.rules import Reason
from voting.evaluations.rules import Base, SmallGroups, plan_data, plan_from_rules
from voting.evaluations.scales import SCALE_BY_ID, SCALES, id_of, label_of
from voting.evaluations.wording import filling_in, label_of_reason, scheme_words
from voting.polls.reading import WrongDocument

WHOLE = {
    "title": "年度考核",
    "scale": GRADES,
    "labels": {"excellent": "优"},
    "unknown": "unknown",
    "dimensions": [
        {"id": "de", "title": "德", "weight": "1/3"},
        {"id": "ji", "title": "绩", "weight": "2/3"},
    ],
    "groups": {
        "A": {"title": "A票", "weight": "0.3"},
        "B": {"title": "B票", "weight": "70%"},
    },
    "limits": {"excellent": 3},
    "least": {"incompetent": 1},
    "reject_uniform": True,
    "min_group": 8,
    "small_groups": "merge",
    "base": "attended",
    "quorum": "2/3",
    "extra": [{"subject": "s", "points": "1.5", "by": "组织", "reason": "表彰"}],
}
SCHEMES = {
    "counts": ({"type": "counts"}, {}),
    "flags": (FLAGS, {}),
    "points": (
        {"type": "points", "points": POINTS, "empty_group": "renormalise", "bad": ["basic"],
         "bad_more_than": "1/3"},
        {},
    ),
    "index": ({"type": "index", "points": POINTS}, {}),
    "bands": (BANDS, {}),
    "bands to nothing": ({"type": "bands", "bands": {"0": 5, "1/3": 7}}, {}),
    "marks": (MARKS, {"scale": None, "limits": {}, "least": {}, "labels": {}}),
    "sums": (
        SUMS,
        {"scale": ["good", "poor"], "dimensions": FIVE, "limits": {}, "least": {}, "labels": {}},
    ),
    "coefficients": (
        {
            "type": "coefficients",
            "coefficients": dict.fromkeys(ITEMS, "0.5"),
            "max": {"a": "12.5"},
        },
        {"scale": ITEMS, "dimensions": [{"id": "a"}], "limits": {}, "least": {}, "labels": {}},
    ),
    "circles": (
        {"type": "circles", "points": LEVELS, "circles": CIRCLES},
        {
            "scale": list(LEVELS),
            "groups": {group: {} for group in RATERS},
            "small_groups": None,
            "limits": {},
            "least": {},
            "labels": {},
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SCHEMES)
def test_a_plan_is_the_same_after_it_was_frozen(name):
    scheme, changes = SCHEMES[name]
    plan = plan_from_rules(WHOLE | changes | {"scheme": scheme})
    data = plan_data(plan)

    assert canonical.parse(canonical.encode(data)) == data
    assert plan_from_rules(data) == plan


def test_a_plan_is_read_as_it_was_written():
    plan = plan_from_rules(WHOLE | {"scheme": {"type": "counts"}})

    assert (plan.base, plan.small_groups) == (Base.ATTENDED, SmallGroups.MERGE)
    assert [plan.label(mark) for mark in GRADES] == ["优", "称职", "基本称职", "不称职"]
    assert plan.contests == ("de", "ji")
    assert plan.voters == ("A", "B")


def test_what_is_null_is_left_out():
    plan = plan_from_rules(
        {
            "scale": GRADES,
            "groups": None,
            "dimensions": None,
            "extra": [],
            "scheme": {"type": "counts"},
        }
    )

    assert (plan.contests, plan.voters) == (("all",), ("all",))
    assert plan_from_rules(plan_data(plan)) == plan
    assert plan.min_group == 5


def test_a_wrong_plan_is_refused_with_every_fault():
    with pytest.raises(WrongDocument) as refusal:
        plan_from_rules({"scale": [], "min_group": -1}, "rules")

    assert [problem.place for problem in refusal.value.problems] == [
        "rules.scheme",
        "rules.scale",
        "rules.min_group",
    ]


def test_words_and_ids_of_the_usual_scales_belong_together():
    for scale in SCALES:
        for mark, word in scale.grades.items():
            assert label_of(mark) == word
            assert id_of(str(word)) == mark
    assert (label_of("unknown"), id_of("不了解")) == ("不了解", "unknown")
    assert (label_of("g7"), id_of("顶呱呱")) == ("g7", None)


def test_the_usual_scales_are_those_of_the_forms():
    words = {
        id_: [str(word) for word in scale.grades.values()] for id_, scale in SCALE_BY_ID.items()
    }

    assert words["yearly"] == ["优秀", "称职", "基本称职", "不称职"]
    assert words["institution"] == ["优秀", "合格", "基本合格", "不合格"]
    assert words["items"] == ["好", "较好", "一般", "差"]
    assert words["three"] == ["好", "中", "差"]
    assert words["satisfaction"] == ["满意", "基本满意", "不满意"]
    assert words["agreement"] == ["认同", "基本认同", "不认同"]
    assert SCALE_BY_ID["agreement"].reason_for == ("disagree",)


def test_a_sheet_says_how_it_is_filled_in():
    plan = plan_from_rules(
        {
            "scale": GRADES,
            "unknown": "unknown",
            "limits": {"excellent": 3},
            "least": {"incompetent": 1},
            "reject_uniform": True,
            "scheme": {"type": "counts"},
        }
    )

    assert filling_in(plan) == [
        "每一行选一个等次：优秀、称职、基本称职、不称职。",
        "不了解情况的可以选“不了解”，单独统计。",
        "一张票上评“优秀”的不得超过 3 个，超过的整张票无效。",
        "一张票上评“不称职”的至少要有 1 个，不足的整张票无效。",
        "对所有对象的评价完全相同的，整张票无效。",
        "没有填的，视为对该对象弃权；同一行填了两个的，该行无效，其余各行有效。",
    ]


def test_a_sheet_of_marks_says_their_range():
    marks = plan_from_rules({"scheme": {"type": "marks"}})
    sums = plan_from_rules(
        {"scale": ["good", "poor"], "dimensions": FIVE, "scheme": {**SUMS, "places": 0}}
    )

    assert filling_in(marks)[0] == "每人打一个分数：0 至 100 分，可带 1 位小数。"
    assert filling_in(sums)[:2] == [
        "各项分别打分，不超过该项的满分，只填整数。",
        "综合评价选一个等次：好、差，应与总分相对应。",
    ]


@pytest.mark.parametrize("reason", Reason)
def test_why_a_sheet_does_not_count_is_always_said_in_words(reason):
    assert label_of_reason(reason.value).isascii() is False


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("counts", "计分办法：只统计票数和比例，不计分。"),
        ("flags", "“优秀、称职”得票率达不到 2/3 的提示。"),
        ("flags", "“不称职”得票率超过 1/3 的提示。"),
        ("points", "优 100、称职 80、基本称职 60、不称职 40。"),
        ("points", "各项权重：德 1/3、绩 2/3。"),
        ("points", "各组权重：A票 30%、B票 70%。"),
        ("points", "有的组没有评分时，其余各组按权重比例折算。"),
        ("index", "有的组没有评分时，不计总分。"),
        ("bands", "“优秀”得票率达到 90% 的得 200 分。"),
        (
            "bands",
            "以下的，“基本称职、不称职”得票率达到 1/3 的得 130 分，否则得 160 分。",
        ),
        ("marks", "打分超过 5 人的，去掉一个最高分和一个最低分后平均。"),
        ("sums", "总分档次：优秀 85、好 70、中 60、差 0 分起。"),
        ("coefficients", "系数：好 0.5、较好 0.5、一般 0.5、差 0.5。"),
        (
            "circles",
            "测评圈权重：考核人 60%、被考核人 40%（自评 10%、本处室互评 55%、同级互评 35%）。",
        ),
    ],
)
def test_a_plan_says_how_it_is_scored(name, sentence):
    scheme, changes = SCHEMES[name]
    labels = {"labels": {}} if name in {"flags", "bands"} else {}
    plan = plan_from_rules(WHOLE | changes | labels | {"scheme": scheme})

    assert sentence in scheme_words(plan)
