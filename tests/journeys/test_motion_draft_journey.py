"""A motion from the first word to its submission, on phones: written, cut off, seconded, sent."""

import pytest
from playwright.sync_api import expect

from tests.journeys.reach import hindrances
from tests.services.motions.moving import House as Congregation, a_house, filed
from voting.db import db
from voting.motions.models import Motion
from voting.motions.rules import State

TITLE = "关于改善食堂饭菜质量的提案"
CUT_OFF = "ERR_INTERNET_DISCONNECTED"


@pytest.fixture
def hall(house):
    """A congress whose motions are called for."""
    with house.inside():
        return a_house().hall


@pytest.fixture
def phone_of(house, stage, hall):
    """The phone of one of the delegates, by their place."""

    def made(place: int, **options):
        phone = stage.phone(**options)
        phone.enters_by_link(house.personal_link(f"{place + 1:05d}"))
        return phone

    return made


def the_motion(house) -> Motion:
    with house.inside():
        return db.session.query(Motion).order_by(Motion.id.desc()).first()


def begins(phone) -> str:
    """Begin a motion and return the address of its draft."""
    phone.opens(f"{phone.url}/motions")
    phone.page.get_by_role("link", name="写提案或建议").click()
    phone.page.get_by_label("提案", exact=True).check()
    phone.presses("开始写")
    expect(phone.page.get_by_role("heading", name="写提案", level=1)).to_be_visible()
    return phone.page.url


def saves_by_itself(phone) -> None:
    expect(phone.page.locator("[data-save-state]")).to_contain_text("已自动保存")


def is_told(phone, sentence: str) -> None:
    expect(phone.page.locator("[data-save-state]")).to_contain_text(sentence)


def test_a_motion_is_written_seconded_on_two_phones_and_submitted(house, hall, phone_of):
    mover = phone_of(0)
    begins(mover)
    page = mover.page
    page.get_by_label("案名").fill(TITLE)
    page.get_by_label("案由").fill("品种单一，晚自习后没有热菜。")
    saves_by_itself(mover)
    assert the_motion(house).title == TITLE
    page.get_by_label("建议和措施").fill("引入竞争，公开菜价。")
    expect(page.locator("[data-counter]").last).to_contain_text("10/3000 字")
    assert hindrances(page) == []
    mover.presses("下一步：邀请附议")

    page.get_by_label("姓名或工号").fill("0000")
    mover.presses("查找代表")
    expect(page.get_by_text("找到的正式代表")).to_be_visible()
    for box in page.get_by_role("checkbox").all()[:2]:
        box.check()
    assert hindrances(page) == []
    mover.presses("发出邀请")
    expect(page.get_by_text("等待回复")).to_have_count(2)

    for place in asked_places(house, hall):
        other = phone_of(place)
        other.opens(f"{house.url}/motions")
        other.page.get_by_role("link", name=TITLE).click()
        expect(other.page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
        assert hindrances(other.page) == []
        other.presses("同意附议")
        expect(other.page.get_by_text("您已附议")).to_be_visible()

    page.reload()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "2")
    page.get_by_role("link", name="下一步：核对提交").click()
    expect(page.get_by_role("heading", name="核对提交", level=1)).to_be_visible()
    assert hindrances(page) == []
    mover.presses("确认提交")
    expect(page.get_by_text("已提交，审查结果会显示在这里")).to_be_visible()
    assert the_motion(house).state == State.REVIEW


def asked_places(house, hall) -> list[int]:
    """The places of the delegates who were asked."""
    with house.inside():
        rows = db.session.execute(db.text("SELECT person_id FROM seconder")).scalars()
        return [hall.delegates.index(person_id) for person_id in rows]


def test_what_is_written_without_a_network_is_kept_and_sent_when_it_is_back(house, stage, phone_of):
    mover = phone_of(0)
    begins(mover)
    page = mover.page
    page.context.set_offline(True)
    page.get_by_label("案名").fill(TITLE)
    is_told(mover, "网络不通，内容已留在这台手机上")
    assert the_motion(house).title == ""
    page.context.set_offline(False)
    saves_by_itself(mover)
    assert the_motion(house).title == TITLE
    stage.forgives(CUT_OFF)


def test_what_was_written_without_a_network_survives_leaving_the_page(house, stage, phone_of):
    mover = phone_of(0)
    draft = begins(mover)
    page = mover.page
    page.context.set_offline(True)
    page.get_by_label("案名").fill(TITLE)
    is_told(mover, "网络不通")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(draft)
    if not page.get_by_label("案名").input_value():
        page.get_by_role("button", name="恢复到本页").click()
        expect(page.locator("[data-save-state]")).to_contain_text("已自动保存")
    # Else what the browser sends while it leaves a page came through as the network came back.
    expect(page.get_by_label("案名")).to_have_value(TITLE)
    assert the_motion(house).title == TITLE
    page.reload()
    expect(page.locator("[data-restore]")).to_be_hidden()
    stage.forgives(CUT_OFF)


def test_two_devices_on_one_draft_are_told_and_nothing_is_lost(house, stage, phone_of):
    first, second = phone_of(0), phone_of(0)
    draft = begins(first)
    second.opens(draft)
    first.page.get_by_label("案名").fill(TITLE)
    saves_by_itself(first)
    second.page.get_by_label("案名").fill("另一台手机上的案名")
    is_told(second, "草稿在别处改过")
    stage.forgives(409)
    assert the_motion(house).title == TITLE
    second.presses("保存")
    expect(second.page.get_by_label("案名")).to_have_value("另一台手机上的案名")
    expect(second.page.get_by_text(TITLE)).to_be_visible()
    second.presses("保存")
    expect(second.page.get_by_text("已保存。")).to_be_visible()
    assert the_motion(house).title == "另一台手机上的案名"


def test_without_javascript_a_button_saves(house, phone_of):
    plain = phone_of(0, java_script_enabled=False)
    begins(plain)
    plain.page.get_by_label("案名").fill(TITLE)
    plain.presses("保存")
    expect(plain.page.get_by_text("已保存。")).to_be_visible()
    expect(plain.page.get_by_label("案名")).to_have_value(TITLE)
    assert the_motion(house).title == TITLE


def test_a_draft_fits_the_smallest_phone_with_similar_motions_in_view(house, hall, phone_of):
    with house.inside():
        filed(Congregation(hall, 0, 0))
    mover = phone_of(0, size={"width": 320, "height": 640})
    begins(mover)
    mover.page.get_by_label("案名").fill(TITLE)
    expect(mover.page.get_by_text("有相似的提案")).to_be_visible()
    saves_by_itself(mover)
    assert hindrances(mover.page) == []


def test_what_is_typed_before_the_page_is_ready_is_saved_too(house, hall, phone_of):
    with house.inside():
        filed(Congregation(hall, 0, 0))
    mover = phone_of(0)
    held = []

    def hold(route):
        held.append(route)

    mover.page.route("**/js/motions/draft.js", hold)
    draft = begins_waiting(mover)
    mover.page.get_by_label("案名").fill(TITLE)
    assert len(held) == 1
    held[0].continue_()
    saves_by_itself(mover)
    assert the_motion(house).title == TITLE
    expect(mover.page.get_by_text("有相似的提案")).to_be_visible()
    assert mover.page.url == draft


def begins_waiting(phone) -> str:
    """Begin a motion on a page whose script is late."""
    phone.opens(f"{phone.url}/motions/new")
    phone.page.get_by_label("提案", exact=True).check()
    phone.page.get_by_role("button", name="开始写").click(no_wait_after=True)
    expect(phone.page.get_by_label("案名")).to_be_visible()
    return phone.page.url
