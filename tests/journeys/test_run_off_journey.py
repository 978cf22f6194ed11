"""Two candidates tie for the last seat: the hall votes once more between exactly these two."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.house import Crowd
from tests.journeys.officers import Chair, Teller
from tests.journeys.phone.browser import wide
from tests.journeys.school import NUMBERS, SmallSchool
from tests.journeys.secretary import Secretary
from tests.journeys.votes import approving_all_but

VOTER, OTHERS = NUMBERS[0], NUMBERS[1:22]
# 2 and 2 against those ahead, 9 and 9 against those behind: 20, 20, 13 and 13 of 22 approve.
OPPOSED = [0, 0, 1, 1, *[2] * 9, *[3] * 8]


@pytest.fixture
def school(house, tmp_path):
    """A small school whose poll is sealed."""
    made = SmallSchool(house, tmp_path)
    made.seals()
    return made


@pytest.fixture
def crowd(house, school):
    """Twenty-one delegates who are there and vote over HTTP."""
    made = Crowd(house, OTHERS)
    made.arrives()
    yield made
    made.leaves()


@pytest.fixture
def phone(house, stage, school):
    """One delegate with a phone, who waits."""
    made = stage.phone()
    made.enters_by_link(house.personal_link(VOTER))
    school.checks_in([VOTER])
    made.waits()
    return made


@pytest.fixture
def signed_in(house, stage, school):
    """Officers of the school at their laptops."""

    def made(role, login):
        officer = role(stage.laptop(), house.url)
        officer.signs_in(login, school.password_of(login))
        return officer

    return made


def test_a_tie_at_the_last_seat_is_settled_by_a_run_off_between_the_tied(
    house, stage, school, crowd, phone, signed_in
):
    names = everybody_votes_and_two_tie(house, school, crowd, phone)
    chair, secretary = signed_in(Chair, "zhuchi"), signed_in(Secretary, "mishu")
    projector = stage.projector()
    projector.opens(chair.screen())
    chair.acts("宣布结果")
    projector.shows("得票相等，须在 2 人中再次投票，选出 1 人")
    for name, fate in zip(names, ("当选", "当选", "再次投票", "再次投票"), strict=True):
        expect(projector.line_of(name).locator(".fate")).to_have_text(fate)

    run_off = secretary.creates_run_off(school.poll_id)
    secretary.seals(run_off)
    chair.acts("开始投票")
    one_votes_between_exactly_these(phone, names[2:])
    the_crowd_prefers_the_first_of_them(house, crowd, run_off, names[2])
    chair.acts("截止投票")
    teller = signed_in(Teller, "jipiao")
    teller.opens_box(run_off)
    teller.counts(run_off)
    chair.acts("宣布结果")
    projector.shows("当选 1 人，名额已满")
    expect(projector.line_of(names[2]).locator(".fate")).to_have_text("当选")
    expect(projector.line_of(names[2]).locator(".votes")).to_have_text(re.compile(r"\b14$"))
    expect(projector.line_of(names[3]).locator(".votes")).to_have_text(re.compile(r"\b8$"))


def everybody_votes_and_two_tie(house, school, crowd, phone) -> list[str]:
    """The names on the ballot, those tied last."""
    school.opens()
    manifest = house.manifest(school.poll_id)
    (contest,) = manifest.contests
    names = [option.name for option in contest.options]
    crowd.takes_papers(school.poll_id, manifest, len(OTHERS))
    crowd.casts([approving_all_but(contest, place) for place in OPPOSED])
    phone.is_offered("去投票").click()
    phone.takes_paper()
    phone.approves(*names[:3])
    phone.marks(names[3], "不赞成")
    phone.reviews()
    phone.casts()
    phone.waits()
    school.closes()
    school.counts()
    return names


def one_votes_between_exactly_these(phone, names: list[str]) -> None:
    phone.is_offered("去投票").click()
    phone.takes_paper()
    shown = phone.page.locator(".contest [role=group] .name")
    expect(shown).to_have_text([wide(name) for name in names])
    expect(phone.page.locator(".count")).to_contain_text("应选 1 人")
    phone.marks(names[0], "不赞成")
    expect(phone.page.get_by_role("textbox")).to_have_count(0)
    phone.approves(names[1])
    phone.reviews()
    phone.casts()


def the_crowd_prefers_the_first_of_them(house, crowd, run_off: int, preferred: str) -> None:
    manifest = house.manifest(run_off)
    (contest,) = manifest.contests
    other = [option.name != preferred for option in contest.options].index(True)
    crowd.takes_papers(run_off, manifest, len(OTHERS))
    crowd.casts(
        [approving_all_but(contest, other)] * 14 + [approving_all_but(contest, 1 - other)] * 7
    )
