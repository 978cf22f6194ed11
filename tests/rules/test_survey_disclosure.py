"""What is withheld in tables of groups, and what beside it so that it cannot be computed."""

from time import perf_counter

import pytest
from hypothesis import given, settings, strategies as st

from tests.rules.survey_forms import program, published
from voting.errors import WrongInput
from voting.surveys.document import cross, table
from voting.surveys.grids import Grid, is_safe, withheld
from voting.surveys.policy import USUAL, Policy, Whole

FORM = program(
    """
    | type | name | label | relevant |
    | select_one 部门 | unit | 部门 | |
    | select_one 满意 | q | 满意吗 | |
    | select_multiple 字母 | m | 参加过 | |
    | integer | n | 几次 | |
    | rank 字母 | r | 排序 | |
    | text | t | 意见 | |
    | select_one 是否 | f | 吃过吗 | |
    | select_one 满意 | s | 好吃吗 | ${f} = 'yes' |
    """
)


def people(unit: str, name: str = "q", **numbers: int) -> list[dict[str, str]]:
    return [
        {"unit": unit, name: key.strip("_").replace("_", " ")}
        for key, n in numbers.items()
        for _each in range(n)
    ]


def crossed(responses, question="q", policy=USUAL, by="unit"):
    found = published(FORM, responses, [by], policy)
    one = next(each for each in found.crosses if each.question == question)
    return {group["name"]: group for group in cross(one)["groups"]}


def counts(group) -> dict[str, object]:
    return {option["name"]: option["count"] for option in group["options"]}


def whole(responses, question, policy=USUAL, by=()):
    found = published(FORM, responses, list(by), policy)
    return next(table(each) for each in found.tables if each.table.name == question)


BIG = people("math", _5=20, _4=10, _1=7) + people("art", _5=15, _4=9, _1=8)


def test_groups_of_enough_people_with_enough_in_every_answer_are_shown():
    found = crossed(BIG)
    assert found["math"]["base"] == 37
    assert counts(found["math"]) == {"5": 20, "4": 10, "3": "—", "2": "—", "1": 7}
    assert found["math"]["options"][0]["percent"] == "54.1%"
    assert found["math"]["mean"] == "3.97"


def test_nobody_too_few_and_what_protects_them_look_alike():
    few = people("math", _5=20, _4=10, _3=2, _1=7) + people("art", _5=15, _4=9, _3=2, _1=8)
    found = crossed(few)
    for unit in ("math", "art"):
        hidden = [option for option in found[unit]["options"] if option["count"] == "—"]
        assert {option["name"] for option in hidden} >= {"3", "2"}
        assert len(hidden) >= 3
        assert {option["percent"] for option in hidden} == {"—"}
        assert {found[unit][key] for key in ("mean", "top2", "bottom2", "index")} == {"—"}


def test_a_small_group_is_withheld_with_another_one_to_hide_behind():
    found = crossed(BIG + people("office", _5=3))
    shown = {name: group["base"] for name, group in found.items()}
    assert shown == {"math": 37, "art": "—", "office": "—"}
    assert set(counts(found["office"]).values()) == {"—"}


def test_a_small_groups_size_is_withheld_in_its_own_table_too():
    found = whole(BIG + people("office", _5=3), "unit", by=["unit"])
    assert [option["count"] for option in found["options"]] == [37, "—", "—"]


def test_those_who_do_not_say_their_group_are_one():
    found = crossed(BIG + people("", _5=3))
    assert "" in found
    assert [found[name]["base"] for name in ("math", "art", "")] == [37, "—", "—"]


def test_a_group_that_is_of_one_mind_is_not_shown_so():
    found = crossed(people("math", _5=20) + people("art", _5=10, _1=10))
    assert counts(found["math"])["5"] == "—"
    assert "—" in counts(found["art"]).values()


def test_a_question_that_too_few_of_a_group_answered_is_withheld_for_it():
    found = crossed(BIG + [{"unit": "office", "n": "1"}] * 8 + people("office", _5=2))
    assert found["office"]["base"] == "—"


def test_multiple_choices_are_withheld_where_too_few_chose_or_left_out():
    responses = people("math", "m", a=9, b=9, a_b=12) + people("art", "m", a=9, b=8, a_b=10)
    found = crossed(responses, "m")
    assert counts(found["math"]) == {"a": 21, "b": 21, "c": "—"}
    nearly_all = people("math", "m", a_b=20, b=3) + people("art", "m", a=9, b=8, a_b=10)
    assert counts(crossed(nearly_all, "m")["math"])["a"] == "—"


def test_means_of_numbers_need_a_group_and_different_answers():
    responses = (
        people("math", "n", _1=4, _3=4)
        + people("art", "n", _2=9)
        + people("office", "n", _1=5, _2=5)
    )
    found = crossed(responses, "n")
    assert found["art"]["base"] == "—"
    shown = [name for name, group in found.items() if group["base"] != "—"]
    assert len(shown) == 1
    assert {found[shown[0]][key] for key in ("median", "min", "max")} == {"—"}


def test_ranks_of_one_mind_are_withheld():
    responses = people("math", "r", a_b_c=8) + people("art", "r", a_b_c=5, c_b_a=4)
    assert crossed(responses, "r")["math"]["base"] == "—"
    mixed = people("math", "r", a_b_c=5, b_a_c=3, c_a_b=4)
    assert crossed(mixed + people("art", "r", a_b_c=5, c_b_a=4, b_c_a=3), "r")["math"]["base"] == 12


def test_texts_have_no_table_by_group():
    found = published(FORM, BIG, ["unit"], Policy())
    assert {each.question for each in found.crosses} == {"q", "m", "n", "r", "f", "s"}


def test_who_was_asked_does_not_tell_what_was_answered_before():
    # In art two never ate there: the base of the next question would be two fewer.
    responses = [
        {"unit": unit, "f": "yes", "s": s}
        for unit in ("math", "art", "office")
        for s in ["5"] * 10 + ["1"] * 10
    ]
    responses += [{"unit": "math", "f": "no"}] * 9 + [{"unit": "art", "f": "no"}] * 2
    responses += [{"unit": "office", "f": "no"}] * 9
    assert crossed(responses, "s")["art"]["base"] == "—"
    assert counts(crossed(responses, "f")["art"])["yes"] == "—"


def test_a_breakdown_in_another_ones_groups_does_not_give_its_rest_away():
    made = program(
        """
        | type | name | label |
        | select_one 校区 | campus | 校区 |
        | select_one 部门 | unit | 部门 |
        | select_one 是否 | q | 好吗 |
        """,
        """
        | choices |
        | | list_name | name | label |
        | | 校区 | east | 东 |
        | | 校区 | west | 西 |
        | | 部门 | math | 数学 |
        | | 部门 | art | 美术 |
        | | 部门 | office | 办公室 |
        | | 部门 | gate | 门卫 |
        | | 是否 | yes | 是 |
        | | 是否 | no | 否 |
        """,
    )
    homes = {"math": "east", "gate": "east", "art": "west", "office": "west"}
    sizes = {"math": (9, 8), "gate": (3, 0), "art": (9, 8), "office": (8, 9)}
    responses = [
        {"campus": homes[unit], "unit": unit, "q": answer}
        for unit, numbers in sizes.items()
        for answer, n in zip(("yes", "no"), numbers, strict=True)
        for _each in range(n)
    ]
    found = published(made, responses, ["unit", "campus"], Policy())
    shown = {
        (each.breakdown.name, group.name): part.base
        for each in found.crosses
        for group, part in zip(each.breakdown.groups, each.groups, strict=True)
    }
    # East is shown, so the gate cannot hide behind the west: its own neighbour must go.
    assert shown["campus", "east"] == 20
    assert (shown["unit", "gate"], shown["unit", "math"]) == (None, None)
    assert (shown["unit", "art"], shown["unit", "office"]) == (17, 17)
    assert {each.question for each in found.crosses} == {"q"}


def test_over_all_responses_only_too_small_bases_are_withheld_unless_asked_for():
    responses = people("math", _5=9, _4=7, _1=2)
    assert [option["count"] for option in whole(responses, "q")["options"]] == [9, 7, 0, 0, 2]
    cells = whole(responses, "q", Policy(whole=Whole.SMALL_CELLS))
    assert [option["count"] for option in cells["options"]] == [9, "—", "—", "—", "—"]
    assert cells["mean"] == "—"
    assert whole(responses[:3], "q")["base"] == "—"
    assert whole(responses[:3], "q", Policy(whole=Whole.NOTHING))["base"] == 3


def test_single_peoples_numbers_and_few_comments_are_not_published():
    responses = [{"n": str(n), "t": f"意见{n}"} for n in range(9)]
    assert {whole(responses, "n")[key] for key in ("median", "min", "max")} == {"—"}
    assert "texts" not in whole(responses, "t")
    assert len(whole([*responses, {"t": "又一条"}], "t")["texts"]) == 10


def test_a_smaller_minimum_withholds_less():
    responses = people("math", _5=9, _4=3) + people("art", _5=9, _4=3)
    assert counts(crossed(responses, policy=Policy(3))["math"])["4"] == 3
    assert counts(crossed(responses, policy=Policy(5))["math"])["4"] == "—"


@pytest.mark.parametrize(
    ("by", "sentence"),
    [
        ("unti", "没有名称为“unti”的题目（是不是“unit”？）。"),
        ("m", "“m”不是单选题，不能用来分组。"),
        ("t", "“t”不是单选题，不能用来分组。"),
    ],
)
def test_a_breakdown_that_cannot_be_one_is_refused(by, sentence):
    with pytest.raises(WrongInput) as wrong:
        published(FORM, BIG, [by], Policy())
    assert wrong.value.message == sentence


ZERO_TO_TEN = """
    | choices |
    | | list_name | name | label | score |
    | | 部门 | math | 数学组 | |
    | | 部门 | art | 美术组 | |
"""


def steps(name: str, *, scored: bool) -> str:
    rows = (f"| | 步 | {name}{n} | 第{n} | {n if scored else ''} |" for n in range(11))
    return ZERO_TO_TEN + "\n".join(f"    {row}" for row in rows)


def by_unit(choices, responses):
    made = program("| select_one 部门 | unit | 部门 |\n| select_one 步 | q | 问 |", choices)
    (found,) = published(made, responses, ["unit"], USUAL).crosses
    return [counts(group) for group in cross(found)["groups"]]


def test_options_that_are_only_numbered_from_0_to_10_are_no_enps():
    responses = [{"unit": unit, "q": str(n)} for unit in ("math", "art") for n in [0, 1] * 10]
    for group in by_unit(steps("", scored=False), responses):
        assert {name: n for name, n in group.items() if n != "—"} == {"0": 10, "1": 10}


def test_steps_from_0_to_10_are_taken_together_also_where_nobody_answered():
    responses = [{"unit": "math", "q": f"s{n}"} for n in [0, 7, 9] * 7] + [{"unit": "art"}] * 9
    math, art = by_unit(steps("s", scored=True), responses)
    assert math.keys() == art.keys() == {"promoters", "passives", "detractors"}
    assert set(art.values()) == {"—"}


def calculated(calculation: str):
    return program(
        f"""
        | type | name | label | calculation |
        | select_one 部门 | unit | 部门 | |
        | select_multiple 字母 | m | 参加过 | |
        | select_one 是否 | q | 好吗 | |
        | calculate | c | | {calculation} |
        | calculate | d | | concat(${{c}}, '') |
        """
    )


def test_a_breakdown_by_a_calculation_has_the_groups_it_gives():
    made = calculated("${m}")
    responses = [{"m": "a b", "q": "yes"}] * 6 + [{"m": "a", "q": "no"}] * 7
    (found, *_others) = published(made, responses, ["c"], USUAL).crosses
    assert [(group.name, group.size) for group in found.breakdown.groups] == [("a", 7), ("a b", 6)]


def test_a_calculation_from_several_questions_is_no_breakdown():
    # It would be a table by two breakdowns together, whose margins are known.
    for by in ("c", "d"):
        with pytest.raises(WrongInput, match=f"“{by}”由几道题算出"):
            published(calculated("concat(${unit}, ${q})"), BIG, [by], USUAL)


def test_a_breakdown_without_a_response_has_tables_of_nothing():
    found = published(calculated("concat(${unit}, '')"), [], ["c", "unit"], USUAL)
    assert {shown.base for each in found.crosses for shown in each.groups} == {None}


def test_a_group_hides_in_each_of_the_wider_groups_it_lies_in():
    made = program(
        """
        | type | name | label |
        | select_one 校区 | campus | 校区 |
        | select_one 系 | faculty | 系 |
        | select_one 部门 | unit | 部门 |
        | integer | n | 几次 |
        """,
        """
        | choices |
        | | list_name | name | label |
        | | 校区 | east | 东 |
        | | 校区 | west | 西 |
        | | 系 | science | 理 |
        | | 系 | letters | 文 |
        | | 部门 | a | 甲 |
        | | 部门 | b | 乙 |
        | | 部门 | c | 丙 |
        | | 部门 | d | 丁 |
        """,
    )
    homes = {"a": ("east", "science", 3), "b": ("east", "letters", 20)}
    homes |= {"c": ("west", "science", 22), "d": ("west", "letters", 24)}
    responses = [
        {"campus": campus, "faculty": faculty, "unit": unit, "n": str(n % 3)}
        for unit, (campus, faculty, size) in homes.items()
        for n in range(size)
    ]
    found = published(made, responses, ["campus", "faculty", "unit"], USUAL)
    own = next(table(each) for each in found.tables if each.table.name == "unit")
    assert {option["count"] for option in own["options"]} == {"—"}
    for each in found.crosses:
        if each.breakdown.name == "unit":
            assert {shown.base for shown in each.groups} == {None}
        else:
            assert None not in {shown.base for shown in each.groups}


COUNTS = st.lists(
    st.lists(st.sampled_from([0, 1, 2, 4, 5, 9, 30]), min_size=3, max_size=3),
    min_size=2,
    max_size=5,
)


@settings(max_examples=200)
@given(COUNTS)
def test_every_small_cell_of_a_grid_is_safe_or_the_whole_grid_goes(rows):
    most = [sum(row[column] for row in rows) for column in range(3)]
    grid = Grid(rows, most, [0, 0, 0], 5)
    found = withheld(grid, frozenset())
    if found is None:
        assert any(grid.is_small(grid.count(cell)) or not grid.rest(cell) for cell in grid.cells())
        return
    for cell in grid.cells():
        if cell in found:
            assert is_safe(grid, found, cell)
        else:
            assert grid.count(cell) >= 5
            assert grid.rest(cell) >= 5


def test_forty_questions_by_five_breakdowns_of_twelve_groups_take_seconds_at_most():
    rows = [[(7 * row + 11 * column) % 23 for column in range(12)] for row in range(7)]
    most = [sum(row[column] for row in rows) for column in range(12)]
    start = perf_counter()
    for least in (5, 6, 7, 8):
        withheld(Grid(rows, most, [0] * 12, least), frozenset())
    assert perf_counter() - start < 2
