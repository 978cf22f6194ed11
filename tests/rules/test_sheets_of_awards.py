"""The 评选结果报告单 and the 获奖名单."""

from tests.services.reports.reading import column, sentences, tables, titles
from tests.services.reports.sample_award import (
    COUNTS,
    GROUPS,
    ORDER,
    PERSONS,
    header_of,
    nominee,
    result_of,
    section,
)
from voting.reports.announced import Tone
from voting.reports.awards.announced import said_of_award
from voting.reports.awards.result import Honours, Winner, honours_of
from voting.reports.awards.sheets import award_sheet, winners_sheet
from voting.reports.sheet import Share


def report(**changed):
    return award_sheet(header_of(), result_of(**changed))


def winners(**changed):
    result = result_of(**changed)
    return winners_sheet(header_of(), result, honours_of(result, ORDER))


TIED = section(
    "s1",
    "先进个人",
    [
        nominee("n1", "文三", "", 80, 1, winner=True),
        nominee("n2", "丁一", "", 60, 2),
        nominee("n3", "王二", "", 60, 2),
    ],
    tied={"seats": 1, "between": ["n2", "n3"]},
)


def test_each_section_has_its_table_in_the_order_of_votes():
    sheet = report()
    table = tables(sheet)[0]
    assert [part.heading for part in sheet.sections[:2]] == ["先进个人", "先进集体"]
    assert titles(table) == ["名次", "候选对象", "单位、说明", "得票", "占有效票%", "结果"]
    assert column(table, "候选对象") == ["文三", "丁一", "王二"]
    assert column(table, "单位、说明")[1] == "数学教研组 班主任"
    assert column(table, "占有效票%") == [Share(80, 95), Share(60, 95), Share(20, 95)]
    assert column(table, "结果") == ["获奖", "获奖", "未入选"]
    assert "名额 2 个，候选 3 个，每张票最多推荐 2 个。以得票多少为序。" in sentences(sheet)


def test_where_a_jury_weighs_both_scores_and_the_combined_one_stand_beside_the_votes():
    table = tables(report())[1]
    assert titles(table)[5:9] == ["得票分", "评审平均分", "评审人数", "综合得分"]
    assert table.rows[0][5:9] == ("52.63", "90.00", 5, "67.58")
    said = next(one for one in sentences(report()) if "综合得分" in one)
    assert "每张票须推荐 1 个" in said
    assert "综合得分＝得票分×3/5＋评审平均分×2/5，得票分＝得票÷有效票×100。" in said
    assert "最低得票：有效票 95 张，过半数为 48 票。" in said


def test_who_misses_the_least_votes_or_has_none_is_told_so():
    assert column(tables(report())[1], "结果") == ["获奖", "未达最低得票"]
    nobody = section("s1", "先进个人", [nominee("n1", "文三", "", 0, 1, passed=False)])
    assert column(tables(report(sections=[nobody]))[0], "结果") == ["无票"]


def test_equal_ones_at_the_cut_wait_and_nobody_breaks_the_tie():
    assert column(tables(report(sections=[TIED]))[0], "结果") == ["获奖", "并列待定", "并列待定"]
    sheet = winners(sections=[TIED])
    assert column(tables(sheet)[0], "获奖者") == ["文三"]
    assert "丁一、王二票数或得分相等，须再次投票或由会议决定。" in sentences(sheet)


def test_the_honoured_stand_in_the_order_of_the_ballot_not_by_votes():
    sheet = winners()
    assert sheet.title == "获奖名单"
    assert [part.heading for part in sheet.sections[:2]] == ["先进个人（2 个）", "先进集体（1 个）"]
    assert column(tables(sheet)[0], "获奖者") == ["丁一", "文三"]
    assert column(tables(sheet)[1], "获奖者") == ["初三年级组"]
    assert "个人按姓氏笔画为序，集体和作品按选票上的次序。" in sentences(sheet)


def test_who_was_honoured_by_a_run_off_or_a_decision_is_marked():
    honours = [Honours("先进个人", 2, (Winner("丁一", "", "再次投票"), Winner("文三", "")))]
    sheet = winners_sheet(header_of(), result_of(), honours)
    assert column(tables(sheet)[0], "备注") == ["再次投票", ""]


def test_places_nobody_holds_are_told():
    gap = PERSONS | {"quota": 3, "vacant": 1}
    assert "名额空缺 1 个。" in sentences(winners(sections=[gap, GROUPS]))


def test_a_void_vote_shows_no_votes_and_honours_nobody():
    counts = COUNTS | {"issued": 95}
    void = {"counts": counts, "valid": False, "sections": []}
    assert tables(report(**void)) == []
    assert "收回选票 96 张，多于发出选票 95 张，本次评选无效，应重新评选。" in sentences(
        report(**void)
    )
    assert tables(winners(**void)) == []
    assert "没有获奖名单。" in sentences(winners(**void))


def test_too_few_in_the_hall_is_said_with_the_number_needed():
    sheet = report(counts=COUNTS | {"attended": 60}, quorum=False, sections=[])
    assert (
        "到会：应到 100 人，实到须达三分之二以上，即 67 人；实到 60 人，不足，不能进行评选。"
        in sentences(sheet)
    )


def test_the_public_page_names_the_honoured_and_everybodys_votes():
    result = result_of()
    said = said_of_award(header_of(), result, honours_of(result, ORDER))
    assert [lead.heading for lead in said.leads] == ["先进个人获奖名单", "先进集体获奖名单"]
    assert said.leads[0].names == ("丁一", "文三")
    first, second = said.blocks[0].lines[0], said.blocks[1].lines[0]
    assert (first.counts, first.fate, first.tone) == ("得票 80", "获奖", Tone.GOOD)
    assert first.share == "占有效票 84.2%（80/95）"
    assert second.counts == "得票 50 · 评审平均分 90.00 · 综合得分 67.58"


def test_a_void_award_has_rules_and_no_figures_on_the_public_page():
    said = said_of_award(header_of(), result_of(valid=False, sections=[]), [])
    assert said.leads == said.blocks == ()
    assert said.rules
