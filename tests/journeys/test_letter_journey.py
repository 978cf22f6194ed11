"""A letter without a name in a real browser: written, and its reply read by the code alone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.phone.browser import SMALL
from tests.journeys.reach import hindrances
from tests.services.motions.moving import a_house, reply, version
from tests.services.motions.staff import a_box
from voting import clock
from voting.db import db
from voting.motions.letterbox import service
from voting.motions.letterbox.rules import QUICKEST
from voting.motions.models import Motion
from voting.motions.service import handling
from voting.motions.service.handling import Order

WORDS = "九月起每份贵了三元，请公开成本。"
CODE = re.compile(r"^[2-9A-Z]{4}(-[2-9A-Z]{4}){3}$")


@pytest.fixture
def school(house):
    """A congress with a letter box."""
    with house.inside():
        made = a_house()
        a_box(made, hint="三个工作日内答复。")
    return made


@pytest.fixture
def answers(house, school):
    """Let the next day come, and the canteen answer what lies in the box."""

    def done() -> None:
        with house.inside():
            assert service.take_out(clock.today() + timedelta(days=1)) == 1
            letter = db.session.query(Motion).one().id
            order = Order(school.canteen)
            handling.assign(letter, version(letter), order, school.secretary)
            reply(school, letter)

    return done


def test_a_letter_is_written_without_a_name_and_its_reply_read_with_the_code(house, stage, answers):
    phone = stage.phone(size=SMALL).page
    phone.goto(f"{house.url}/letters")
    assert hindrances(phone) == []
    phone.get_by_role("link", name="匿名写信").click()
    expect(phone.get_by_text("回执码只显示一次，丢失后无法找回。")).to_be_visible()
    assert hindrances(phone) == []
    phone.get_by_label("标题").fill("食堂涨价没有公示")
    phone.get_by_label("内容").fill(WORDS)
    phone.wait_for_timeout(1000 * (QUICKEST + 1))
    phone.get_by_role("button", name="投入信箱").click()
    shown = phone.locator(".code")
    expect(shown).to_have_text(CODE)
    code = shown.inner_text()
    assert hindrances(phone) == []
    assert code not in phone.url
    assert phone.context.cookies() == []

    answers()

    other = stage.phone(size=SMALL).page
    other.goto(f"{house.url}/letters")
    other.get_by_label("回执码").fill("2345-6789-ABCD-EFGH")
    other.get_by_role("button", name="打开我的信").click()
    expect(other.get_by_text("丢失的回执码无法找回").first).to_be_visible()
    stage.forgives(404)
    other.get_by_label("回执码").fill(code.lower())
    other.get_by_role("button", name="打开我的信").click()
    expect(other.get_by_text("已采取措施（A）")).to_be_visible()
    expect(other.get_by_text(WORDS)).to_be_visible()
    assert hindrances(other) == []
    assert code not in other.url
    other.get_by_label("补充").fill("谢谢，请一并公开早餐。")
    other.get_by_role("button", name="补充").click()
    expect(other.get_by_text("补充已收到")).to_be_visible()
    expect(other.get_by_text("谢谢，请一并公开早餐。")).to_be_visible()
    assert other.context.cookies() == []
