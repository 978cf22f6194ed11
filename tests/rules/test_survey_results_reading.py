"""What readers are told: bases, shares, figures, notes, by the cases of the domain."""

from tests.rules.survey_forms import answered, program
from tests.rules.survey_results import FACTS, SOURCES, frozen
from voting.surveys.policy import Policy
from voting.surveys.results import phrases
from voting.surveys.results.charts import chart, described
from voting.surveys.results.freezing import Source, freeze
from voting.surveys.results.reading import Results

FORM = program(
    """
    | type | name | label | relevant |
    | select_one 是否 | asked | 参加过吗 | |
    | select_multiple 字母 | m | 参加过什么 | ${asked} = 'yes' |
    | select_one 满意 | q | 满意吗 | |
    | 推荐度 | nps | 推荐吗 | |
    """
)


def results(responses, form=FORM, sources=SOURCES):
    checked = [answered(form, raw) for raw in responses]
    return Results(freeze(FACTS, form, checked, sources, [], [], Policy()))


def question(found: Results, name: str):
    return next(each for each in found.questions if each.name == name)


def times(name: str, **numbers: int):
    return [{name: key.strip("_")} for key, n in numbers.items() for _each in range(n)]


def test_case_114_shares_of_a_multiple_choice_are_of_people_and_the_base_is_told():
    chosen = [["a", "b"]] * 3 + [["a", "c"]] + [["a"], ["b"], ["c"]] * 2
    given = [{"asked": "yes", "m": each} for each in chosen]
    found = question(results(given), "m")
    assert found.base_sentence == "本题填写人数 10"
    assert [line.percent for line in found.lines] == ["60.0%", "50.0%", "30.0%"]
    assert found.figure("percent_sum").text == "140.0%"
    assert found.is_multiple


def test_case_115_the_base_is_who_was_asked_and_not_all_that_is_valid():
    given = [{"asked": "no"}] * 20 + [{"asked": "yes", "m": ["a"]}] * 12 + [{"asked": "yes"}] * 3
    found = question(results(given), "m")
    assert found.base_sentence == "本题填写人数 12；按答题逻辑不需回答 20 人；看到但未填 3 人"


def test_case_117_boxes_carry_their_labels_and_means_two_decimals():
    found = question(results(times("q", _5=60, _4=90, _3=35, _2=10, _1=5)), "q")
    assert found.figure("top2").label == "非常满意+满意"
    assert found.figure("top2").text == "150（75.0%）"
    assert found.figure("top3").text == "185（92.5%）"
    assert found.figure("mean").text == "3.95"
    assert found.figure("index").text == "78.00"


def test_case_118_enps_is_a_number_with_its_sign_and_no_percentage():
    found = question(results(times("nps", _10=70, _8=90, _3=40)), "nps")
    assert found.figure("enps").text == "+15"
    assert found.figure("promoters").text == "70"


def test_case_126_rounding_is_half_up_and_the_note_says_so():
    found = question(results(times("asked", yes=37, no=3)), "asked")
    assert [line.percent for line in found.lines] == ["92.5%", "7.5%"]
    assert "四舍五入" in phrases.rounding()
    assert phrases.rounding().endswith("可能不等于 100.0%。")


def test_the_sentence_of_returns_never_prints_a_rate_without_its_numbers():
    assert phrases.returns(Results(frozen())) == (
        "问卷发出 1664 份、收回 1609 份、有效 1436 份；回收率 96.7%（1609/1664），"
        "有效率 89.2%（1436/1609），有效问卷回收率 86.3%（1436/1664）。"
    )
    open_link = results([], sources=[Source("公开链接", None, 0, 0)])
    assert phrases.returns(open_link) == "问卷收回 0 份、有效 0 份。"


def test_one_sentence_says_what_the_dash_is():
    said = phrases.withheld(Results(frozen()))
    assert "不足 5 人" in said
    assert "看不出是哪一种" in said


def test_the_weakest_questions_come_first_and_withheld_ones_never():
    found = Results(frozen()).weakest()
    shares = [box.value / each.base for each, box in found]
    assert shares == sorted(shares)
    assert {each.name for each, _box in found} == {"q", "s"}


def test_a_withheld_box_keeps_its_place_in_a_cross_table():
    [cross] = [each for each in Results(frozen()).crosses("unit") if each.name == "s"]
    rows = dict(cross.rows())
    assert set(rows["填写人数"]) >= {"—"}
    assert all(len(cells) == len(cross.groups) for cells in rows.values())


def test_charts_say_in_words_what_they_show_and_withhold_what_the_table_does():
    found = Results(frozen())
    own = next(each for each in found.sample if each.name == "unit")
    drawn = str(chart(own, "chart-1"))
    hidden = [line.label for line in own.lines if line.is_withheld]
    assert hidden
    for label in hidden:
        assert f"{label} —" in described(own)
    assert drawn.count('role="img"') == 1
    assert "—" in drawn


def test_a_withheld_table_has_no_chart():
    found = results([{"asked": "yes"}] * 3)
    assert all(str(chart(each, "c")) == "" for each in found.questions)
