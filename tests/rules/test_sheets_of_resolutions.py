"""The 表决结果报告单 and the 会议合法性核对表."""

from tests.services.reports.reading import column, figures, sentences, tables, titles
from tests.services.reports.sample_resolution import (
    COUNTS,
    ITEMS,
    LEGALITY,
    header_of,
    item,
    result_of,
)
from voting.reports.announced import Tone
from voting.reports.resolutions.announced import said_of_resolution
from voting.reports.resolutions.sheets import legality_sheet, resolution_sheet
from voting.reports.sheet import Share


def report(**changed):
    return resolution_sheet(header_of(), result_of(**changed))


def test_the_report_says_meeting_title_and_time_and_who_signs():
    sheet = report()
    assert sheet.title == "表决结果报告单"
    assert sheet.subtitle == (
        "第五届第三次教职工代表大会 · 审议通过校内分配等方案 · 2026年11月22日 14:52"
    )
    assert sheet.signatures == ("总监票人", "总计票人", "主持人")


def test_the_head_counts_all_delegates_those_present_and_the_ballots():
    assert figures(report()) == {
        "应到": 180,
        "实到": 121,
        "发出选票": 121,
        "收回选票": 119,
        "有效票": 117,
        "无效票": 2,
        "空白票": 1,
        "未收回": 2,
    }


def test_each_document_has_its_version_votes_and_fate_case_59():
    table = tables(report())[0]
    assert titles(table) == [
        "序号",
        "议题",
        "版本和指纹",
        "同意",
        "不同意",
        "弃权",
        "未投",
        "同意占应到%",
        "须达",
        "结果",
    ]
    assert column(table, "版本和指纹") == [
        "第 2 版 1111 1111",
        "第 2 版 2222 2222",
        "第 2 版 3333 3333",
    ]
    assert column(table, "未投") == [2, 2, 2]
    assert column(table, "同意占应到%") == [Share(91, 180), Share(90, 180), Share(100, 180)]
    assert column(table, "结果") == ["通过", "未通过", "通过"]
    assert "分项表决 3 项，通过 2 项。" in sentences(report())


def test_the_base_and_the_threshold_are_said_in_words():
    assert "通过要求：应到会人数的过半数；基数 180，须 91 票同意。" in sentences(report())


def test_documents_with_other_thresholds_are_named_by_their_places():
    other = item(
        2,
        "集体合同草案",
        80,
        0,
        base="attended",
        of=121,
        need=61,
        threshold_words="到会人数的过半数",
    )
    sheet = report(items=[ITEMS[0], other, ITEMS[2]])
    said = sentences(sheet)
    assert "第 1、3 项的通过要求：应到会人数的过半数；基数 180，须 91 票同意。" in said
    assert "第 2 项的通过要求：到会人数的过半数；基数 121，须 61 票同意。" in said
    assert column(tables(sheet)[0], "同意占基数%")[1] == Share(80, 121)


def test_lines_void_on_paper_have_a_column_only_where_there_are_any():
    assert "本项作废" not in titles(tables(report())[0])
    sheet = report(items=[item(1, "聘任办法", 91, 20, void=3)])
    assert column(tables(sheet)[0], "本项作废") == [3]
    assert any("本项作废之和均为有效票 117 张" in one for one in sentences(sheet))


def test_the_sums_are_stated_and_a_wrong_one_is_said_with_its_title():
    assert (
        "核对：有效 117 张＋无效 2 张＝收回 119 张；每项的同意、不同意、弃权之和均为有效票 117 张。"
    ) in sentences(report())
    wrong = ITEMS[1] | {"abstain": 0}
    assert "核对不符：教职工聘任办法，请监票人查明。" in sentences(report(items=[wrong]))
    counts = COUNTS | {"rejected": 1}
    assert "核对不符：有效票、无效票与收回票数，请监票人查明。" in sentences(report(counts=counts))


def test_without_a_quorum_there_are_no_votes_on_the_report():
    quorum = {"code": "quorum", "ok": False, "text": "应到 180 人，须到会 120 人，实到 119 人。"}
    sheet = report(items=[], quorum=False, legality=[quorum, *LEGALITY[1:]])
    assert tables(sheet) == []
    assert "应到 180 人，须到会 120 人，实到 119 人。" in sentences(sheet)
    assert "到会人数不足，不能进行表决。" in sentences(sheet)


def test_more_ballots_than_papers_make_the_vote_void():
    counts = COUNTS | {"issued": 118}
    sheet = report(items=[], valid_vote=False, counts=counts)
    assert tables(sheet) == []
    assert "收回选票 119 张，多于发出选票 118 张，本次表决无效，应重新表决。" in sentences(sheet)


def test_warnings_of_the_result_stand_on_the_report():
    assert "2 人到会而没有投票。" in sentences(report(warnings=["2 人到会而没有投票。"]))


def test_the_checklist_gives_each_demand_its_finding():
    unruled = LEGALITY[4] | {"ok": None, "text": "所用规则没有规定会前几天发文件。"}
    sheet = legality_sheet(header_of(), result_of(legality=[*LEGALITY[:4], unruled]))
    table = tables(sheet)[0]
    assert sheet.title == "会议合法性核对表"
    assert column(table, "核对事项") == [
        "到会人数",
        "计算基数",
        "通过比例",
        "投票方式",
        "会议文件",
    ]
    assert column(table, "核对结果") == ["符合", "符合", "符合", "符合", "无此要求"]
    assert column(table, "情况")[4] == "所用规则没有规定会前几天发文件。"
    assert "所用规则：企业民主管理规定（2012）。" in sentences(sheet)


def test_late_materials_are_to_be_explained_case_62():
    table = tables(legality_sheet(header_of(), result_of()))[0]
    assert column(table, "核对结果")[4] == "须说明"


def test_the_checklist_gives_the_whole_digest_of_each_text_case_64():
    said = sentences(legality_sheet(header_of(), result_of()))
    assert f"“绩效工资分配方案”：第 2 版，SHA-256 {'1' * 64}。" in said


def test_the_public_page_says_what_is_carried_and_every_items_votes():
    said = said_of_resolution(header_of(), result_of())
    assert said.leads[0].names == ("绩效工资分配方案", "教职工考核办法")
    line = said.blocks[0].lines[1]
    assert (line.name, line.fate, line.tone) == ("教职工聘任办法", "未通过", Tone.OPEN)
    assert line.counts == "同意 90 · 不同意 20 · 弃权 7 · 未投 2"
    assert line.share == "占应到 50.0%（90/180）"
    assert "通过要求：应到会人数的过半数；基数 180，须 91 票同意。" in said.rules


def test_a_void_vote_has_rules_and_no_figures_on_the_public_page():
    said = said_of_resolution(header_of(), result_of(items=[], valid_vote=False))
    assert said.leads == said.blocks == ()
    assert said.rules
