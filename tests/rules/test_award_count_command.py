"""``voting count`` for an award: the table for people, and every wrong field refused."""

import copy

import pytest

from tests.rules.count_files import answered, places, refused, run

AWARD = {
    "kind": "award",
    "eligible": 12,
    "attended": 10,
    "sections": [
        {
            "id": "s1",
            "title": "先进个人",
            "quota": 1,
            "jury_weight": "2/5",
            "nominees": [
                {"id": "a", "name": "丁一", "note": "语文教研组", "jury": [90, "88.5"]},
                {"id": "b", "name": "王二", "jury": [80, 80]},
            ],
        },
        {
            "id": "s2",
            "title": "先进集体",
            "subject": "group",
            "quota": 1,
            "threshold": {"share": "1/2", "base": "attended"},
            "nominees": [{"id": "x", "name": "语文组"}, {"id": "y", "name": "数学组"}],
        },
    ],
    "ballots": [
        {"marks": {"s1": {"a": "approve"}, "s2": {"x": "approve"}}, "count": 5},
        {"marks": {"s1": {"b": "approve"}, "s2": {"y": "approve"}}, "count": 4},
        {"marks": {"s1": {"a": "approve", "b": "approve"}}},
    ],
}


def an_award(**changes) -> dict:
    return copy.deepcopy(AWARD) | changes


def changed(path: list, value) -> dict:
    document = an_award()
    at = document
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return document


def test_an_award_is_counted_and_answered_as_json():
    result = answered(an_award())

    assert result["kind"] == "award"
    assert result["counts"] == {
        "eligible": 12,
        "attended": 10,
        "issued": 10,
        "returned": 10,
        "valid": 9,
        "rejected": 1,
        "blank": 0,
        "not_returned": 0,
    }
    assert [section["winners"] for section in result["sections"]] == [["a"], ["x"]]


def test_people_read_a_table_with_every_figure_and_its_base():
    text = run(an_award()).stdout

    for words in (
        "评选有效：是",
        "【先进个人】按综合得分从高到低取前 1 名",
        "55.6%（5/9）",
        "89.25（2 人平均）",
        "最低得票：达到到会人数的 1/2；到会人数为 10，至少 5 票",
        "无效票：推荐的个数多于规定，1 张",
        "入选 1 个：丁一",
        "未达最低得票",
    ):
        assert words in text


def test_a_tie_and_a_gap_are_said_in_the_table():
    document = an_award()
    document["ballots"] = [
        {"marks": {"s1": {"a": "approve"}, "s2": {"x": "approve"}}, "count": 4},
        {"marks": {"s1": {"b": "approve"}, "s2": {"y": "approve"}}, "count": 4},
    ]
    document["sections"][0] |= {"jury_weight": None}
    text = run(document).stdout

    assert "票数或得分相等：丁一、王二，还剩 1 个名额" in text
    assert "空缺 1 个名额" in text


def test_an_invalid_award_shows_no_names():
    text = run(an_award(issued=9, returned=10)).stdout

    assert "评选有效：否" in text
    assert "丁一" not in text


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (changed(["quorum"], 2), "quorum"),
        (changed(["sections"], []), "sections"),
        (changed(["sections", 0, "quota"], 0), "sections[0].quota"),
        (changed(["sections", 0, "id"], "s2"), "sections"),
        (changed(["sections", 0, "jury_weight"], "1"), "sections[0].jury_weight"),
        (changed(["sections", 0, "jury_weight"], 0.4), "sections[0].jury_weight"),
        (changed(["sections", 0, "exact"], "yes"), "sections[0].exact"),
        (changed(["sections", 0, "subject"], "dog"), "sections[0].subject"),
        (changed(["sections", 0, "nominees"], []), "sections[0].nominees"),
        (changed(["sections", 0, "nominees", 0, "jury"], []), "sections[0].nominees[0].jury"),
        (
            changed(["sections", 0, "nominees", 0, "jury", 1], 101),
            "sections[0].nominees[0].jury[1]",
        ),
        (
            changed(["sections", 0, "nominees", 0, "jury", 1], True),
            "sections[0].nominees[0].jury[1]",
        ),
        (changed(["sections", 0, "nominees", 1, "id"], "a"), "sections[0].nominees"),
        (changed(["sections", 1, "threshold", "base"], "all"), "sections[1].threshold.base"),
        (changed(["sections", 1, "threshold"], {}), "sections[1].threshold.share"),
        (changed(["ballots", 0, "marks", "s1", "a"], "oppose"), "ballots[0].marks.s1.a"),
        (changed(["ballots", 0, "marks", "s9"], {}), "ballots[0].marks.s9"),
        (changed(["ballots", 0, "count"], 0), "ballots[0].count"),
        (changed(["attended"], 13), "attended"),
        (changed(["attended"], None), "attended"),
        (changed(["returned"], 8), "ballots"),
        (changed(["ballots", 0, "count"], 50), "ballots"),
    ],
)
def test_a_wrong_field_is_refused_with_its_place(document, place):
    assert place in places(document)


def test_missing_fields_are_all_named():
    lines = refused({"kind": "award"})
    assert [line.partition("：")[0] for line in lines] == ["eligible", "sections", "ballots"]
