"""Which sheets and rows of an evaluation count, and what every figure is a figure of."""

import pytest

from tests.rules.count_files import answered
from tests.rules.evaluation_files import (
    GRADES,
    SCORED,
    an_evaluation,
    of_subject,
    piles,
)

TWO = [{"id": "s", "name": "丁一"}, {"id": "t", "name": "王二"}]
FOUR = [{"id": f"s{n}", "name": name} for n, name in enumerate("丁王文林")]


def same_for_all(grade: str, **members) -> dict:
    return {"marks": {one["id"]: grade for one in FOUR}, **members}


def test_the_answer_has_the_promised_form():
    document = an_evaluation(
        [*piles(4, 1, 0, 0), {"marks": {"s": "unknown"}}, {"marks": {}}],
        unknown="unknown",
        scheme=SCORED,
        eligible=9,
        attended=8,
        issued=8,
    )

    assert answered(document) == {
        "kind": "evaluation",
        "valid": True,
        "quorum": None,
        "counts": {
            "eligible": 9,
            "attended": 8,
            "issued": 8,
            "returned": 7,
            "valid": 7,
            "rejected": 0,
            "blank": 1,
            "not_returned": 1,
        },
        "rates": {"returned": "87.5%", "valid": "100.0%"},
        "rejected": {},
        "scheme": {
            "type": "points",
            "empty_group": "refuse",
            "points": {"excellent": "100", "competent": "80", "basic": "60", "incompetent": "40"},
        },
        "scale": GRADES,
        "labels": {
            "excellent": "优秀",
            "competent": "称职",
            "basic": "基本称职",
            "incompetent": "不称职",
            "unknown": "不了解",
        },
        "unknown": "unknown",
        "base": "valid",
        "min_group": 5,
        "small_groups": "withhold",
        "dimensions": [],
        "groups": [],
        "subjects": [
            {
                "id": "s",
                "name": "丁一",
                "note": "",
                "n": 7,
                "of": 7,
                "counts": {"excellent": 4, "competent": 1, "basic": 0, "incompetent": 0},
                "shares": {
                    "excellent": "57.1%",
                    "competent": "14.3%",
                    "basic": "0.0%",
                    "incompetent": "0.0%",
                },
                "cumulative": {
                    "excellent": "57.1%",
                    "competent": "71.4%",
                    "basic": "71.4%",
                    "incompetent": "71.4%",
                },
                "unknown": 1,
                "unknown_share": "14.3%",
                "abstain": 1,
                "abstain_share": "14.3%",
                "void": 0,
                "score": "96.00",
                "pooled": "96.00",
                "extra": None,
                "band": None,
                "by_group": {},
                "dimensions": {},
                "flags": [],
                "rank": 1,
            }
        ],
        "warnings": [],
    }


def test_a_subject_left_empty_is_an_abstention_in_the_shares_and_not_in_the_mean():
    subject = of_subject(an_evaluation([*piles(5, 0, 0, 0), {"marks": {}}], scheme=SCORED))

    assert (subject["n"], subject["abstain"]) == (6, 1)
    assert subject["shares"]["excellent"] == "83.3%"
    assert subject["score"] == "100.00"


def test_an_abstention_may_be_written_out():
    subject = of_subject(an_evaluation([*piles(5, 0, 0, 0), {"marks": {"s": "abstain"}}]))

    assert (subject["n"], subject["abstain"]) == (6, 1)


def test_ones_own_row_is_on_nobodys_count():
    ballots = [{"marks": {"s": None, "t": "basic"}}, *piles(6, 0, 0, 0)]
    own, other = answered(an_evaluation(ballots, subjects=TWO, scheme=SCORED))["subjects"]

    assert (own["n"], own["abstain"], own["shares"]["excellent"]) == (6, 0, "100.0%")
    assert (other["n"], other["abstain"], other["counts"]["basic"]) == (7, 6, 1)


def test_several_rows_may_be_missing_from_a_sheet():
    ballots = [
        {"marks": {"s0": None, "s1": None, "s2": "excellent"}, "count": 3},
        {"marks": dict.fromkeys(("s0", "s1", "s2", "s3"))},
    ]
    subjects = answered(an_evaluation(ballots, subjects=FOUR))["subjects"]

    assert [one["n"] for one in subjects] == [0, 0, 3, 3]
    assert [one["shares"]["excellent"] for one in subjects] == [None, None, "100.0%", "0.0%"]


def test_the_extra_mark_is_in_the_number_and_not_in_the_mean():
    ballots = [*piles(3, 3, 0, 0), {"marks": {"s": "unknown"}, "count": 2}]
    subject = of_subject(an_evaluation(ballots, unknown="unknown", scheme=SCORED))

    assert (subject["n"], subject["unknown"], subject["unknown_share"]) == (8, 2, "25.0%")
    assert subject["score"] == "90.00"
    assert "unknown" not in subject["counts"]


@pytest.mark.parametrize("mark", ["void", ["excellent", "basic"], ["excellent", "void"]])
def test_two_ticks_for_one_person_void_that_row_only(mark):
    ballots = [{"marks": {"s": mark, "t": "excellent"}}, *piles(6, 0, 0, 0)]
    first, second = answered(an_evaluation(ballots, subjects=TWO, scheme=SCORED))["subjects"]

    assert (first["n"], first["void"], first["score"]) == (6, 1, "100.00")
    assert (second["n"], second["void"], second["counts"]["excellent"]) == (7, 0, 1)


def test_one_tick_twice_is_one_tick():
    subject = of_subject(an_evaluation([{"marks": {"s": ["basic", "basic"]}}]))

    assert (subject["counts"]["basic"], subject["void"]) == (1, 0)


def test_a_sheet_with_void_rows_only_was_filled_in():
    result = answered(an_evaluation([{"marks": {"s": "void"}}, {"marks": {}}]))

    assert (result["counts"]["valid"], result["counts"]["blank"]) == (2, 1)


def test_more_excellent_grades_than_the_limit_reject_the_whole_sheet():
    ballots = [
        {"marks": {"s0": "excellent", "s1": "excellent", "s2": "excellent", "s3": "basic"}},
        {"marks": dict.fromkeys(("s0", "s1", "s2", "s3"), "excellent"), "count": 2},
    ]
    result = answered(an_evaluation(ballots, subjects=FOUR, limits={"excellent": 3}))

    assert result["counts"]["rejected"] == 2
    assert result["rejected"] == {"over_marked": 2}
    assert [one["n"] for one in result["subjects"]] == [1, 1, 1, 1]


def test_a_void_row_uses_up_no_limit():
    ballots = [{"marks": {"s0": "excellent", "s1": ["excellent", "basic"], "s2": "excellent"}}]
    result = answered(an_evaluation(ballots, subjects=FOUR, limits={"excellent": 2}))

    assert result["counts"]["valid"] == 1


def test_sheets_that_say_the_same_of_all_are_rejected_only_where_the_plan_says_so():
    ballots = [same_for_all("excellent"), same_for_all("basic", count=2), {"marks": {}}]

    allowed = answered(an_evaluation(ballots, subjects=FOUR))
    assert (allowed["counts"]["valid"], allowed["counts"]["rejected"]) == (4, 0)

    refused = answered(an_evaluation(ballots, subjects=FOUR, reject_uniform=True))
    assert (refused["counts"]["valid"], refused["counts"]["rejected"]) == (1, 3)
    assert refused["rejected"] == {"uniform": 3}


def test_the_same_grade_for_all_but_oneself_is_the_same_for_all():
    ballots = [
        {"marks": {"s0": None, "s1": "excellent", "s2": "excellent", "s3": "excellent"}},
        {"marks": {"s0": None, "s1": "excellent", "s2": "excellent"}},
    ]
    result = answered(an_evaluation(ballots, subjects=FOUR, reject_uniform=True))

    assert result["rejected"] == {"uniform": 1}
    assert result["subjects"][3]["abstain"] == 1


def test_equal_marks_for_all_are_rejected_too():
    ballots = [
        {"marks": dict.fromkeys(("s0", "s1", "s2", "s3"), 100)},
        {"marks": {"s0": 100, "s1": 100, "s2": 100, "s3": 99.5}},
    ]
    result = answered(
        an_evaluation(ballots, subjects=FOUR, reject_uniform=True, scheme={"type": "marks"})
    )

    assert result["rejected"] == {"uniform": 1}


def test_a_sheet_set_aside_as_unreadable_is_rejected():
    ballots = [*piles(5, 0, 0, 0), {"rejected": True}]
    result = answered(an_evaluation(ballots))

    assert result["counts"]["returned"] == 6
    assert result["rejected"] == {"unreadable": 1}


def test_rates_of_return_and_of_valid_sheets():
    ballots = [*piles(95, 0, 0, 0), {"rejected": True, "count": 2}]
    result = answered(an_evaluation(ballots, issued=100))

    assert result["counts"] == {
        "eligible": None,
        "attended": None,
        "issued": 100,
        "returned": 97,
        "valid": 95,
        "rejected": 2,
        "blank": 0,
        "not_returned": 3,
    }
    assert result["rates"] == {"returned": "97.0%", "valid": "97.9%"}


def test_equal_scores_share_a_rank_and_nothing_breaks_the_tie():
    ballots = [
        {
            "marks": {"s0": "competent", "s1": "excellent", "s2": "excellent", "s3": "basic"},
            "count": 3,
        }
    ]
    subjects = answered(an_evaluation(ballots, subjects=FOUR, scheme=SCORED))["subjects"]

    assert [one["id"] for one in subjects] == ["s0", "s1", "s2", "s3"]
    assert [one["rank"] for one in subjects] == [3, 1, 1, 4]


def test_scores_that_are_printed_alike_share_a_rank_and_a_band():
    subjects = [{"id": "s", "name": "丁一"}, {"id": "t", "name": "王二"}]
    scheme = {"type": "marks", "bands": {"excellent": 90, "competent": 0}}
    ballots = [
        {"marks": {"s": 90, "t": 90}, "count": 299},
        {"marks": {"s": "89.7", "t": 90}},
    ]
    first, second = answered(an_evaluation(ballots, subjects=subjects, scheme=scheme))["subjects"]

    # 89.999 and 90
    assert (first["score"], second["score"]) == ("90.00", "90.00")
    assert (first["rank"], second["rank"]) == (1, 1)
    assert (first["band"], second["band"]) == ("excellent", "excellent")


def test_whoever_was_not_rated_has_neither_score_nor_rank():
    ballots = [{"marks": {"s": "excellent"}}]
    result = answered(an_evaluation(ballots, subjects=TWO, scheme=SCORED))

    assert [one["score"] for one in result["subjects"]] == ["100.00", None]
    assert [one["rank"] for one in result["subjects"]] == [1, None]
    assert result["warnings"] == ["“王二”没有可以计分的评价，不计分。"]


def test_many_without_a_score_are_not_all_named():
    subjects = [{"id": f"s{n}", "name": f"第{n}人"} for n in range(7)]
    ballots = [{"marks": {"s6": "excellent"}}]
    result = answered(an_evaluation(ballots, subjects=subjects, scheme=SCORED))

    assert "“第4人”等 6 个对象没有可以计分的评价" in result["warnings"][0]
    assert "第5人" not in result["warnings"][0]


def test_the_roll_may_be_told_by_groups():
    groups = {"A": {"eligible": 10}, "B": {"eligible": 20}}
    document = an_evaluation(piles(6, 0, 0, 0, group="A"), groups=groups)

    assert answered(document)["counts"]["eligible"] == 30
    assert [one["eligible"] for one in answered(document)["groups"]] == [10, 20]
    assert answered(document | {"eligible": 31})["counts"]["eligible"] == 31


def test_no_ballot_at_all_is_no_result_and_no_error():
    result = answered(an_evaluation([], scheme=SCORED))

    assert result["subjects"][0]["n"] == 0
    assert result["subjects"][0]["score"] is None
    assert result["rates"] == {"returned": None, "valid": None}
    assert result["warnings"] == ["全部对象没有可以计分的评价，不计分。"]


def test_more_sheets_back_than_issued_make_the_vote_invalid():
    result = answered(an_evaluation(piles(6, 0, 0, 0), issued=5, scheme=SCORED))

    assert result["valid"] is False
    assert result["subjects"] == []
    assert "收回 6 张，多于发出的 5 张，测评无效" in result["warnings"][0]


def test_more_sheets_back_in_one_group_make_the_vote_invalid():
    groups = {"A": {"title": "A票", "issued": 5}, "B": {"issued": 20}}
    ballots = piles(6, 0, 0, 0, group="A") + piles(10, 0, 0, 0, group="B")
    result = answered(an_evaluation(ballots, groups=groups))

    assert result["counts"]["issued"] == 25
    assert (result["valid"], result["subjects"]) == (False, [])
    assert result["warnings"] == ["“A票”收回的票多于发出的票，测评无效，应重新进行。"]


def test_a_missed_quorum_leaves_no_figures():
    document = an_evaluation(piles(6, 0, 0, 0), quorum="2/3", eligible=10, attended=6)
    missed, reached = answered(document), answered(document | {"attended": 7})

    assert (missed["quorum"], missed["subjects"]) == (False, [])
    assert "没有达到 2/3，不能进行测评" in missed["warnings"][0]
    assert reached["quorum"] is True
    assert reached["subjects"]


def test_exactly_the_quorum_is_enough():
    document = an_evaluation(piles(6, 0, 0, 0), quorum="2/3", eligible=9, attended=6)

    assert answered(document)["quorum"] is True
    assert answered(document)["subjects"]


def test_dimensions_may_be_left_empty_or_out_one_by_one():
    dimensions = [{"id": "de"}, {"id": "ji"}]
    ballots = [
        {"marks": {"s": {"de": "excellent", "ji": "basic"}}, "count": 4},
        {"marks": {"s": {"de": "excellent"}}},
        {"marks": {"s": {"de": None, "ji": "basic"}}},
        {"marks": {"s": None}},
    ]
    subject = of_subject(an_evaluation(ballots, dimensions=dimensions, scheme=SCORED))

    assert subject["dimensions"]["de"]["n"] == 5
    assert (subject["dimensions"]["ji"]["n"], subject["dimensions"]["ji"]["abstain"]) == (6, 1)
    assert (subject["n"], subject["of"]) == (6, 11)
    assert subject["score"] == "80.00"


def test_a_dimension_nobody_marked_leaves_no_score_or_lends_its_weight_out():
    document = an_evaluation(
        [{"marks": {"s": {"de": "excellent"}}}],
        dimensions=[{"id": "de"}, {"id": "ji"}],
        scheme=SCORED,
    )

    assert of_subject(document)["score"] is None
    document["scheme"] = SCORED | {"empty_group": "renormalise"}
    assert of_subject(document)["score"] == "100.00"


def test_a_limit_holds_for_each_dimension_by_itself():
    ballots = [
        {"marks": {f"s{n}": {"de": "excellent", "ji": "basic"} for n in range(2)}},
        {"marks": {f"s{n}": {"de": "basic", "ji": "excellent"} for n in range(3)}},
    ]
    document = an_evaluation(
        ballots,
        subjects=FOUR,
        dimensions=[{"id": "de"}, {"id": "ji"}],
        limits={"excellent": 2},
    )

    assert answered(document)["rejected"] == {"over_marked": 1}


def test_groups_without_weights_count_every_sheet_alike():
    groups = {"A": {}, "B": {}}
    ballots = piles(5, 0, 0, 0, group="A") + piles(0, 0, 0, 15, group="B")
    subject = of_subject(an_evaluation(ballots, groups=groups, scheme=SCORED))

    assert subject["score"] == subject["pooled"] == "55.00"
    assert subject["by_group"]["A"]["score"] == "100.00"


def test_a_group_without_weight_keeps_nobody_from_a_score():
    groups = {"A": {"title": "A票", "weight": "0"}, "B": {"title": "B票", "weight": "1"}}
    document = an_evaluation(piles(6, 0, 0, 0, group="B"), groups=groups, scheme=SCORED)
    result = answered(document)

    assert result["subjects"][0]["score"] == "100.00"
    assert result["warnings"] == []


def test_shares_of_a_group_leave_out_ones_own_row():
    ballots = [
        *piles(3, 3, 0, 0, group="A"),
        {"marks": {"s": None}, "group": "A", "count": 2},
        *piles(6, 0, 0, 0, group="B"),
    ]
    document = an_evaluation(ballots, groups={"A": {}, "B": {}})
    part = of_subject(document)["by_group"]["A"]

    assert (part["n"], part["of"], part["shares"]["excellent"]) == (6, 6, "50.0%")


def test_more_sheets_than_people_are_pointed_out():
    document = an_evaluation(piles(5, 0, 0, 0), eligible=9, attended=5, issued=6)

    assert "发出 6 张，多于到会人数 5 人，请核对。" in answered(document)["warnings"]


def test_no_groups_at_all_are_one_group():
    subject = of_subject(an_evaluation(piles(6, 0, 0, 0), groups={}, scheme=SCORED))

    assert (subject["score"], subject["by_group"]) == ("100.00", {})


def test_any_words_make_a_scale():
    grades = ["顶呱呱", "还行", "不行"]
    result = answered(an_evaluation(piles(3, 2, 1, grades=grades), scale=grades))

    assert result["labels"] == {grade: grade for grade in grades}
    assert result["subjects"][0]["counts"] == {"顶呱呱": 3, "还行": 2, "不行": 1}
