"""Phones and paper boxes apart, on the sheets of every kind of poll."""

from dataclasses import replace

from tests.services.reports import sample_award, sample_evaluation, sample_resolution
from tests.services.reports.reading import column, sentences, tables, titles
from tests.services.reports.sample_result import header_of, result_of
from voting.reports.awards.sheets import award_sheet
from voting.reports.counts import Pile, read_piles
from voting.reports.evaluations.sheets import summary_sheet
from voting.reports.resolutions.sheets import resolution_sheet
from voting.reports.sheet import Share
from voting.reports.sheets import box_sheet, count_sheet

PHONES = Pile("手机票", 90, 89, 87, 2, 1)
CARRIED = Pile("流动票箱", 7, 7, 6, 1, 1)
OVER = Pile("流动票箱", 7, 8, 7, 1, 1)


def with_piles(*piles):
    return replace(result_of(), piles=piles)


def paper_table(sheet):
    return next(table for table in tables(sheet) if "票箱" in titles(table))


def test_both_sheets_of_an_election_tell_phones_each_box_and_the_sum():
    result = with_piles(PHONES, CARRIED)
    for sheet in (box_sheet(header_of(), result), count_sheet(header_of(), result)):
        table = paper_table(sheet)
        assert titles(table)[:6] == ["票箱", "发出", "收回", "有效", "无效", "空白"]
        assert table.rows == (
            ("手机票", 90, 89, 87, 2, 1, Share(89, 90)),
            ("流动票箱", 7, 7, 6, 1, 1, Share(7, 7)),
            ("合计", 97, 96, 93, 3, 2, Share(96, 97)),
        )


def test_without_paper_no_sheet_speaks_of_boxes():
    for sheet in (box_sheet(header_of(), result_of()), count_sheet(header_of(), result_of())):
        assert all("票箱" not in titles(table) for table in tables(sheet))


def test_one_box_with_more_ballots_than_papers_makes_the_whole_vote_invalid():
    result = replace(with_piles(PHONES, OVER), valid_election=False, tally=(), elected=())
    said = sentences(box_sheet(header_of(), result))
    assert "“流动票箱”收回 8 张，多于发出的 7 张，整个投票无效。" in said
    assert "本次选举无效，应重新选举。" in said
    assert "结论：投票无效，不进行计票。" in said
    assert not any("本次选举有效" in each for each in said)


def test_an_invalid_count_still_tells_the_boxes_and_no_votes():
    result = replace(with_piles(PHONES, OVER), valid_election=False, tally=(), elected=())
    sheet = count_sheet(header_of(), result)
    assert tables(sheet) == [paper_table(sheet)]


def test_a_box_of_a_voter_group_is_told_with_the_groups_title():
    piles = read_piles(sample_resolution.PILES, {"all": "职工代表"})
    assert [pile.title for pile in piles] == ["手机票", "流动票箱一（职工代表）"]
    assert read_piles({"counts": {}}, {}) == ()


def test_the_sheets_of_the_other_kinds_tell_phones_and_paper_too():
    piles = sample_resolution.PILES
    for sheet in (
        resolution_sheet(sample_resolution.header_of(), sample_resolution.result_of(**piles)),
        award_sheet(sample_award.header_of(), sample_award.result_of(**piles)),
        summary_sheet(sample_evaluation.header_of(), sample_evaluation.result_of(**piles)),
    ):
        assert column(paper_table(sheet), "票箱") == ["手机票", "流动票箱一", "合计"]
        assert column(paper_table(sheet), "收回") == [109, 10, 119]
