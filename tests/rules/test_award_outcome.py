"""Who is honoured: top so many by votes, ties left to people, least shares, jury scores."""

from fractions import Fraction

import pytest

from tests.rules.award_counting import a_section, counted, ranks, row_of, the_section
from voting.awards.counting import answer, count
from voting.awards.outcome import Votes, decide
from voting.awards.rules import (
    AwardRules,
    SectionRules,
    combined,
    hundredths,
    jury_mean,
    percent,
    points,
    score_text,
    vote_score,
)
from voting.errors import WrongInput
from voting.polls.sheets import Sheets

FOUR = ("丁一", "王二", "文三", "李四")


# --- Top N ---------------------------------------------------------------------------------------


def test_the_first_so_many_by_votes_are_honoured():
    result = counted({"a": 9, "b": 12, "c": 7, "d": 11}, quota=2)
    section = the_section(result)

    assert section["winners"] == ["b", "d"]
    assert section["tied"] is None
    assert section["vacant"] == 0
    assert ranks(result) == {"b": 1, "d": 2, "a": 3, "c": 4}
    assert result["next"] == []
    assert row_of(result, "b")["share"] == "60.0%"


def test_equal_votes_within_the_quota_share_a_rank_and_are_both_honoured():
    result = counted({"a": 9, "b": 9, "c": 7}, quota=2)

    assert the_section(result)["winners"] == ["a", "b"]
    assert the_section(result)["tied"] is None
    assert ranks(result) == {"a": 1, "b": 1, "c": 3}


def test_of_those_equal_at_the_cut_nobody_is_honoured():
    result = counted({"a": 12, "b": 9, "c": 9, "d": 3}, quota=2)
    section = the_section(result)

    assert section["winners"] == ["a"]
    assert section["tied"] == {"seats": 1, "between": ["b", "c"]}
    assert section["vacant"] == 0
    assert section["next"] == ["runoff", "decision"]
    assert [row["id"] for row in section["nominees"] if row["winner"]] == ["a"]


def test_all_equal_with_too_few_places_leave_every_place_open():
    section = the_section(counted({"a": 5, "b": 5, "c": 5}, quota=2))

    assert section["winners"] == []
    assert section["tied"] == {"seats": 2, "between": ["a", "b", "c"]}


def test_equal_ones_are_listed_by_strokes_and_that_decides_nothing():
    result = counted(dict.fromkeys(reversed(FOUR), 5), quota=4)

    assert [row["id"] for row in the_section(result)["nominees"]] == list(FOUR)
    assert set(ranks(result).values()) == {1}


def test_nobody_is_honoured_without_a_single_vote():
    section = the_section(counted({"a": 5, "b": 0}, quota=2))

    assert section["winners"] == ["a"]
    assert section["vacant"] == 1
    assert section["next"] == ["leave_vacant"]
    assert not row_of({"sections": [section]}, "b")["passed"]


def test_fewer_nominees_than_places_leave_a_gap_and_a_warning():
    result = counted({"a": 5, "b": 4}, quota=3)

    assert the_section(result)["vacant"] == 1
    assert any("少于名额 3 个" in warning for warning in result["warnings"])


def test_three_quotas_of_five_stand_on_one_sheet_each_by_itself():
    ids = [f"n{number}" for number in range(6)]
    sections = [
        a_section(ids, id=name, title=name, quota=5)
        for name in ("先进基层工会", "先进工会干部", "工会积极分子")
    ]
    marks = {one["id"]: dict.fromkeys(ids[:5], "approve") for one in sections}
    other = {one["id"]: {ids[5]: "approve"} for one in sections}
    result = answer(
        count(
            {
                "kind": "award",
                "eligible": 10,
                "sections": sections,
                "ballots": [{"marks": marks, "count": 6}, {"marks": other, "count": 2}],
            }
        )
    )

    assert [one["winners"] for one in result["sections"]] == [ids[:5]] * 3
    assert result["counts"]["valid"] == 8


def test_a_tie_in_one_section_leaves_the_others_alone():
    sections = [a_section(["a", "b"], id="s1"), a_section(["a", "b"], id="s2")]
    ballots = [
        {"marks": {"s1": {"a": "approve"}, "s2": {"a": "approve"}}},
        {"marks": {"s1": {"a": "approve"}, "s2": {"b": "approve"}}},
    ]
    result = answer(
        count({"kind": "award", "eligible": 2, "sections": sections, "ballots": ballots})
    )

    assert [one["winners"] for one in result["sections"]] == [["a"], []]
    assert result["next"] == ["runoff", "decision"]


# --- What a sheet may tick -----------------------------------------------------------------------


def judged(ballots: list[dict], **facts) -> dict:
    section = a_section(["a", "b", "c"], quota=2, **facts)
    return answer(
        count({"kind": "award", "eligible": 10, "sections": [section], "ballots": ballots})
    )["counts"]


ONE, TWO, THREE = ({"s": dict.fromkeys(ids, "approve")} for ids in ("a", "ab", "abc"))


def test_fewer_ticks_are_fine_and_more_than_the_limit_reject_the_sheet():
    counts = judged([{"marks": ONE}, {"marks": TWO}, {"marks": THREE}, {}])
    assert (counts["valid"], counts["rejected"], counts["blank"]) == (3, 1, 1)


def test_where_exactly_so_many_must_be_ticked_fewer_reject_and_none_is_blank():
    counts = judged([{"marks": ONE}, {"marks": TWO}, {"marks": THREE}, {}], exact=True)
    assert (counts["valid"], counts["rejected"], counts["blank"]) == (2, 2, 1)


def test_the_limit_may_differ_from_the_quota():
    counts = judged([{"marks": THREE}], limit=3)
    assert counts["valid"] == 1


# --- Least shares --------------------------------------------------------------------------------


@pytest.mark.parametrize(("operator", "expected"), [(">=", ["a", "b"]), (">", ["a"])])
def test_a_least_share_of_the_valid_ballots_is_reached_or_passed(operator, expected):
    least = {"share": "1/2", "operator": operator, "base": "valid"}
    result = counted({"a": 11, "b": 10, "c": 9}, quota=3, threshold=least)

    assert the_section(result)["winners"] == expected
    assert the_section(result)["threshold"]["need"] == (10 if operator == ">=" else 11)
    assert the_section(result)["threshold"]["of"] == 20


@pytest.mark.parametrize(
    ("base", "of"), [("eligible", 30), ("attended", 24), ("returned", 20), ("valid", 20)]
)
def test_a_least_share_is_taken_of_the_base_it_names(base, of):
    result = counted(
        {"a": 12, "b": 11},
        quota=2,
        eligible=30,
        attended=24,
        threshold={"share": "1/2", "base": base},
    )
    assert the_section(result)["threshold"]["of"] == of
    assert the_section(result)["winners"] == [
        each for each, votes in (("a", 12), ("b", 11)) if votes * 2 >= of
    ]


def test_equal_ones_below_the_least_share_are_no_tie():
    section = the_section(counted({"a": 15, "b": 5, "c": 5}, quota=2, threshold={"share": "1/2"}))
    assert section["winners"] == ["a"]
    assert section["tied"] is None
    assert section["vacant"] == 1


def test_a_share_of_an_attendance_nobody_counted_is_refused():
    rules = AwardRules((SectionRules(id="s", title="先进", quota=1, limit=1),))
    sheets = Sheets(10, None, 10, 10, 10, 0, 0)
    assert decide(rules, sheets, {"s": []}).quorum is None
    with pytest.raises(ValueError, match="some of the valid ballots"):
        decide(rules, sheets, {"s": [Votes("a", "丁一", "", 11)]})


# --- Invalid -------------------------------------------------------------------------------------


def test_more_ballots_back_than_issued_show_no_votes_at_all():
    result = counted({"a": 9}, issued=19, returned=20)

    assert result["valid"] is False
    assert result["sections"] == []
    assert result["next"] == ["reballot"]
    assert any("多于发出的 19 张" in warning for warning in result["warnings"])


def test_one_paper_box_with_more_ballots_than_it_was_given_makes_the_award_invalid():
    rules = AwardRules((SectionRules(id="s", title="先进", quota=1, limit=1),))
    sheets = Sheets(10, 10, 10, 10, 10, 0, 0, boxes_over=("流动票箱",))
    outcome = decide(rules, sheets, {"s": [Votes("a", "丁一", "", 5)]})

    assert not outcome.valid
    assert outcome.sections == ()


@pytest.mark.parametrize(("attended", "held"), [(20, True), (19, False)])
def test_two_thirds_must_attend(attended, held):
    result = counted({"a": 9}, of=19, eligible=30, attended=attended)

    assert result["quorum"] is held
    assert bool(result["sections"]) is held
    assert result["valid"] is True


def test_another_attendance_may_be_asked_for_or_none():
    assert counted({"a": 9}, eligible=100, attended=20, quorum="1/5")["quorum"] is True
    assert counted({"a": 9}, eligible=100, attended=20, quorum="0")["quorum"] is True


# --- The jury ------------------------------------------------------------------------------------


def test_jury_and_votes_are_weighed_as_by_hand():
    # 得票分 12/20·100 = 60 and 15/20·100 = 75; means (90 + 88.5 + 91)/3 = 89.8333… and 80;
    # combined 60·0.6 + 89.8333·0.4 = 71.9333 and 75·0.6 + 80·0.4 = 77.
    result = counted(
        {"a": 12, "b": 15},
        quota=1,
        limit=2,
        jury_weight="2/5",
        nominees=[("a", [90, "88.5", 91]), ("b", [80, 80, 80])],
    )
    one, other = row_of(result, "a"), row_of(result, "b")

    assert (one["vote_score"], one["jury"], one["score"]) == ("60.00", "89.83", "71.93")
    assert (other["vote_score"], other["jury"], other["score"]) == ("75.00", "80.00", "77.00")
    assert one["jury_of"] == {"sum": "269.50", "n": 3}
    assert the_section(result)["winners"] == ["b"]


def test_the_jury_may_turn_the_order_of_the_votes():
    result = counted(
        {"a": 11, "b": 10},
        quota=1,
        limit=2,
        jury_weight="1/2",
        nominees=[("a", [60]), ("b", [90])],
    )
    assert the_section(result)["winners"] == ["b"]
    assert ranks(result) == {"b": 1, "a": 2}


def test_equal_combined_scores_at_the_cut_are_a_tie_even_with_unequal_votes():
    # a: 50·1/2 + 80·1/2 = 65; b: 40·1/2 + 90·1/2 = 65
    section = the_section(
        counted(
            {"a": 10, "b": 8},
            quota=1,
            jury_weight="1/2",
            nominees=[("a", [80]), ("b", [90])],
        )
    )
    assert section["winners"] == []
    assert section["tied"]["between"] == ["a", "b"]


def test_scores_that_only_look_equal_are_ranked_exactly_and_that_is_said():
    result = counted(
        {"a": 10, "b": 10},
        quota=1,
        jury_weight="1/100",
        nominees=[("a", ["80.1"]), ("b", ["80"])],
    )
    assert row_of(result, "a")["score"] == row_of(result, "b")["score"] == "50.30"
    assert the_section(result)["winners"] == ["a"]
    assert any("按精确值排序" in warning for warning in result["warnings"])


def test_a_juror_who_stood_aside_does_not_lower_the_mean_and_that_is_said():
    result = counted(
        {"a": 10, "b": 10},
        quota=2,
        jury_weight="1/2",
        nominees=[("a", [90, 90]), ("b", [90])],
    )
    assert row_of(result, "a")["score"] == row_of(result, "b")["score"]
    assert any("评审人数不同" in warning for warning in result["warnings"])


def test_a_nominee_without_any_score_is_refused_where_scores_count():
    rules = AwardRules(
        (SectionRules(id="s", title="先进", quota=1, limit=1, jury_weight=Fraction(1, 2)),)
    )
    sheets = Sheets(10, 10, 10, 10, 10, 0, 0)
    with pytest.raises(WrongInput, match="“丁一”还没有评审分"):
        decide(rules, sheets, {"s": [Votes("a", "丁一", "", 5)]})


def test_scores_are_left_out_where_votes_alone_decide():
    row = row_of(counted({"a": 10}, nominees=[("a", [90])]), "a")
    assert (row["vote_score"], row["jury"], row["jury_of"], row["score"]) == (None,) * 4


# --- Arithmetic ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        (Fraction(0), "0.00"),
        (Fraction(100), "100.00"),
        (Fraction(2, 3), "0.67"),
        (Fraction(1, 200), "0.01"),
        (Fraction(1, 201), "0.00"),
        (Fraction(179865, 2000), "89.93"),
        (Fraction(9999, 100) + Fraction(1, 200), "100.00"),
    ],
)
def test_points_are_rounded_half_up_to_two_decimals(exact, shown):
    assert points(exact) == shown


def test_shares_are_rounded_half_up_to_one_decimal_and_need_a_base():
    assert percent(1, 3) == "33.3%"
    assert percent(1, 2000) == "0.1%"
    assert percent(5, 5) == "100.0%"
    assert percent(0, 0) is None


def test_votes_and_jury_are_exact_fractions():
    assert vote_score(1, 3) == Fraction(100, 3)
    assert vote_score(0, 0) == 0
    assert jury_mean([9000, 8850, 9100]) == Fraction(53900, 600)
    assert combined(Fraction(60), Fraction(90), Fraction(2, 5)) == 72


@pytest.mark.parametrize(
    ("text", "score"),
    [("0", 0), ("100", 10000), ("92.5", 9250), ("92.05", 9205), ("7", 700), ("086", 8600)],
)
def test_a_jurys_score_is_read_as_hundredths(text, score):
    assert hundredths(text) == score
    assert hundredths(score_text(score)) == score


@pytest.mark.parametrize(
    "text", ["", "-1", "100.01", "101", "92.555", "1e2", "九十", "９０", ".5", "9.", "1,5", "1000"]
)
def test_what_is_no_score_is_none(text):
    assert hundredths(text) is None
