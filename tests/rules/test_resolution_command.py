"""``voting count`` of documents: what it answers to programs and to people, and what it refuses."""

import pytest

from tests.rules.count_files import answered, places, refused, run
from tests.rules.resolution_files import a_file, ballots


def test_a_file_is_counted_and_answered_in_the_promised_form():
    document = a_file(returned=118, ballots=[*ballots(91, 20, 5), {"marks": {}, "count": 2}])
    assert answered(document) == {
        "kind": "resolution",
        "valid_vote": True,
        "quorum": True,
        "counts": {
            "eligible": 180,
            "attended": 120,
            "issued": 120,
            "returned": 118,
            "valid": 118,
            "rejected": 0,
            "blank": 2,
            "not_returned": 2,
        },
        "items": [
            {
                "id": "d1",
                "agree": 91,
                "oppose": 20,
                "abstain": 7,
                "not_cast": 2,
                "base": "eligible",
                "of": 180,
                "need": 91,
                "operator": ">",
                "carried": True,
            }
        ],
        "warnings": ["2 人到会而没有投票（未投），与没有同意一样计算。"],
    }


def test_figures_that_are_left_out_or_null_follow_from_the_ballots():
    document = a_file(attended=None)
    del document["issued"], document["returned"]
    result = answered(document)
    assert result["quorum"] is None
    assert result["counts"]["issued"] == result["counts"]["returned"] == 120
    assert result["items"][0]["carried"] is True


def test_each_document_may_have_rules_of_its_own():
    items = [
        {"id": "d1", "rules": "school_congress_32"},
        {"id": "d2", "rules": {"extends": "henan_2007", "pass": "2/3 >= attended"}},
        {"id": "d3", "rules": {"pass": {"share": "1/3"}}},
        {"id": "d4"},
        {"id": "d5", "class": "collective_contract"},
    ]
    ids = [item["id"] for item in items]
    result = answered(a_file(items=items, ballots=ballots(90, 30, 0, *ids)))
    assert [(i["of"], i["need"], i["operator"], i["carried"]) for i in result["items"]] == [
        (180, 90, ">=", True),
        (120, 80, ">=", True),
        (180, 61, ">", True),
        (180, 91, ">", False),
        (180, 90, ">=", True),
    ]


def test_rules_of_the_whole_are_not_needed_where_every_document_has_its_own():
    document = a_file(items=[{"id": "d1", "rules": "shanghai_2017"}], ballots=ballots(90, 30))
    del document["rules"]
    result = answered(document)
    assert (result["quorum"], result["items"][0]["carried"]) == (True, True)


def test_rules_that_leave_the_norm_are_pointed_out():
    rules = {"extends": "henan_2007", "pass": {"base": "attended"}}
    assert "到会人数的过半数" in answered(a_file(rules=rules))["warnings"][0]


def test_too_few_or_too_many_are_no_error_and_carry_nothing():
    few = answered(a_file(attended=119))
    assert (few["quorum"], few["items"]) == (False, [])
    assert "没有达到规定的到会人数" in few["warnings"][0]
    void = answered(a_file(issued=100))
    assert (void["valid_vote"], void["items"]) == (False, [])


def test_more_ballots_than_people_are_pointed_out():
    assert "多于到会人数" in answered(a_file(issued=121))["warnings"][0]


def test_people_read_every_figure_with_what_it_rests_on():
    text = run(a_file(ballots=ballots(90, 30))).stdout
    assert "应到 180　到会 120" in text
    assert "d1　绩效工资分配方案" in text
    assert "同意 90　不同意 30　弃权 0　未投 0" in text
    assert "要求：应到会人数（180）的过半数，即 91 票　结果：未通过" in text
    assert "结果：通过" in run(a_file()).stdout


def test_people_read_why_nothing_was_carried():
    text = run(a_file(issued=100)).stdout
    assert "表决有效：否" in text
    assert "提示：收回 120 张，多于发出的 100 张，本次表决无效" in text
    assert "到会人数达到要求：否" in run(a_file(attended=119)).stdout
    assert "到会 未填" in run(a_file(attended=None)).stdout


@pytest.mark.parametrize("key", ["eligible", "items", "ballots"])
def test_a_missing_field_is_told(key):
    document = a_file()
    del document[key]
    assert key in places(document)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"rules": "no_such"}, "rules"),
        ({"rules": {"extends": "henan_2007", "pass": {"op": "="}}}, "rules.pass.op"),
        ({"rules": None}, "items[0].rules"),
        ({"eligible": 0}, "eligible"),
        ({"eligible": "180"}, "eligible"),
        ({"eligible": 180.0}, "eligible"),
        ({"eligible": True}, "eligible"),
        ({"eligible": None}, "eligible"),
        ({"attended": -1}, "attended"),
        ({"attended": 181}, "attended"),
        ({"issued": "120"}, "issued"),
        ({"returned": 119}, "ballots"),
        ({"eligible": 100, "attended": 100}, "ballots"),
        ({"seats": 3}, "seats"),
        ({"item": []}, "item"),
        ({"items": {}}, "items"),
        ({"items": []}, "items"),
        ({"items": ["d1"]}, "items[0]"),
        ({"items": [{}]}, "items[0].id"),
        ({"items": [{"id": 1}]}, "items[0].id"),
        ({"items": [{"id": " "}]}, "items[0].id"),
        ({"items": [{"id": "d1", "title": ""}]}, "items[0].title"),
        ({"items": [{"id": "d1", "title": "案\u202e"}]}, "items[0].title"),
        ({"items": [{"id": "d1", "number": 1}]}, "items[0].number"),
        ({"items": [{"id": "d1", "class": "poetry"}]}, "items[0].class"),
        ({"items": [{"id": "d1", "rules": "no_such"}]}, "items[0].rules"),
        ({"items": [{"id": "d1", "rules": {"pass": "x"}}]}, "items[0].rules.pass"),
        ({"items": [{"id": "d1"}, {"id": "d1"}]}, "items[1].id"),
        ({"ballots": {}}, "ballots"),
        ({"ballots": [5]}, "ballots[0]"),
        ({"ballots": [{"marks": []}]}, "ballots[0].marks"),
        ({"ballots": [{"marks": {"d9": "agree"}}]}, "ballots[0].marks.d9"),
        ({"ballots": [{"marks": {"d1": "approve"}}]}, "ballots[0].marks.d1"),
        ({"ballots": [{"marks": {"d1": None}}]}, "ballots[0].marks.d1"),
        ({"ballots": [{"marks": {}, "count": 0}]}, "ballots[0].count"),
        ({"ballots": [{"marks": {}, "count": 1.5}]}, "ballots[0].count"),
        ({"ballots": [{"marks": {}, "write_ins": ["王五"]}]}, "ballots[0].write_ins"),
    ],
)
def test_a_wrong_field_is_told_with_its_place(changes, place):
    assert place in places(a_file(**changes))


def test_a_base_of_those_present_needs_their_number():
    rules = {"extends": "henan_2007", "pass": {"base": "attended"}}
    document = a_file(rules=rules, attended=None)
    assert places(document) == ["attended"]


def test_all_wrong_fields_are_told_at_once_one_line_each():
    wrong = [{"count": -1}, {"marks": 1}]
    assert places(a_file(rules="none", eligible="x", ballots=wrong)) == [
        "rules",
        "ballots[0].count",
        "ballots[1].marks",
        "eligible",
    ]


def test_what_is_no_object_is_refused():
    assert len(refused("[1]")) == 1
