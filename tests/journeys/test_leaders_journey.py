"""An evaluation of leaders: graded on phones, scored by groups, shown as far as the plan says."""

import re

import openpyxl
import pytest
from playwright.sync_api import expect

import verifier
from tests.journeys.house import Crowd
from tests.journeys.officers import Chair, Scrutineer, Teller
from tests.journeys.phone.browser import wide
from tests.journeys.pictures import picture
from tests.journeys.school import NUMBERS, SmallSchool
from tests.journeys.secretary import Secretary
from voting.demo.choices import choose

POLL = 3
GOOD, FAIR = "好", "较好"


@pytest.fixture
def school(house, tmp_path):
    return SmallSchool(house, tmp_path)


def test_leaders_are_graded_by_phone_and_the_result_is_scored_and_recounted(
    house, stage, school, tmp_path
):
    def signed_in(role, login):
        return role(stage.laptop(), stage.url).signs_in(login, school.password_of(login))

    secretary, chair = signed_in(Secretary, "mishu"), signed_in(Chair, "zhuchi")
    teller, head = signed_in(Teller, "jipiao"), signed_in(Scrutineer, "zongjian")
    secretary.seals(POLL)
    manifest = house.manifest(POLL)
    own = manifest.rules["own_rows"]
    number = next(each for each in NUMBERS if each not in own)
    school.checks_in(NUMBERS)
    phone = stage.phone()
    phone.enters_by_link(house.personal_link(number))
    phone.waits()
    chair.acts("开始投票")
    phone.page.locator(f'[data-poll="{POLL}"]').get_by_role("link", name="去投票").click()
    phone.takes_paper()
    one_grades_everybody(phone, [option.name for option in manifest.contests[0].options])
    phone.casts()

    others = [each for each in NUMBERS if each != number][:20]
    crowd = Crowd(house, others)
    crowd.enters()
    crowd.takes_papers(POLL, manifest, len(others))
    crowd.casts([choose(manifest.contests, own.get(each)) for each in others])
    crowd.leaves()
    chair.acts("截止投票")
    teller.opens_box(POLL)
    teller.counts(POLL)
    chair.acts("宣布结果")
    for signing in (head, teller):
        signing.signs(POLL)

    phone.opens(f"{house.url}/meetings/1/polls/{POLL}/announcement")
    for option in manifest.contests[0].options:
        expect(phone.page.get_by_text(wide(option.name)).first).to_be_visible()
    secretary.goes_to_poll(POLL)
    book = openpyxl.load_workbook(secretary.downloads("全部报告单（Excel）", tmp_path))
    assert book.sheetnames[:2] == ["民主测评汇总表", "分项统计表"]
    report = verifier.verify(secretary.downloads("复核包（供独立复核）", tmp_path))
    assert report.ok, report.text()
    secretary.follows("民主测评汇总表")
    picture(secretary.page, "evaluation-sheet.png")


def one_grades_everybody(phone, names):
    """Every row of every card, a remark to the first, and a reload in between."""
    dimensions = ("德", "能", "勤", "绩", "廉")
    for name in names[:3]:
        for title in dimensions:
            grade(phone, name, title, GOOD)
    picture(phone.page, "phone-evaluation.png")
    phone.page.reload()
    phone.step("fill")
    for name in names[3:]:
        for title in dimensions:
            grade(phone, name, title, FAIR)
    review = phone.reviews()
    expect(review).to_contain_text(re.compile(re.escape(wide(names[0]))))


def grade(phone, name, title, mark):
    row = phone.page.get_by_role("radiogroup", name=f"{wide(name)} {title}", exact=True)
    row.get_by_role("radio", name=mark, exact=True).tap()
