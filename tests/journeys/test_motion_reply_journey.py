"""A motion from its draft to the second reply: phone, office, department, head, and phone again."""

import re

import pytest
from playwright.sync_api import expect

from tests.cast import ACTOR
from tests.journeys.officers import PASSWORD, Officer
from tests.journeys.phone.browser import SMALL
from tests.journeys.reach import hindrances
from tests.services.motions.moving import a_house, assigned, second
from voting.access import service as accounts
from voting.access.rules import Office
from voting.access.service import AccountFacts
from voting.db import db
from voting.motions.handling_models import MotionReply
from voting.motions.models import Motion
from voting.motions.rules import State

TITLE = "关于公开食堂菜价的提案"
FIRST, SECOND = "已转食堂研究。", "十二月起每周公示菜价，由教代会代表监督。"


@pytest.fixture
def school(house):
    """A congress with departments, and accounts for the secretary, a handler and a head."""
    with house.inside():
        made = a_house()
        for login, offices, person_id in (
            ("mishu", frozenset({Office.SECRETARY}), None),
            ("chengban", frozenset(), made.hall.teller),
            ("fuze", frozenset(), made.hall.chair),
        ):
            invited = accounts.create_account(login, AccountFacts(login, offices, person_id), ACTOR)
            accounts.accept_invitation(invited.url.rsplit("/", 1)[-1], PASSWORD, None)
    return made


@pytest.fixture
def officer(house, stage):
    """Sign an officer in on a laptop of their own."""
    return lambda login: Officer(stage.laptop(), house.url).signs_in(login, PASSWORD)


def the_motion(house) -> Motion:
    with house.inside():
        return db.session.query(Motion).one()


def writes_and_submits(phone, house, school) -> str:
    """Write a motion on the phone, have it seconded, submit it; return its path."""
    phone.opens(f"{phone.url}/motions")
    phone.page.get_by_role("link", name="写提案或建议").click()
    phone.page.get_by_label("提案", exact=True).check()
    phone.presses("开始写")
    for field, words in (("案名", TITLE), ("案由", "菜价不公开。"), ("建议和措施", "每周公示。")):
        phone.page.get_by_label(field).fill(words)
    expect(phone.page.locator("[data-save-state]")).to_contain_text("已自动保存")
    phone.presses("下一步：邀请附议")
    with house.inside():
        second(school, db.session.query(Motion).one().id, 1, 2)
    phone.page.reload()
    phone.page.get_by_role("link", name="下一步：核对提交").click()
    phone.presses("确认提交")
    expect(phone.page.get_by_text("已提交，审查结果会显示在这里")).to_be_visible()
    return f"/motions/{the_motion(house).id}"


def files_and_assigns(secretary: Officer, path: str) -> None:
    secretary.goes("/motions/office")
    expect(secretary.page.get_by_text(TITLE).first).to_be_visible()
    secretary.goes(f"{path}/review")
    secretary.follows("立案")
    secretary.presses("确认立案")
    secretary.goes(f"{path}/review")
    secretary.follows("交办")
    secretary.page.get_by_label(re.compile("^主办部门")).select_option(label="后勤处")
    secretary.presses("确认交办")


def replies(handler: Officer, path: str, words: str) -> None:
    handler.goes("/motions/desk")
    handler.follows(TITLE)
    accept = handler.page.get_by_role("button", name="接收", exact=True)
    if accept.count():
        accept.click()
    handler.goes(f"{path}/reply")
    handler.page.get_by_label(re.compile("留作参考")).first.check()
    handler.page.get_by_label(re.compile("^答复内容")).fill(words)
    handler.presses("送负责人签发")


def signs(head: Officer, path: str, words: str) -> None:
    head.goes("/motions/desk")
    head.follows(TITLE)
    expect(head.page.get_by_text(words).first).to_be_visible()
    head.presses("签发这份答复")
    head.goes(path)
    expect(head.page.get_by_text(words).first).to_be_visible()


def rates(phone, path: str, words: str, grade: str, reason: str = "") -> None:
    phone.opens(phone.url + path)
    expect(phone.page.get_by_text(words)).to_be_visible()
    assert hindrances(phone.page) == []
    phone.page.get_by_label(grade, exact=True).check()
    if reason:
        phone.page.locator("#feedback textarea").fill(reason)
    phone.presses("提交反馈")


def test_a_motion_goes_from_its_draft_to_the_second_reply(house, stage, school, officer):
    mover = stage.phone(size=SMALL)
    mover.enters_by_link(house.personal_link("00001"))
    path = writes_and_submits(mover, house, school)
    secretary, handler, head = officer("mishu"), officer("chengban"), officer("fuze")

    files_and_assigns(secretary, path)
    assert the_motion(house).number.endswith("-001")
    replies(handler, path, FIRST)
    assert the_motion(house).state == State.HANDLING
    signs(head, path, FIRST)
    rates(mover, path, FIRST, "不满意", "没有说怎样公开。")
    assert (the_motion(house).state, the_motion(house).round) == (State.HANDLING, 2)

    replies(handler, path, SECOND)
    expect(handler.page.get_by_text("没有说怎样公开。").first).to_be_visible()
    signs(head, path, SECOND)
    rates(mover, path, SECOND, "满意")
    assert the_motion(house).state == State.CLOSED
    expect(mover.page.get_by_role("heading", name="第二次答复")).to_be_visible()
    expect(mover.page.get_by_text(FIRST)).to_be_visible()


def test_a_reply_outlives_a_server_that_is_away_and_is_not_left_unkept(
    house, stage, school, officer
):
    with house.inside():
        path = f"/motions/{assigned(school)}"
    handler = officer("chengban")
    handler.goes(f"{path}/reply")
    page, state = handler.page, handler.page.locator("[data-kept]")
    page.get_by_label(re.compile("留作参考")).first.check()
    page.route("**/reply/keep", lambda route: route.fulfill(status=503, json={"message": "忙"}))
    page.get_by_label(re.compile("^答复内容")).fill(FIRST)
    expect(state).to_contain_text("还没有保存", timeout=10_000)
    page.unroute("**/reply/keep")
    expect(state).to_contain_text("已自动保存", timeout=20_000)
    with house.inside():
        assert db.session.query(MotionReply).one().text == FIRST

    page.route(
        "**/reply/keep", lambda route: route.fulfill(status=409, json={"message": "别处改过"})
    )
    page.get_by_label(re.compile("^答复内容")).fill(SECOND)
    expect(state).to_contain_text("别处改过", timeout=10_000)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="返回办理页").click()
    page.wait_for_url(f"**{path}/handling")
    assert asked == ["beforeunload"]
    stage.forgives(503)
    stage.forgives(409)
