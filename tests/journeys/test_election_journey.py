"""A committee election of a school, played by everybody who takes part, from roster to result."""

import re
from pathlib import Path

import openpyxl
from playwright.sync_api import expect

import verifier
from tests.journeys.house import House
from tests.journeys.officers import Chair
from tests.journeys.phone.browser import wide
from tests.journeys.pictures import picture, picture_of_sheet, to_the_top
from tests.journeys.preparations import (
    SEATS,
    Hall,
    Officers,
    the_ballot_is_sealed,
    the_election_is_prepared,
    the_hall_comes_in,
    the_offices_are_filled,
)
from tests.journeys.secretary import Secretary
from tests.journeys.stage import Phone, Projector
from tests.journeys.votes import Line, approving_all_but, by_place, tally
from voting.ballots.rules import Contest, Selections

VOTERS = 67
BLANK, OVER_MARKED = 7, 8
WRITTEN = {0: "何天建", 1: "何天建", 2: "何 天建", 3: "郭艳", 4: "郭艳", 5: "不知道"}
PLACES = range(1, SEATS + 1)
UNITS = (["人"], ["张"])
FIGURES = {
    "应到": 100,
    "实到": 72,
    "发出选票": 71,
    "收回选票": 70,
    "有效票": 69,
    "无效票": 1,
    "空白票": 1,
    "未收回": 1,
}
FATES = {True: "当选", False: re.compile("^\\s*未")}


def test_an_election_from_the_roster_to_the_signed_spreadsheet(house, stage, tmp_path):
    officers = the_offices_are_filled(house, stage)
    poll_id = the_election_is_prepared(officers.secretary)
    hall = the_hall_comes_in(house, stage, officers)
    contest = the_ballot_is_sealed(house, hall, officers.secretary, poll_id)
    sheets = the_phones_vote(hall, officers.chair, contest)
    sheets += the_crowd_votes(house, hall, poll_id, contest)
    the_chair_and_the_hall_see_only_counts(officers.chair, hall.projector, contest)
    receipt = hall.by_link.receipt_code()
    officers.chair.acts("截止投票")
    the_box_is_opened_and_counted(officers, poll_id)
    officers.chair.acts("宣布结果")
    counted = tally(contest, sheets)
    everybody_sees_the_result(hall, counted)
    everybody_signs(officers, poll_id)
    officers.secretary.publishes(poll_id)
    the_sheet_and_the_spreadsheet_say_what_was_voted(officers.secretary, counted, tmp_path)
    the_bundle_is_recounted(officers.secretary, receipt, tmp_path)
    anybody_finds_the_receipt(stage.phone(), house, receipt)
    assert "日志完整" in house.command("audit", "verify")


# The vote


def the_phones_vote(hall: Hall, chair: Chair, contest: Contest) -> list[Selections]:
    """One fills in before the opening, one marks too many and is told, one writes a name."""
    names = [option.name for option in contest.options]
    hall.by_link.is_offered("去领票").click()
    hall.by_link.comes_to_keepsake()
    hall.by_link.takes_paper()
    hall.by_link.approves(*names[:SEATS])
    hall.by_link.reviews()
    expect(hall.by_link.page.get_by_role("button", name="等待主持人宣布开始")).to_be_visible()
    chair.acts("开始投票")
    for phone in (hall.by_code, hall.by_hall):
        phone.is_offered("去投票").click()
        phone.takes_paper()
    expect(hall.by_link.page.get_by_role("button", name="确认投票")).to_be_visible()
    hall.by_link.casts()
    picture(hall.by_link.page, "phone-cast.png")
    one_marks_too_many_and_is_told(hall.by_code, names)
    one_writes_a_name(hall.by_hall, names)
    hall.by_link.is_left_alone()
    hall.by_code.is_left_alone()
    hall.by_hall.waits()
    full = dict.fromkeys(range(SEATS), "approve")
    written = {0: "oppose"} | dict.fromkeys(range(1, 6), "approve")
    return [by_place(contest, full), by_place(contest, full), by_place(contest, written)]


def one_marks_too_many_and_is_told(phone: Phone, names: list[str]) -> None:
    phone.approves(*names[: SEATS + 1])
    phone.is_told(f"赞成已满 {SEATS} 人，再多这张票就无效了")
    phone.is_told(names[SEATS])
    assert phone.mark_of(names[SEATS]) == []
    review = phone.reviews()
    expect(review).to_contain_text(f"赞成 {SEATS} 人")
    phone.casts()


def one_writes_a_name(phone: Phone, names: list[str]) -> None:
    phone.marks(names[0], "不赞成")
    phone.writes(names[0], "何天建")
    phone.approves(*names[1:6])
    to_the_top(phone.page.locator(".contest"))
    picture(phone.page, "phone-ballot.png")
    expect(phone.reviews()).to_contain_text("另选：何天建")
    phone.casts()


def the_crowd_votes(house: House, hall: Hall, poll_id: int, contest: Contest) -> list[Selections]:
    """One takes no paper and one does not cast; one sheet is over-marked. The valid ones."""
    sheets = [how_one_votes(contest, elector) for elector in range(VOTERS)]
    hall.crowd.takes_papers(poll_id, house.manifest(poll_id), VOTERS + 1)
    hall.crowd.casts(sheets)
    hall.crowd.leaves()
    return [sheet for elector, sheet in enumerate(sheets) if elector != OVER_MARKED]


def how_one_votes(contest: Contest, elector: int) -> Selections:
    last = len(contest.options) - 1
    if elector == BLANK:
        return by_place(contest, {})
    if elector == OVER_MARKED:
        return approving_all_but(contest)
    if elector > OVER_MARKED:
        return approving_all_but(contest, elector % SEATS if elector < 60 else last - 1, last)
    marks = {place: "approve" for place in range(SEATS) if place != elector} | {elector: "oppose"}
    return by_place(contest, marks, (WRITTEN[elector],) if elector in WRITTEN else ())


def the_chair_and_the_hall_see_only_counts(
    chair: Chair, projector: Projector, contest: Contest
) -> None:
    chair.conducts()
    expect(chair.figure("发出选票")).to_have_text("70")
    expect(chair.figure("收回选票")).to_have_text("70")
    picture(chair.page, "chair.png")
    projector.shows(re.compile(r"收回 / 发出\s*70\s*/\s*70"))
    assert projector.fits()
    picture(projector.page, "screen.png")
    for seen in (chair.text(), projector.text()):
        assert [option.name for option in contest.options if option.name in seen] == []
        assert "赞成" not in seen
        assert "当选" not in seen


# The count


def the_box_is_opened_and_counted(officers: Officers, poll_id: int) -> None:
    officers.teller.opens_box(poll_id)
    officers.scrutineer.agrees_to_suggestion(poll_id, "何天建")
    written = officers.scrutineer.written_name(poll_id, "何天建")
    expect(written).to_contain_text("4 票")
    picture(officers.scrutineer.page, "scrutiny.png", whole=True)
    officers.scrutineer.rules(poll_id, "郭艳", number="02158")
    officers.scrutineer.rules(poll_id, "不知道", reason="不是姓名")
    officers.teller.counts(poll_id)


def elected(counted: dict[str, Line]) -> list[str]:
    """The names of those with the most approvals, as many as there are seats."""
    return sorted(counted, key=lambda name: -counted[name][0])[:SEATS]


def everybody_sees_the_result(hall: Hall, counted: dict[str, Line]) -> None:
    hall.projector.shows(f"当选 {SEATS} 人，名额已满")
    for name, (approve, _oppose, _abstain) in counted.items():
        line = hall.projector.line_of(name)
        expect(line.locator(".votes")).to_have_text(re.compile(f"\\b{approve}$"))
        expect(line.locator(".fate")).to_have_text(FATES[name in elected(counted)])
    assert hall.projector.fits()
    hall.by_link.is_offered("查看结果").click()
    hall.by_code.is_offered("查看结果").click()
    hall.by_hall.is_offered("看结果").click()
    for phone in (hall.by_link, hall.by_code, hall.by_hall):
        for name, votes in counted.items():
            card = phone.page.locator(".tally .card").filter(has_text=wide(name))
            expect(card).to_contain_text("赞成 {} · 不赞成 {} · 弃权 {}".format(*votes))


def everybody_signs(officers: Officers, poll_id: int) -> None:
    for officer in (officers.head, officers.scrutineer, officers.teller):
        officer.signs(poll_id)
    officers.secretary.goes_to_poll(poll_id)
    expect(officers.secretary.page.locator(".signed li")).to_have_count(3)
    expect(officers.secretary.page.locator(".steps [aria-current]")).to_have_text("已签字确认")


# What remains


def the_sheet_and_the_spreadsheet_say_what_was_voted(
    secretary: Secretary, counted: dict[str, Line], folder: Path
) -> None:
    book = openpyxl.load_workbook(secretary.downloads("全部报告单（Excel）", folder))
    assert book.sheetnames == ["清票报告单", "计票结果报告单", "当选名单", "选举结果报告"]
    in_file = [
        [str(cell) for cell in row if cell is not None]
        for row in book["计票结果报告单"].iter_rows(values_only=True)
    ]
    secretary.follows("计票结果报告单")
    picture_of_sheet(secretary.page, "sheet.png")
    on_page = [
        [cell.replace("\u3000", "") for cell in row.locator("th, td").all_inner_texts()]
        for row in secretary.page.locator("main table tbody tr").all()
    ]
    halves = [half for row in on_page if len(row) == 6 for half in (row[:3], row[3:])]
    assert {row[0]: int(row[1]) for row in in_file if row[2:3] in UNITS} == FIGURES
    assert {row[0]: int(row[1].split()[0]) for row in halves} == FIGURES
    assert votes_in(in_file) == counted
    assert votes_in(on_page) == counted
    winners = [row[1] for row in book["当选名单"].iter_rows(values_only=True) if row[0] in PLACES]
    assert sorted(winners) == sorted(elected(counted))


def votes_in(rows: list[list[str]]) -> dict[str, Line]:
    """The lines of a sheet that begin with a place: place, name, unit, and the three counts."""
    lines = [row for row in rows if len(row) == 9 and row[0].isdecimal()]
    return {name: (int(a), int(o), int(n)) for _place, name, _unit, a, o, n, *_more in lines}


def the_bundle_is_recounted(secretary: Secretary, receipt: str, folder: Path) -> None:
    secretary.page.go_back()
    file = secretary.downloads("复核包（供独立复核）", folder)
    report = verifier.verify(file, verifier.Expected(receipt=receipt))
    assert report.ok, report.text()


def anybody_finds_the_receipt(phone: Phone, house: House, receipt: str) -> None:
    phone.opens(f"{house.url}/results/{house.manifest(1).hash.hex()}")
    phone.page.get_by_label("回执码").fill(receipt.lower())
    phone.presses("查公告板")
    expect(phone.page.get_by_text("这张选票在公告板上")).to_be_visible()
