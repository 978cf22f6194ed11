"""The delegate's pages on the smallest phone in use, and the ballot without a finger."""

import pytest
from playwright.sync_api import expect

from tests.journeys.house import Crowd
from tests.journeys.phone.browser import SMALL
from tests.journeys.reach import Keyboard, hindrances
from tests.journeys.school import NUMBERS, SmallSchool
from tests.journeys.votes import approving_all_but

VOTER, OTHERS = NUMBERS[0], NUMBERS[1:17]


@pytest.fixture
def school(house, tmp_path):
    return SmallSchool(house, tmp_path)


@pytest.fixture
def phone(stage):
    """The smallest phone."""
    return stage.phone(size=SMALL)


def test_every_page_of_a_delegate_fits_the_smallest_phone(house, stage, school, phone):
    looked_at = dict(on_the_way_in(house, stage, phone))
    looked_at |= dict(before_the_vote(house, school, phone))
    looked_at |= dict(through_the_vote(house, school, phone))
    looked_at |= dict(after_the_vote(house, school, phone))
    assert {name: found for name, found in looked_at.items() if found} == {}
    assert len(looked_at) == 21


def on_the_way_in(house, stage, phone):
    """The ways in, and what a wrong way says: each page with what hinders on it."""
    phone.opens(house.url)
    yield "front", hindrances(phone.page)
    phone.opens(f"{house.url}/enter")
    yield "enter by number", hindrances(phone.page)
    phone.page.get_by_label("工号").fill("0")
    phone.presses("进入会议")
    yield "a wrong number", hindrances(phone.page)
    stage.forgives(422)
    phone.opens(f"{house.url}/nowhere")
    yield "nothing there", hindrances(phone.page)
    stage.forgives(404)
    phone.opens(house.personal_link(VOTER))
    yield "is it you", hindrances(phone.page)
    phone.presses("是我，进入会议")


def before_the_vote(house, school, phone):
    """The check-in, the waiting page, the candidates."""
    phone.opens(f"{house.url}/m")
    yield "my meetings", hindrances(phone.page)
    phone.opens(f"{house.url}/m/1")
    yield "not checked in", hindrances(phone.page)
    phone.page.get_by_role("link", name="出示我的签到码").click()
    yield "my code", hindrances(phone.page)
    phone.opens(house.hall_url())
    yield "join", hindrances(phone.page)
    phone.checks_in()
    yield "checked in", hindrances(phone.page)
    phone.opens(f"{house.url}/meetings/1/polls/{school.poll_id}/candidates")
    yield "candidates", hindrances(phone.page)


def through_the_vote(house, school, phone):
    """The steps of the ballot, with a long name in its way."""
    school.checks_in(OTHERS)
    school.seals()
    phone.waits()
    yield "sealed", hindrances(phone.page)
    school.opens()
    phone.is_offered("去投票").click()
    phone.comes_to_keepsake()
    yield "keepsake", hindrances(phone.page)
    phone.presses("领过票了？用凭证恢复")
    phone.step("recover")
    yield "recovery", hindrances(phone.page)
    phone.page.reload()
    phone.takes_paper()
    first = house.manifest(school.poll_id).contests[0].options[0].name
    phone.marks(first, "不赞成")
    phone.writes(first, "买买提·吐尔逊江·阿卜杜热合曼")
    yield "ballot", hindrances(phone.page)
    phone.reviews()
    yield "review", hindrances(phone.page)
    phone.presses("返回修改")
    phone.writes(first, "")
    phone.reviews()
    phone.casts()
    yield "receipt", hindrances(phone.page)


def after_the_vote(house, school, phone):
    """What the meeting and everybody sees afterwards."""
    others, manifest = Crowd(house, OTHERS), house.manifest(school.poll_id)
    others.enters()
    others.takes_papers(school.poll_id, manifest, len(OTHERS))
    others.casts([approving_all_but(manifest.contests[0], 3)] * len(OTHERS))
    others.leaves()
    school.closes()
    school.counts()
    school.declares()
    pages = {
        "announcement": f"/meetings/1/polls/{school.poll_id}/announcement",
        "who took papers": f"/meetings/1/polls/{school.poll_id}/roll",
        "result": f"/results/{manifest.hash.hex()}",
    }
    code = phone.receipt_code()
    for name, path in pages.items():
        phone.opens(house.url + path)
        yield name, hindrances(phone.page)
    phone.page.get_by_label("回执码").fill(code)
    phone.presses("查公告板")
    yield "receipt found", hindrances(phone.page)


def test_a_delegate_comes_in_fills_in_and_casts_with_the_keyboard_alone(house, school, phone):
    school.checks_in([VOTER, *OTHERS])
    school.seals()
    school.opens()
    contest = house.manifest(school.poll_id).contests[0]
    first, second, *_others = [option.name for option in contest.options]
    page, keyboard = phone.page, Keyboard(phone.page)

    def button(name):
        return page.get_by_role("button", name=name, exact=True)

    phone.opens(house.personal_link(VOTER))
    keyboard.presses(button("是我，进入会议"))
    expect(page.get_by_text("您已签到")).to_be_visible()
    keyboard.presses(page.get_by_role("link", name="去投票", exact=True))
    phone.step("keep")
    keyboard.presses(button("已经保存，领取选票"))
    phone.step("fill")
    keyboard.presses(phone.card(first).get_by_role("button", name="不赞成"))
    keyboard.writes(phone.card(first).get_by_role("textbox"), "何天建")
    keyboard.presses(phone.card(second).get_by_role("button", name="赞成", exact=True))
    keyboard.presses(button("检查选票"))
    expect(phone.step("review")).to_contain_text("另选：何天建")
    keyboard.presses(button("确认投票"))
    assert len(phone.is_in_the_box()) == 10
