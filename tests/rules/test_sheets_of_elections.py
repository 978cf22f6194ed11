"""The other sheets: 清票报告单, 当选名单, 选举结果报告, and what all of them share."""

import pytest

from tests.services.reports.reading import column, sentences, tables, titles
from tests.services.reports.sample_result import AT, header_of, result_of
from voting.reports.header import Proofs, Signed
from voting.reports.letter import Election, report_sheet
from voting.reports.sheet import Kind, SheetName
from voting.reports.sheets import box_sheet, count_sheet, elected_sheet
from voting.reports.wording import share_words


def test_candidates_of_one_name_are_told_apart_by_their_units_case_129():
    namesakes = [
        {"id": "a", "name": "张伟", "unit": "语文教研组 · 教研组长"},
        {"id": "b", "name": "张伟", "unit": "数学教研组"},
        {"id": "c", "name": "文三", "unit": ""},
    ]
    result = result_of(
        candidates=namesakes,
        ballots=[{"marks": {"a": "approve", "b": "approve"}, "count": 80}],
    )
    names = ["张伟（数学教研组）", "张伟（语文教研组）"]
    header = header_of()
    assert sorted(column(tables(count_sheet(header, result))[0], "姓名")[:2]) == names
    assert column(tables(elected_sheet(header, result))[0], "姓名") == names
    assert any(
        "、".join(names) in one for one in sentences(report_sheet([Election(header, result)]))
    )


def test_the_elected_stand_by_strokes_not_by_votes():
    sheet = elected_sheet(header_of(), result_of())
    table = tables(sheet)[0]
    assert sheet.title == "当选名单"
    assert titles(table) == ["序号", "姓名", "单位/职务", "当选职务", "备注"]
    assert column(table, "姓名") == ["田富", "田大利"]
    assert column(table, "单位/职务") == ["数学教研组", "语文教研组 教研组长"]
    assert set(column(table, "当选职务")) == {"工会委员会委员"}
    assert "以上共 2 人，按姓氏笔画为序。" in sentences(sheet)


def test_the_elected_may_stand_by_strokes_of_the_whole_name():
    sheet = elected_sheet(header_of(list_rule="full"), result_of())
    assert column(tables(sheet)[0], "姓名") == ["田大利", "田富"]
    assert "以上共 2 人，按姓名笔画为序。" in sentences(sheet)


def test_a_written_in_person_is_marked_among_the_elected():
    result = result_of(ballots=[{"marks": {"c": "oppose"}, "write_ins": ["王五"], "count": 61}])
    table = tables(elected_sheet(header_of(), result))[0]
    assert table.rows == ((1, "王五", "", "工会委员会委员", "另选"),)
    assert column(tables(count_sheet(header_of(), result))[1], "结果") == ["当选"]


def test_whom_the_presidium_named_after_a_tie_is_listed_as_such():
    tied = result_of(
        seats=1,
        ballots=[
            {"marks": {"a": "approve"}, "count": 20},
            {"marks": {"b": "approve"}, "count": 20},
        ],
        rules="union_runoff_2016",
    )
    header = header_of(chosen=("b",), decided="得票再次相等，由主席团决定：抽签。")
    sheet = elected_sheet(header, tied)
    assert tables(sheet)[0].rows == ((1, "田富", "数学教研组", "工会委员会委员", "主席团决定"),)
    assert "得票再次相等，由主席团决定：抽签。" in sentences(sheet)


def test_a_recall_is_told_as_a_recall():
    result = result_of(
        rules="union_recall_2021",
        seats=1,
        candidates=[{"id": "a", "name": "田富", "unit": ""}],
        ballots=[{"marks": {"a": "approve"}, "count": 70}],
    )
    header = header_of(recall=True, post="罢免工会主席", seats=1, write_ins=False)
    assert column(tables(count_sheet(header, result))[0], "结果") == ["罢免通过"]
    assert "提请罢免 1 人" in sentences(count_sheet(header, result))[0]
    assert elected_sheet(header, result).title == "罢免名单"


def test_the_box_sheet_counts_papers_and_says_why_the_vote_is_valid():
    sheet = box_sheet(header_of(), result_of())
    table = tables(sheet)[0]
    assert sheet.title == "清票报告单"
    assert column(table, "项目") == ["应到", "实到", "发出选票", "收回选票", "剩余作废", "未收回"]
    assert column(table, "数目") == [100, 98, 97, 96, 3, 1]
    assert sentences(sheet) == [
        "到会：应到 100 人，实到须达三分之二以上，即 67 人；实到 98 人，符合规定，可以进行选举。",
        "收回选票 96 张，少于发出选票 97 张，本次选举有效。",
        "结论：投票有效，可以计票。",
    ]
    assert sheet.signatures == ("总监票人", "监票人")


def test_more_ballots_than_papers_make_the_vote_invalid_and_show_no_votes():
    result = result_of(issued=95, returned=96)
    sheet = box_sheet(header_of(), result)
    assert "收回选票 96 张，多于发出选票 95 张，本次选举无效，应重新选举。" in sentences(sheet)
    assert "结论：投票无效，不进行计票。" in sentences(sheet)
    assert tables(count_sheet(header_of(), result)) == []


def test_too_few_in_the_hall_is_said_with_the_number_needed():
    result = result_of(attended=66, issued=66, ballots=[{"marks": {"a": "approve"}, "count": 60}])
    assert (
        "到会：应到 100 人，实到须达三分之二以上，即 67 人；实到 66 人，不足，不能进行选举。"
        in sentences(box_sheet(header_of(), result))
    )


def test_the_letter_tells_how_it_was_held_and_asks_for_a_reply():
    sheet = report_sheet([Election(header_of(), result_of())])
    said = [sentence.strip() for sentence in sentences(sheet)]
    assert (sheet.title, sheet.addressee) == ("选举结果报告", "上级工会：")
    assert said[0] == (
        "青山中学工会于2026年11月22日召开第五届第三次会员代表大会，"
        "以无记名投票方式选举工会委员会委员。现将结果报告如下："
    )
    assert "方式：由大会直接选举；应选 3 人，候选人 4 人，差额 1 人；无记名投票。" in said
    assert (
        "发出选票 97 张，收回 96 张，占发出 99.0%（96/97）；其中有效票 93 张，无效票 3 张。" in said
    )
    assert "另选他人：王五 37 票，其他 1 票。" in said
    assert "工会委员会委员（2 人，按姓氏笔画为序）：田富、田大利" in said
    assert said[-1] == "妥否，请批复。"
    assert sheet.seal == "青山中学工会"


def test_the_letter_puts_the_chair_first_and_joins_the_ballots_for_one_post():
    committee = Election(header_of(rank=3), result_of())
    chair = Election(
        header_of(rank=0, post="工会主席", title="工会主席选举", seats=1),
        result_of(
            seats=1,
            candidates=[{"id": "a", "name": "田富", "unit": ""}],
            ballots=[{"marks": {"a": "approve"}, "count": 90}],
        ),
    )
    again = Election(
        header_of(rank=3, title="工会委员会委员另行选举", seats=1),
        result_of(
            seats=1,
            candidates=[{"id": "z", "name": "丁一", "unit": ""}, CANDIDATE_C],
            ballots=[{"marks": {"z": "approve"}, "count": 90}],
        ),
    )
    sheet = report_sheet([committee, again, chair])
    last = [sentence.strip() for sentence in sheet.sections[-2].sentences]
    assert last == ["工会主席：田富", "工会委员会委员（3 人，按姓氏笔画为序）：丁一、田富、田大利"]


CANDIDATE_C = {"id": "c", "name": "文三", "unit": ""}


def test_the_small_print_names_signers_proofs_and_a_degraded_transport():
    proofs = Proofs("ab" * 32, "青山流水 · 7F3A · 9C21", "51d08e77" * 8, "0c" * 32, "00" * 32)
    header = header_of(signed=(Signed("钱监", "总监票人", AT),), degraded=True, proofs=proofs)
    small = " ".join(count_sheet(header, result_of()).footer)
    assert "电子签字：钱监（总监票人，14:52）" in small
    assert "青山流水 · 7F3A · 9C21" in small
    assert "51D0 8E77 51D0 8E77…" in small
    assert "降级" in small


@pytest.mark.parametrize(
    ("share", "operator", "words"),
    [
        ("1/2", ">", "过半数"),
        ("1/2", ">=", "半数以上"),
        ("2/3", ">=", "三分之二以上"),
        ("3/5", ">", "超过五分之三"),
        ("4/5", ">=", "五分之四以上"),
        ("1", ">=", "全数"),
    ],
)
def test_shares_are_said_as_one_says_them(share, operator, words):
    assert share_words(share, operator) == words


def test_no_sheet_holds_an_empty_part():
    header, result = header_of(), result_of()
    for sheet in (
        box_sheet(header, result),
        count_sheet(header, result),
        elected_sheet(header, result),
        report_sheet([Election(header, result)]),
    ):
        assert sheet.name in list(SheetName)
        assert all(part.sentences or part.table for part in sheet.sections)
        for table in tables(sheet):
            assert all(len(row) == len(table.columns) for row in table.rows)
            assert {column.kind for column in table.columns} <= set(Kind)
