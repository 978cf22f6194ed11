"""A vote on documents: most by phone, two from a box that was carried to them, one result."""

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

import verifier
from tests.journeys.house import Crowd, House
from tests.journeys.officers import Chair, Officer, Scrutineer, Teller
from tests.journeys.school import NUMBERS, SmallSchool
from tests.journeys.secretary import Secretary
from tests.journeys.stage import Phone, Stage
from voting.ballots.rules import Selections

POLL = 2
PHONE, CROWD, AWAY = NUMBERS[0], NUMBERS[1:17], NUMBERS[17:19]
TITLES = ("绩效工资分配办法（修订稿）", "教职工考勤管理规定（草案）", "集体合同（草案）")
AGREED = {0: 16 + 1 + 2, 1: 6 + 1 + 1, 2: 12 + 1}
"""How many agree: of the crowd, the one phone, the paper box."""


@pytest.fixture
def school(house, tmp_path):
    return SmallSchool(house, tmp_path)


def test_documents_are_voted_on_by_phone_and_on_paper_into_one_result(
    house, stage, school, tmp_path
):
    chair, secretary, one, other, head = officers(stage, school)
    school.checks_in([PHONE, *CROWD])
    secretary.seals(POLL)
    the_box_goes_out(secretary)
    phone = the_phone_votes(house, stage, chair)
    the_crowd_votes(house)
    one_who_took_paper_finds_no_ballot(house, stage)
    chair.acts("截止投票")
    one.opens_box(POLL)
    counting_waits_for_the_box(one)
    stage.forgives(409)
    two_tellers_count_the_box(one, other)
    one.counts(POLL)
    chair.acts("宣布结果")
    the_hall_sees_what_is_carried(phone)
    for signing in (head, one):
        signing.signs(POLL)
    the_sheet_shows_phones_and_paper_apart_and_together(secretary, tmp_path)
    report = verifier.verify(secretary.downloads("复核包（供独立复核）", tmp_path))
    assert report.ok, report.text()


def officers(stage: Stage, school: SmallSchool):
    def signed_in(role, login: str) -> Officer:
        return role(stage.laptop(), stage.url).signs_in(login, school.password_of(login))

    return (
        signed_in(Chair, "zhuchi"),
        signed_in(Secretary, "mishu"),
        signed_in(Teller, "jipiao"),
        signed_in(Teller, "jipiao2"),
        signed_in(Scrutineer, "zongjian"),
    )


def the_box_goes_out(secretary: Secretary) -> None:
    secretary.goes_to_poll(POLL, "/paper")
    secretary.fills({"名称": "流动票箱一（校医院）", "同行人员": "丁一、王二"})
    secretary.presses("设好这个票箱")
    secretary.goes_to_poll(POLL, "/paper/boxes/1/hand-out")
    for number in AWAY:
        secretary.page.get_by_label("工号、姓名，或扫描会议卡上的二维码").fill(number)
        secretary.presses("登记发票")
        expect(secretary.page.locator("[data-result]")).to_contain_text(number)


def the_phone_votes(house: House, stage: Stage, chair: Chair) -> Phone:
    phone = stage.phone()
    phone.enters_by_link(house.personal_link(PHONE))
    phone.waits()
    chair.acts("开始投票")
    phone.page.locator(f'[data-poll="{POLL}"]').get_by_role("link", name="去投票").click()
    phone.takes_paper()
    for title in TITLES:
        phone.marks(title, "同意")
    expect(phone.reviews()).to_contain_text("同意 3 项")
    phone.casts()
    return phone


def the_crowd_votes(house: House) -> None:
    crowd = Crowd(house, CROWD)
    crowd.enters()
    crowd.takes_papers(POLL, house.manifest(POLL), len(CROWD))
    contest = house.manifest(POLL).contests[0]
    first, second, third = (option.id for option in contest.options)
    crowd.casts(
        [
            Selections(
                {
                    contest.id: {
                        first: "agree",
                        second: "agree" if place < 6 else "oppose",
                        third: "agree" if place < 12 else "abstain",
                    }
                },
                {contest.id: []},
            )
            for place in range(len(CROWD))
        ]
    )
    crowd.leaves()


def one_who_took_paper_finds_no_ballot(house: House, stage: Stage) -> None:
    away = stage.phone()
    away.enters_by_link(house.personal_link(AWAY[0]))
    away.opens(f"{house.url}/meetings/1/polls/{POLL}/ballot")
    expect(away.page.get_by_text("纸质选票").first).to_be_visible()
    assert away.page.locator("#ballot").count() == 0


def counting_waits_for_the_box(teller: Teller) -> None:
    teller.goes_to_poll(POLL)
    teller.presses("计票")
    expect(teller.page.get_by_text("还没有两名计票人一致的清点数")).to_be_visible()


def two_tellers_count_the_box(one: Teller, other: Teller) -> None:
    """The second one is one off at first, sees where, and mends it."""
    types(one, "1")
    types(other, "2")
    other.goes_to_poll(POLL, "/paper/boxes/1/compare")
    expect(other.page.get_by_text(re.compile("有 \\d+ 处不一致"))).to_be_visible()
    types(other, "1")
    other.goes_to_poll(POLL, "/paper/boxes/1/compare")
    expect(other.page.get_by_text("两人的清点完全一致")).to_be_visible()


def types(teller: Teller, second_agreed: str) -> None:
    teller.goes_to_poll(POLL, "/paper/boxes/1/count")
    figures = {"returned": "2", "valid": "2", "rejected": "0", "blank": "0"}
    counted = {
        (0, "同意"): "2",
        (1, "同意"): second_agreed,
        (1, "不同意"): str(2 - int(second_agreed)),
        (2, "不同意"): "2",
    }
    for name, figure in figures.items():
        teller.page.locator(f"#{name}").fill(figure)
    for (place, mark), figure in counted.items():
        teller.page.get_by_label(f"{TITLES[place]} {mark}", exact=True).fill(figure)
    teller.page.locator('form.counting button[type="submit"]').click()
    expect(teller.page).not_to_have_url(re.compile("/count$"))


def the_hall_sees_what_is_carried(phone: Phone) -> None:
    phone.opens(f"{phone.url}/meetings/1/polls/{POLL}/announcement")
    for place, title in enumerate(TITLES):
        card = phone.page.locator(".tally .card").filter(has_text=title)
        expect(card).to_contain_text(f"同意 {AGREED[place]}")
        # 24 delegates: more than half are 13, and for the contract 12 are enough.
        expect(card).to_contain_text("通过" if place != 1 else "未通过")


def the_sheet_shows_phones_and_paper_apart_and_together(secretary: Secretary, folder: Path) -> None:
    secretary.goes_to_poll(POLL)
    book = openpyxl.load_workbook(secretary.downloads("全部报告单（Excel）", folder))
    assert book.sheetnames[0] == "表决结果报告单"
    rows = [
        [str(cell) for cell in row if cell is not None]
        for row in book["表决结果报告单"].iter_rows(values_only=True)
    ]
    piles = {row[0]: row[1:6] for row in rows if row and row[0] in {"手机票", "合计"}}
    assert piles["手机票"] == ["17", "17", "17", "0", "0"]
    assert piles["合计"] == ["19", "19", "19", "0", "0"]
    assert any(row[0].startswith("流动票箱一") and row[1:3] == ["2", "2"] for row in rows if row)
