"""The 民主测评汇总表, the sheet by dimension, and the public page of an evaluation."""

from tests.services.reports.reading import column, sentences, tables, titles, under
from tests.services.reports.sample_evaluation import (
    COUNTS,
    SUBJECTS,
    figures,
    grouped_document,
    header_of,
    large_document,
    result_of,
    subject,
)
from voting.reports.evaluations.announced import said_of_evaluation
from voting.reports.evaluations.sheets import (
    comments_sheet,
    dimensions_sheet,
    subject_sheets,
    summary_sheet,
)

SATISFIED = ("satisfied", "fairly", "dissatisfied")


def summary(found=None, **changed):
    return summary_sheet(header_of(), result_of(found, **changed))


def satisfaction(**changed):
    """Return a result on the scale 满意, 基本满意, 不满意."""
    facts = {
        "scale": list(SATISFIED),
        "labels": dict(zip(SATISFIED, ("满意", "基本满意", "不满意"), strict=True)),
        "unknown": None,
        "subjects": [subject("s1", "领导班子", "", figures(60, 25, 10, scale=SATISFIED))],
    }
    return facts | changed


# --- The summary ------------------------------------------------------------------------------


def test_both_rates_are_printed_with_numerator_and_denominator_case_88():
    assert "回收率＝收回 97÷发出 100＝97.0%；有效率＝有效 95÷收回 97＝97.9%。" in sentences(
        summary()
    )


def test_every_subject_stands_with_votes_and_shares_by_grade():
    table = tables(summary())[0]
    assert column(table, "姓名") == ["丁一", "欧阳文三"]
    assert column(table, "职务") == ["副校长 · 分管教学", "教务主任"]
    assert under(table, "选票", "发出") == [100, 100]
    assert under(table, "选票", "收回") == [97, 97]
    assert under(table, "优秀", "票") == [68, 50]
    assert under(table, "优秀", "%") == ["71.6", "53.2"]
    assert under(table, "不了解", "票") == [1, 2]
    assert under(table, "弃权", "票") == [1, 3]


def test_each_subject_has_an_n_of_its_own_case_75():
    table = tables(summary())[0]
    assert under(table, "选票", "有效 N") == [95, 94]
    assert column(table, "本行作废") == [0, 1]
    assert any(one.startswith("N 为该对象的有效票数") for one in sentences(summary()))


def test_rates_are_printed_with_their_definitions():
    table = tables(summary())[0]
    assert column(table, "优秀率") == ["71.6%", "53.2%"]
    assert column(table, "称职率") == ["92.6%", "79.8%"]
    assert "优秀率＝优秀票数÷N；称职率＝（优秀＋称职）票数÷N。" in sentences(summary())


def test_a_rate_of_another_base_names_it_in_its_definition():
    assert "优秀率＝优秀票数÷应到人数；称职率＝（优秀＋称职）票数÷应到人数。" in sentences(
        summary(base="eligible")
    )


def test_satisfaction_has_two_columns_with_and_without_the_second_grade():
    sheet = summary(**satisfaction())
    table = tables(sheet)[0]
    assert column(table, "满意率") == ["63.2%"]
    assert column(table, "满意和基本满意率") == ["89.5%"]
    assert "满意率＝满意票数÷N；满意和基本满意率＝（满意＋基本满意）票数÷N。" in sentences(sheet)


def test_columns_need_not_add_up_case_126():
    assert "百分比保留一位小数，四舍五入，各栏相加不一定等于 100.0%。" in sentences(summary())


def test_counts_alone_show_neither_score_nor_rank():
    table = tables(summary())[0]
    assert {"得分", "名次", "等次"}.isdisjoint(titles(table))
    assert {each.over for each in table.columns} == {
        "",
        "选票",
        "优秀",
        "称职",
        "基本称职",
        "不称职",
        "不了解",
        "弃权",
    }


def test_without_groups_there_is_one_score():
    found = [one | {"score": "86.25", "band": "competent", "extra": "1.50"} for one in SUBJECTS]
    table = tables(summary(subjects=found))[0]
    assert column(table, "得分") == ["86.25", "86.25"]
    assert column(table, "等次") == ["称职", "称职"]
    assert column(table, "其中附加分") == ["1.50", "1.50"]


def test_weighted_and_pooled_scores_stand_side_by_side_case_73():
    table = tables(summary(grouped_document()))[0]
    assert under(table, "得分", "加权") == ["90.37", "90.37"]
    assert under(table, "得分", "合并") == ["88.71", "88.71"]
    assert column(table, "名次") == [1, 2]


def test_groups_are_told_with_their_weights_and_returns():
    table = tables(summary(grouped_document()))[1]
    assert column(table, "票别") == ["A票（领导班子）", "B票（中层）", "C票（职工代表）"]
    assert column(table, "权重") == ["0.3", "0.3", "0.4"]
    assert column(table, "收回") == [10, 40, 47]


def test_a_group_too_small_to_hide_in_shows_dashes():
    sheet = summary(grouped_document())
    table = tables(sheet)[2]
    first = table.rows[0]
    assert first[:3] == (1, "丁一", "A票（领导班子）")
    assert set(first[3:]) == {"—"}
    assert under(table, "优秀", "票")[1:3] == [20, 30]
    assert column(table, "得分")[:3] == ["—", "87.00", "88.67"]
    assert any("有效票不足 5 张的组" in one for one in sentences(sheet))


def test_merged_groups_share_one_row():
    found = grouped_document()
    found["groups"] = [one | {"shown_as": "a+b"} for one in found["groups"][:2]] + [
        found["groups"][2]
    ]
    found["subjects"] = [
        one | {"by_group": {"a+b": figures(28, 17, 4, 1), "c": figures(30, 10, 4, 1)}}
        for one in found["subjects"]
    ]
    sheet = summary(found)
    assert column(tables(sheet)[2], "票别")[:2] == [
        "A票（领导班子）＋B票（中层）",
        "C票（职工代表）",
    ]
    assert not any("不单独列出" in one for one in sentences(sheet))


def test_why_sheets_were_rejected_is_said():
    said = sentences(summary(rejected={"over_marked": 1, "uniform": 1}))
    assert "无效票的原因：某一等次的人数超过限额 1 张，对所有对象的评价完全相同 1 张。" in said


def test_flags_name_people_and_decide_nothing():
    found = [SUBJECTS[0] | {"flags": ["above_bad"]}, SUBJECTS[1]]
    sheet = summary(subjects=found)
    part = next(part for part in sheet.sections if part.heading.startswith("提示"))
    assert part.heading == "提示（由组织认定，本表不作结论）"
    assert part.sentences == ("丁一：差评得票率超过界限。",)


def test_how_scores_are_worked_out_is_said_where_it_is_given():
    sheet = summary_sheet(header_of(), result_of(), ("等次折算分数，取平均。",))
    assert "等次折算分数，取平均。" in sentences(sheet)


def test_a_void_evaluation_shows_no_figures():
    void = {"subjects": [], "valid": False, "counts": COUNTS | {"issued": 96}}
    sheet = summary(**void)
    assert tables(sheet) == []
    assert "收回选票 97 张，多于发出选票 96 张，本次测评无效，应重新测评。" in sentences(sheet)
    assert sentences(comments_sheet(header_of(), result_of(**void), {})) == ["测评无效，不列意见。"]
    (own,) = subject_sheets(header_of(), result_of(**void), {})
    assert tables(own) == []


def test_grades_that_differ_by_dimension_leave_the_sum_empty():
    found = [SUBJECTS[0] | {"counts": {}, "shares": {}, "cumulative": {}}]
    table = tables(summary(subjects=found))[0]
    assert under(table, "优秀", "票") == ["—"]
    assert column(table, "优秀率") == ["—"]


# --- By dimension -----------------------------------------------------------------------------


def test_the_second_sheet_gives_each_dimension_by_grade():
    sheet = dimensions_sheet(header_of(), result_of(large_document(2, 3)))
    table = tables(sheet)[0]
    assert column(table, "测评项目") == ["德", "能", "勤"] * 2
    assert under(table, "优秀", "票") == [60, 60, 60, 59, 59, 59]
    assert column(table, "得分") == ["87.25"] * 6
    assert "各项权重：德 1/3，能 1/3，勤 1/3。" in sentences(sheet)
    assert any("分 3 项测评" in one for one in sentences(sheet))


def test_dimensions_with_bands_of_their_own_have_columns_for_all():
    own = {
        "d0": figures(5, 3, scale=("high", "low")),
        "d1": figures(6, 2, scale=("good", "poor")),
    }
    found = large_document(1, 2) | {
        "labels": {"high": "高", "low": "低", "good": "好", "poor": "差"}
    }
    found["subjects"][0]["dimensions"] = own
    table = tables(dimensions_sheet(header_of(), result_of(found)))[0]
    assert under(table, "高", "票") == [5, "—"]
    assert under(table, "好", "票") == ["—", 6]


def test_without_dimensions_that_is_said():
    sheet = dimensions_sheet(header_of(), result_of())
    assert tables(sheet)[0].rows == ()
    assert tables(sheet)[0].empty == "本次测评不分项目。"


# --- The public page --------------------------------------------------------------------------


def test_a_line_of_the_public_page_has_counts_n_rates_and_score():
    found = [SUBJECTS[0] | {"score": "90.37"}]
    line = said_of_evaluation(header_of(), result_of(subjects=found)).blocks[0].lines[0]
    assert line.counts == "优秀 68 · 称职 20 · 基本称职 4 · 不称职 1 · 不了解 1 · 弃权 1"
    assert line.share == "N＝95，优秀率 71.6%，称职率 92.6%"
    assert line.fate == "90.37 分"


def test_a_void_evaluation_has_rules_and_no_figures_on_the_public_page():
    said = said_of_evaluation(header_of(), result_of(valid=False, subjects=[]))
    assert said.blocks == ()
    assert said.rules
