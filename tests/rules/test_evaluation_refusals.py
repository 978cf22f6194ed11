"""What is wrong in a file of an evaluation is told with its place, and nothing is counted."""

import pytest

from tests.rules.count_files import places, refused, run
from tests.rules.evaluation_files import GRADES, POINTS, SCORED, an_evaluation, piles

BALLOTS = piles(6, 0, 0, 0)
TWO_DIMENSIONS = [{"id": "de"}, {"id": "ji"}]
MARKS = {"type": "marks"}


def changed(**changes) -> dict:
    return an_evaluation(BALLOTS, **changes)


def test_a_file_needs_subjects_and_ballots():
    assert places({"kind": "evaluation", "scale": GRADES}) == ["subjects", "ballots"]


def test_every_wrong_field_is_told_at_once():
    document = changed(scale=[], min_group=-1, schem={}, reject_uniform="no")

    assert places(document) == ["schem", "scale", "reject_uniform", "min_group"]
    assert "是不是想写 scheme" in refused(document)[0]


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"scale": None}, "scale", "缺少这一项"),
        ({"scale": ["a", "a"]}, "scale[1]", "不能重复"),
        ({"scale": ["abstain"]}, "scale[0]", "已用过"),
        ({"scale": "优秀"}, "scale", "应为数组"),
        ({"unknown": "basic"}, "unknown", "已是一个等次"),
        ({"unknown": "5", "scheme": MARKS}, "unknown", "不能用数字"),
        ({"labels": {"great": "好"}}, "labels.great", "没有这一项"),
        ({"limits": {"great": 3}}, "limits.great", "没有这一项"),
        ({"limits": {"excellent": "3"}}, "limits.excellent", "应为整数"),
        ({"min_group": -1}, "min_group", "应在 0 至 1000 之间"),
        ({"small_groups": "hide"}, "small_groups", "withhold、merge"),
        ({"base": "all"}, "base", "valid、returned、attended、eligible"),
        ({"base": "attended"}, "attended", "请填写这一项"),
        ({"base": "eligible"}, "eligible", "请填写这一项"),
        ({"quorum": "3/2"}, "quorum", "应在 0 至 1 之间"),
        ({"subjects": []}, "subjects", "名单是空的"),
        ({"subjects": [{"name": "丁一"}]}, "subjects[0].id", "缺少这一项"),
        (
            {"subjects": [{"id": "s", "name": "丁一"}, {"id": "s", "name": "王二"}]},
            "subjects[1].id",
            "不能重复",
        ),
    ],
)
def test_a_wrong_plan_is_refused(changes, place, words):
    lines = refused(changed(**changes))

    assert lines[0].startswith(f"{place}：")
    assert words in lines[0]


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"dimensions": [{"id": "de"}, {"id": "de"}]}, "dimensions[1].id", "不能重复"),
        (
            {"dimensions": [{"id": "de", "weight": "0.3"}, {"id": "ji", "weight": "0.6"}]},
            "dimensions",
            "权重之和应为 1（100%），现为 0.9",
        ),
        (
            {"dimensions": [{"id": "de", "weight": "0.3"}, {"id": "ji"}]},
            "dimensions",
            "有的项目没有写权重",
        ),
        ({"groups": []}, "groups", "应为对象"),
        ({"groups": {"A": {"weight": "0.3"}, "B": {}}}, "groups", "有的组没有写权重"),
        (
            {"groups": {"A": {"weight": "0.3"}, "B": {"weight": "0.3"}}},
            "groups",
            "现为 0.6",
        ),
        ({"groups": {"A": {"wieght": "1"}}}, "groups.A.wieght", "是不是想写 weight"),
        ({"groups": {"A": {"weight": "some"}}}, "groups.A.weight", "应为数字"),
        (
            {"extra": [{"subject": "x", "points": 1, "by": "组织", "reason": "表彰"}]},
            "extra[0].subject",
            "没有这个测评对象",
        ),
        (
            {"extra": [{"subject": "s", "points": 1, "by": "组织"}]},
            "extra[0].reason",
            "缺少这一项",
        ),
    ],
)
def test_wrong_rows_of_a_plan_are_refused(changes, place, words):
    lines = refused(changed(**changes))

    assert lines[0].startswith(f"{place}：")
    assert words in lines[0]


@pytest.mark.parametrize(
    ("scheme", "place", "words"),
    [
        ("points", "scheme", "应为对象"),
        ({}, "scheme.type", "应为 counts、flags、points"),
        ({"type": "stars"}, "scheme.type", "应为 counts、flags、points"),
        ({"type": "points"}, "scheme.points", "应为对象"),
        (
            {"type": "points", "points": {**POINTS, "unknown": 0}},
            "scheme.points.unknown",
            "没有这一项",
        ),
        (
            {"type": "points", "points": dict.fromkeys(GRADES[:3], 1)},
            "scheme.points.incompetent",
            "缺少这一项",
        ),
        (SCORED | {"empty_group": "zero"}, "scheme.empty_group", "refuse、renormalise"),
        (SCORED | {"trim_above": 5}, "scheme.trim_above", "没有这一项"),
        ({"type": "flags"}, "scheme.type", "请写明 good 和 good_at_least"),
        ({"type": "flags", "good": ["excellent"]}, "scheme.good_at_least", "一起写明"),
        ({"type": "flags", "bad_more_than": "1/3"}, "scheme.bad", "一起写明"),
        (
            {"type": "flags", "good": ["great"], "good_at_least": "2/3"},
            "scheme.good[0]",
            "应为 excellent",
        ),
        ({"type": "flags", "good": [], "good_at_least": "2/3"}, "scheme.good", "不能为空"),
        ({"type": "bands", "bands": [{"least": "90%", "score": 9}]}, "scheme.below", "最低一档"),
        (
            {"type": "bands", "bands": [{"least": 0, "score": 9}, {"least": "0%", "score": 8}]},
            "scheme.bands",
            "同一个得票率",
        ),
        ({"type": "bands", "bands": [{"least": 2, "score": 9}]}, "scheme.bands[0].least", "至 1"),
        (
            {"type": "bands", "bands": {"0": 1}, "below": {"score": 5}},
            "scheme.below.otherwise",
            "缺少这一项",
        ),
        ({"type": "circles", "points": POINTS}, "scheme.circles", "缺少这一项"),
        (
            {"type": "circles", "points": POINTS, "circles": [{"weight": 1, "group": "A"}]},
            "scheme.circles",
            "请先用 groups 写明",
        ),
        ({"type": "coefficients", "coefficients": POINTS}, "scheme.max", "应为对象"),
        ({"type": "marks", "bands": {"a": 90, "b": 90}}, "scheme.bands.b", "重复"),
        ({"type": "marks", "bands": {"a": [90, 100], "b": [50, 95]}}, "scheme.bands.b", "重叠"),
        ({"type": "marks", "bands": {"a": [90, 100, 110]}}, "scheme.bands.a", "[70, 90]"),
        ({"type": "marks", "trim_above": 1}, "scheme.trim_above", "应在 2"),
        ({"type": "sums", "max": {"all": "12.5"}}, "scheme.max.all", "整数"),
    ],
)
def test_a_wrong_scheme_is_refused(scheme, place, words):
    lines = refused(changed(scheme=scheme))

    assert lines[0].startswith(f"{place}：")
    assert words in lines[0]


CIRCLE = {"weight": 1, "group": "A"}


@pytest.mark.parametrize(
    ("circles", "place", "words"),
    [
        ([], "scheme.circles", "测评圈是空的"),
        ([{"weight": "0.5", "group": "A"}], "scheme.circles", "现为 0.5"),
        ([{"weight": 1, "group": "Z"}], "scheme.circles[0].group", "应为 A、B"),
        ([{"weight": 1}], "scheme.circles[0]", "要么写 group"),
        ([CIRCLE], "scheme.circles", "请核对“B”"),
        (
            [{"weight": 1, "circles": [CIRCLE | {"weight": "1/2"}]}],
            "scheme.circles[0].circles",
            "现为 0.5",
        ),
    ],
)
def test_wrong_circles_are_refused(circles, place, words):
    document = an_evaluation(
        [],
        groups={"A": {}, "B": {}},
        scheme={"type": "circles", "points": POINTS, "circles": circles},
    )
    lines = refused(document)

    assert lines[0].startswith(f"{place}：")
    assert words in lines[0]


def test_circles_go_only_so_deep():
    circle = CIRCLE
    for _ in range(5):
        circle = {"weight": 1, "circles": [circle]}
    document = an_evaluation(
        [],
        groups={"A": {}},
        scheme={"type": "circles", "points": POINTS, "circles": [circle]},
    )

    assert any("最多套 4 层" in line for line in refused(document))


def test_circles_and_weights_of_groups_exclude_each_other():
    document = an_evaluation(
        [],
        groups={"A": {"weight": 1}},
        scheme={"type": "circles", "points": POINTS, "circles": [CIRCLE]},
        small_groups="merge",
    )

    assert places(document) == ["groups", "small_groups"]


def test_sums_take_maxima_instead_of_weights():
    document = an_evaluation(
        [],
        dimensions=[{"id": "de", "weight": "0.5"}, {"id": "ji", "weight": "0.5"}],
        scheme={"type": "sums", "max": {"de": 50, "ji": 50}},
    )

    assert "不用权重" in refused(document)[0]


def test_grades_do_not_score_marks():
    document = an_evaluation([], points={"most": 100}, scheme=SCORED)

    assert refused(document) == ["scheme.type：这种计分按等次计，不能用于打分的测评。"]


@pytest.mark.parametrize(
    ("ballot", "place", "words"),
    [
        ([], "ballots[0]", "应为对象"),
        ({"marks": {"x": "basic"}}, "ballots[0].marks.x", "没有这一项"),
        ({"marks": {"s": "great"}}, "ballots[0].marks.s", "应为 excellent、competent"),
        ({"marks": {"s": 90}}, "ballots[0].marks.s", "现为 90"),
        ({"marks": {"s": ["excellent", "great"]}}, "ballots[0].marks.s", '现为 "great"'),
        ({"marks": {"s": {"de": "basic"}}}, "ballots[0].marks.s", "应为 excellent"),
        ({"marks": {"s": [["basic"]]}}, "ballots[0].marks.s", "应为一个等次"),
        ({"marks": [], "count": 2}, "ballots[0].marks", "应为对象"),
        ({"marks": {}, "count": 0}, "ballots[0].count", "应在 1"),
        ({"marks": {}, "group": "A"}, "ballots[0].group", "没有写明参评人组别"),
        ({"marks": {}, "group": []}, "ballots[0].group", "没有写明参评人组别"),
        ({"mark": {}}, "ballots[0].mark", "是不是想写 marks"),
        ({"rejected": 1}, "ballots[0].rejected", "应为 true 或 false"),
    ],
)
def test_a_wrong_ballot_is_refused(ballot, place, words):
    lines = refused(an_evaluation([ballot]))

    assert lines[0].startswith(f"{place}：")
    assert words in lines[0]


@pytest.mark.parametrize(
    ("marks", "place", "words"),
    [
        ({"s": "basic"}, "ballots[0].marks.s", "要逐项写"),
        ({"s": {"neng": "basic"}}, "ballots[0].marks.s.neng", "没有这一项"),
        ({"s": {"de": "great"}}, "ballots[0].marks.s.de", "应为 excellent"),
    ],
)
def test_marks_of_dimensions_are_told_with_the_dimension(marks, place, words):
    lines = refused(an_evaluation([{"marks": marks}], dimensions=TWO_DIMENSIONS))

    assert lines[0].startswith(f"{place}：")
    assert words in lines[0]


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (101, "应为 0 至 100 的数，现为 101"),
        (-1, "应为 0 至 100 的数"),
        ("30%", "应为 0 至 100 的数"),
        ("优秀", "应为 0 至 100 的数"),
        (True, "应为 0 至 100 的数，现为 true"),
        (86.25, "最多带 1 位小数，现为 86.25"),
    ],
)
def test_a_wrong_number_is_no_mark(mark, words):
    lines = refused(an_evaluation([{"marks": {"s": mark}}], scheme=MARKS))

    assert lines[0].startswith("ballots[0].marks.s：")
    assert words in lines[0]


def test_a_ballot_of_groups_says_which():
    document = an_evaluation([{"marks": {}}, {"marks": {}, "group": "Z"}], groups={"A": {}})

    assert [line.partition("：")[0] for line in refused(document)] == [
        "ballots[0].group",
        "ballots[1].group",
    ]


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"returned": 7, "issued": 9}, "ballots", "共有测评票 6 张，与收回的 7 张不符"),
        ({"eligible": 5}, "ballots", "多于应到人数 5"),
        ({"eligible": 10, "attended": 11}, "attended", "到会人数 11 多于应到人数 10"),
        ({"eligible": 0}, "eligible", "应在 1"),
    ],
)
def test_sums_that_do_not_agree_are_refused(changes, place, words):
    lines = refused(changed(**changes))

    assert lines[0].startswith(f"{place}：")
    assert words in lines[0]


def test_groups_must_add_up_to_the_whole():
    groups = {"A": {"issued": 10, "returned": 7}, "B": {"issued": 10}}
    document = an_evaluation(piles(6, 0, 0, 0, group="A"), groups=groups, issued=30)

    assert places(document) == ["groups.A"]
    del groups["A"]["returned"]
    assert places(document) == ["issued"]


def test_a_wrong_file_prints_no_table_either():
    result = run(changed(scale=[]))

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("scale：")
