"""The 计票结果报告单: its words, columns, order and sums."""

import pytest

from tests.services.reports.reading import column, sentences, tables, titles
from tests.services.reports.sample_result import FACTS, header_of, result_of
from voting.elections import counting
from voting.reports.result import read_result
from voting.reports.sheet import Share
from voting.reports.sheets import count_sheet, elected_sheet


@pytest.fixture
def counted():
    return count_sheet(header_of(), result_of())


def test_the_count_sheet_says_meeting_election_and_time(counted):
    assert counted.title == "计票结果报告单"
    assert counted.subtitle == (
        "第五届第三次会员代表大会 · 工会委员会委员选举 · 2026年11月22日 14:52"
    )


def test_every_figure_of_the_head_stands_with_its_base(counted):
    said = {figure.label: (figure.value, figure.unit, figure.base) for figure in counted.figures}
    assert said == {
        "应到": (100, "人", "选举人名册"),
        "实到": (98, "人", "占应到 98.0%（98/100）"),
        "发出选票": (97, "张", "占实到 99.0%（97/98）"),
        "收回选票": (96, "张", "占发出 99.0%（96/97）"),
        "有效票": (93, "张", "占收回 96.9%（93/96）"),
        "无效票": (3, "张", "占收回 3.1%（3/96）"),
        "空白票": (2, "张", "弃权，已计入有效票"),
        "未收回": (1, "张", "发出减收回"),
    }


def test_the_threshold_is_said_in_words(counted):
    said = sentences(counted)[0]
    assert "应选 3 人，候选人 4 人，差额 1 人；无记名投票。" in said
    assert "应到 100 人，过半数为 51 票" in said


def test_a_threshold_of_a_hundred_and_twenty_is_sixty_one():
    assert (
        "应到 120 人，过半数为 61 票"
        in sentences(count_sheet(header_of(), result_of(eligible=120)))[0]
    )


def test_the_columns_of_the_count_are_those_of_the_form(counted):
    assert titles(tables(counted)[0]) == [
        "序号",
        "姓名",
        "单位/职务",
        "赞成",
        "不赞成",
        "弃权",
        "赞成占应到%",
        "是否过半",
        "结果",
    ]


def test_candidates_stand_by_approvals_and_equal_ones_by_strokes(counted):
    votes = tables(counted)[0]
    assert column(votes, "姓名") == ["田大利", "田富", "文三", "欧阳四"]
    assert column(votes, "赞成") == [80, 52, 48, 0]
    even = result_of(ballots=[{"marks": {"a": "approve", "b": "approve"}, "count": 60}])
    assert column(tables(count_sheet(header_of(), even))[0], "姓名")[:2] == ["田富", "田大利"]


def test_every_candidates_marks_add_up_to_the_valid_ballots_case_54(counted):
    votes = tables(counted)[0]
    for approve, oppose, abstain in zip(
        column(votes, "赞成"), column(votes, "不赞成"), column(votes, "弃权"), strict=True
    ):
        assert approve + oppose + abstain == 93
    assert (
        "核对：有效 93 张＋无效 3 张＝收回 96 张；"
        "每名候选人的赞成、不赞成、弃权之和均为有效票 93 张。"
    ) in sentences(counted)


def test_a_sum_that_does_not_hold_is_said_with_the_name():
    answer = counting.answer(counting.count(FACTS))
    answer["tally"][1]["oppose"] += 1
    sheet = count_sheet(header_of(), read_result(answer, {}))
    assert any("核对不符：田富，请监票人查明。" in sentence for sentence in sentences(sheet))


def test_shares_are_of_the_base_and_rounded_half_up():
    assert str(Share(90, 100)) == "90.0%（90/100）"
    assert Share(1, 16).percent == "6.3%"
    assert Share(185, 200).percent == "92.5%"
    assert Share(23, 2000).percent == "1.2%"
    assert Share(2, 3).percent == "66.7%"
    assert Share(0, 0).percent == "—"
    assert column(tables(count_sheet(header_of(), result_of()))[0], "赞成占应到%") == [
        Share(80, 100),
        Share(52, 100),
        Share(48, 100),
        Share(0, 100),
    ]


def test_what_became_of_everybody_is_said(counted):
    votes = tables(counted)[0]
    assert column(votes, "是否过半") == ["是", "是", "否", "否"]
    assert column(votes, "结果") == ["当选", "当选", "未过半数", "未过半数"]


def test_written_in_persons_have_their_own_table_and_single_ones_no_name(counted):
    written = tables(counted)[1]
    assert titles(written) == ["姓名", "赞成", "赞成占应到%", "结果"]
    assert written.rows == (
        ("王五", 37, Share(37, 100), "未过半数"),
        ("其他", 1, "", "各不足 2 票"),
    )
    assert "赵六" not in repr(counted)


def test_without_written_in_names_that_is_said_in_a_sentence():
    plain = result_of(ballots=[{"marks": {"a": "approve"}, "count": 90}])
    sheet = count_sheet(header_of(), plain)
    assert "没有另选他人。" in sentences(sheet)
    assert len(tables(sheet)) == 1
    closed = count_sheet(header_of(write_ins=False), plain)
    assert "本次投票不设另选他人。" in sentences(closed)


def test_open_seats_are_said_with_what_can_be_done(counted):
    assert "尚有 1 个名额没有选出，可以另行选举、暂缺。" in sentences(counted)


def test_a_tie_at_the_cut_is_left_to_another_ballot():
    tied = result_of(
        seats=1,
        ballots=[
            {"marks": {"a": "approve"}, "count": 48},
            {"marks": {"b": "approve"}, "count": 48},
        ],
        rules={"extends": "union_election_2016", "elect": {"share": "1/3"}},
    )
    sheet = count_sheet(header_of(seats=1), tied)
    assert column(tables(sheet)[0], "结果")[:2] == ["待再次投票", "待再次投票"]
    assert any(
        sentence.startswith("田富、田大利得票相等，尚有 1 个名额") for sentence in sentences(sheet)
    )
    assert tables(elected_sheet(header_of(), tied))[0].rows == ()


def test_another_base_and_share_change_the_head_of_the_column():
    other = result_of(
        rules={
            "extends": "union_election_2016",
            "elect": {"share": "2/3", "op": ">=", "base": "attended"},
        }
    )
    sheet = count_sheet(header_of(), other)
    assert {"赞成占实到%", "达当选票数"} <= set(titles(tables(sheet)[0]))
    assert "实到 98 人，三分之二以上为 66 票" in sentences(sheet)[0]
    assert column(tables(sheet)[0], "结果")[1] == "未达所需票数"


def test_in_a_run_off_more_votes_elect_and_nobody_must_pass():
    runoff = result_of(
        rules="union_runoff_2016",
        seats=1,
        ballots=[
            {"marks": {"a": "approve"}, "count": 30},
            {"marks": {"b": "approve"}, "count": 20},
        ],
    )
    sheet = count_sheet(header_of(seats=1), runoff)
    assert "得赞成票多的当选" in sentences(sheet)[0]
    assert "是否过半" not in titles(tables(sheet)[0])
    assert column(tables(sheet)[0], "结果")[:2] == ["当选", "未当选"]
