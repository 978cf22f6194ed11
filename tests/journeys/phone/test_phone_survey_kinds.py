"""Every kind of question on a phone: by finger, by keyboard, in its languages, on small screens."""

import gzip

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.phone.browser import SMALL, Voter
from tests.journeys.phone.survey_desk import Desk
from tests.rules.survey_forms import CHOICES, program

MOST_BYTES = 75_000
ALL = program(
    """
    | type | name | label | hint | required | appearance | 参数 | 默认 | 约束 |
    | note | n | 请按真实感受回答。 | | | | | | |
    | select_one 部门 | unit | 部门 | 您现在所在的部门 | yes | | | | |
    | select_one 部门 | second | 第二部门 | | | minimal | | | |
    | select_multiple 字母 or_other | acts | 活动 | | | | randomize=true | | count-selected(.)<=2 |
    | likert 满意 | taste | 口味 | | | | | | |
    | begin group | m | 各方面 | | | table-list | | | |
    | select_one 满意 | m1 | 卫生 | | | | | | |
    | select_one 满意 | m2 | 排队时间 | | | | | | |
    | end group | | | | | | | | |
    | nps | nps | 推荐 | | | | | | |
    | range | share | 比例 | | | | start=0 end=100 step=5 | | |
    | rank 字母 | order | 排序 | | | | | | |
    | decimal | km | 公里 | | | | | 2.5 | |
    | date | day | 哪天 | | | | | | |
    | time | at | 几点 | | | | | | |
    | text | wish | 建议 | | | multiline | | | |
    | acknowledge | ok | 声明 | | | | | | |
    """,
    CHOICES + "    | | 单独 | none | 都没有 |\n",
)
TWO_TONGUES = program(
    """
    | type | name | label::中文 (zh) | label::English (en) |
    | select_one 茶 or_other | tea | 您喜欢哪种茶 | Which tea do you like |
    """,
    """
    | choices |
    | | list_name | name | label::中文 (zh) | label::English (en) |
    | | 茶 | green | 绿茶 | green tea |
    | | 茶 | black | 红茶 | black tea |
    """,
)
ALONE = program(
    """
    | type | name | label | constraint |
    | select_multiple 活动 | acts | 活动 | count-selected(.) >= 2 |
    """,
    """
    | choices |
    | | list_name | name | label | exclusive |
    | | 活动 | run | 跑步 | |
    | | 活动 | sing | 合唱 | |
    | | 活动 | none | 都没有 | yes |
    """,
)


def begun(voter: Voter) -> Voter:
    voter.step("start")
    voter.presses("开始")
    voter.step("fill")
    return voter


@pytest.fixture
def desk(a_desk) -> Desk:
    return a_desk(ALL)


@pytest.fixture
def phone(desk, a_phone) -> Voter:
    return begun(a_phone(desk.address()))


def group(phone: Voter, name: str) -> Locator:
    return phone.page.get_by_role("group", name=name)


def sends(phone: Voter) -> None:
    phone.presses("检查答案")
    phone.step("review")
    phone.presses("交卷")
    phone.step("done")


def test_every_kind_is_answered_and_arrives_in_its_normal_form(desk, phone):
    page = phone.page
    group(phone, "部门").get_by_label("数学组").check()
    page.get_by_label("第二部门").select_option(label="美术组")
    group(phone, "活动").get_by_label("甲").check()
    group(phone, "口味").get_by_label("非常满意").check()
    for name, mark in (("卫生", "满意"), ("排队时间", "一般")):
        page.get_by_role("radiogroup", name=name).get_by_label(mark, exact=True).check()
    group(phone, "推荐").get_by_label("10").check()
    page.get_by_label("比例").fill("35")
    for name in ("丙", "甲", "乙"):
        group(phone, "排序").get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_label("公里")).to_have_value("2.5")
    page.get_by_label("哪天").fill("2026-05-01")
    page.get_by_label("几点").fill("08:30")
    page.get_by_label("建议").fill("两行\n字")
    page.get_by_label("我已阅读并知悉").check()
    sends(phone)
    (response,) = desk.responses()
    assert response.answers == {
        "unit": "math",
        "second": "art",
        "acts": ["a"],
        "taste": "5",
        "m1": "4",
        "m2": "3",
        "nps": "10",
        "share": "35",
        "order": ["c", "a", "b"],
        "km": "2.5",
        "day": "2026-05-01",
        "at": "08:30",
        "wish": "两行\n字",
        "ok": "OK",
    }


def test_a_scale_too_long_for_buttons_takes_only_its_steps(phone):
    phone.page.get_by_label("比例").fill("37")
    phone.presses("检查答案")
    expect(phone.page.locator(".question.bad", has_text="比例")).to_contain_text(
        "请填 0 至 100 之间的刻度"
    )


def test_one_more_than_may_be_chosen_is_taken_back_and_said(phone):
    acts = group(phone, "活动")
    for name in ("甲", "乙"):
        acts.get_by_label(name).check()
    acts.get_by_label("丙").click()
    expect(acts.get_by_label("丙")).not_to_be_checked()
    expect(acts).to_contain_text("最多选 2 项。要选这一项，请先取消另一项。")
    acts.get_by_label("甲").uncheck()
    acts.get_by_label("丙").check()
    expect(acts).not_to_contain_text("请先取消另一项")


def test_an_option_that_stands_alone_clears_the_others_and_they_clear_it(a_desk, a_phone):
    desk = a_desk(ALONE)
    phone = begun(a_phone(desk.address()))
    acts = group(phone, "活动")
    acts.get_by_label("跑步").check()
    expect(acts).to_contain_text("至少选 2 项，已选 1 项。")
    expect(acts.locator(".error")).to_be_hidden()
    phone.presses("检查答案")
    expect(acts.locator(".error")).to_have_text("至少选 2 项，现为 1 项。")
    acts.get_by_label("都没有").check()
    expect(acts.get_by_label("跑步")).not_to_be_checked()
    expect(acts.locator(".error")).to_be_hidden()
    acts.get_by_label("合唱").check()
    expect(acts.get_by_label("都没有")).not_to_be_checked()


def test_an_answer_that_need_not_be_given_can_be_taken_back(phone):
    taste = group(phone, "口味")
    taste.get_by_label("一般").check()
    taste.get_by_role("button", name="清除这一题").click()
    expect(taste.get_by_label("一般")).not_to_be_checked()
    expect(group(phone, "部门").get_by_role("button", name="清除这一题")).to_be_hidden()


def test_ranking_works_from_the_keyboard_and_is_said_aloud(desk, phone):
    order = group(phone, "排序")
    order.get_by_role("button", name="甲", exact=True).focus()
    for _ in range(3):
        phone.page.keyboard.press("Enter")
    expect(order.locator("ol li .words")).to_have_text(["甲", "乙", "丙"])
    order.get_by_role("button", name="上移“丙”").focus()
    phone.page.keyboard.press("Enter")
    expect(order.get_by_role("status")).to_have_text("“丙”排在第 2")
    expect(order.get_by_role("button", name="上移“丙”")).to_be_focused()
    phone.page.keyboard.press("Enter")
    expect(order.locator("ol li .words")).to_have_text(["丙", "甲", "乙"])
    expect(order.get_by_role("button", name="下移“丙”")).to_be_focused()
    order.get_by_role("button", name="取出“乙”").click()
    phone.presses("检查答案")
    expect(order.locator(".error")).to_have_text("请给全部 3 项排出次序。")


def labels(phone: Voter, name: str) -> list[str]:
    return group(phone, name).locator(".option").all_inner_texts()


def test_the_order_of_options_differs_from_phone_to_phone_but_stays_on_one(desk, a_phone):
    seen = set()
    for n in range(6):
        phone = begun(a_phone(desk.address(str(n))))
        first = labels(phone, "活动")
        assert first[-1] == "其他"
        phone.page.reload()
        phone.step("fill")
        assert labels(phone, "活动") == first
        assert labels(phone, "部门") == ["数学组", "美术组", "办公室"]
        seen.add(tuple(first))
    assert len(seen) > 1


def test_the_questionnaire_speaks_the_language_that_is_chosen(a_desk, a_phone):
    desk = a_desk(TWO_TONGUES)
    phone = a_phone(desk.address())
    phone.step("start")
    phone.presses("English")
    begun(phone)
    tea = group(phone, "Which tea do you like")
    tea.get_by_label("black tea").check()
    expect(tea.get_by_label("Other", exact=True)).to_be_visible()
    phone.presses("中文")
    expect(group(phone, "您喜欢哪种茶").get_by_label("红茶")).to_be_checked()
    phone.presses("English")
    sends(phone)
    assert [(each.answers, each.language) for each in desk.responses()] == [
        ({"tea": "black"}, "English (en)")
    ]


def test_what_is_written_is_counted_and_never_lost(a_desk, a_phone):
    desk = a_desk(ALL, size=1024)
    phone = begun(a_phone(desk.address()))
    group(phone, "部门").get_by_label("数学组").check()
    page, wish = phone.page, phone.page.get_by_label("建议")
    assert "请不要写姓名" in page.locator(".question", has_text="建议").inner_text()
    wish.fill("字" * 200)
    expect(page.locator('[data-part="room"]')).to_contain_text("还能写约")
    wish.fill("字" * 400)
    expect(page.locator('[data-part="room"]')).to_contain_text("合计超出约")
    expect(page.locator(".question", has_text="建议")).to_contain_text("400 / 2000 字")
    phone.presses("检查答案")
    phone.step("review")
    phone.presses("交卷")
    phone.is_told("写的文字合计太长")
    assert desk.cast_bodies == []
    page.reload()
    phone.step("fill")
    expect(wish).to_have_value("字" * 400)
    wish.fill("字" * 100)
    sends(phone)
    assert desk.responses()[0].answers["wish"] == "字" * 100


def test_signs_that_nobody_sees_do_not_get_into_an_answer(desk, phone):
    group(phone, "部门").get_by_label("数学组").check()
    phone.page.get_by_label("建议").fill("多\u200b植\u202e树\r\n谢谢")
    sends(phone)
    assert desk.responses()[0].answers["wish"] == "多植树\n谢谢"


def test_only_as_wide_as_the_phone_and_large_enough_for_fingers(desk, a_phone):
    phone = begun(a_phone(desk.address(), size=SMALL))
    for name in ("甲", "乙"):
        group(phone, "排序").get_by_role("button", name=name, exact=True).click()
    for size in ("100%", "200%"):
        phone.page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
        wide = phone.page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= SMALL["width"], size
    phone.page.evaluate("() => { document.documentElement.style.fontSize = ''; }")
    small = phone.page.evaluate(
        """() => Array.from(document.querySelectorAll(
             '.option, .ranked button, .btn, select, input[type=text], textarea'))
           .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44)
           .map((one) => one.outerHTML)"""
    )
    assert small == []


def test_on_a_wide_screen_a_matrix_is_a_table(desk, browser, a_phone):
    phone = begun(a_phone(desk.address(), size={"width": 1280, "height": 900}))
    rows = [
        phone.page.get_by_role("radiogroup", name=name).get_by_role("radio").all()
        for name in ("卫生", "排队时间")
    ]
    across = [[box.bounding_box()["x"] for box in row] for row in rows]
    assert across[0] == across[1] == sorted(across[0])
    assert len({box.bounding_box()["y"] for box in rows[0]}) == 1


def test_every_field_has_a_name_and_says_what_is_wrong_with_it(phone):
    phone.presses("检查答案")
    nameless = phone.page.evaluate(
        """() => Array.from(document.querySelectorAll('#survey :is(input, select, textarea)'))
           .filter((one) => one.offsetParent && !(one.labels && one.labels.length))
           .map((one) => one.outerHTML)"""
    )
    assert nameless == []
    wrong = phone.page.locator('[aria-invalid="true"]')
    expect(wrong).to_have_count(1)
    told = wrong.get_attribute("aria-describedby").split()[-1]
    expect(phone.page.locator(f"#{told}")).to_have_text("这一题必须回答。")


# What is shipped


def test_the_page_loads_at_most_seventy_five_kilobytes_and_announces_its_modules(desk, a_phone):
    phone, packed = a_phone(), {}

    def weigh(response) -> None:
        if "json" not in response.headers["content-type"]:
            packed[response.url] = len(gzip.compress(response.body(), 9))

    phone.page.on("requestfinished", lambda request: weigh(request.response()))
    begun(phone.opens(desk.address()))
    group(phone, "部门").get_by_label("数学组").check()
    sends(phone)
    assert any(url.endswith("answering.js") for url in packed)
    assert sum(packed.values()) <= MOST_BYTES
    told = phone.run(
        "() => Array.from(document.querySelectorAll('link[rel=modulepreload], script[src]'))"
        ".map((one) => one.href || one.src)"
    )
    assert {url for url in packed if url.endswith(".js")} == set(told)


def test_the_strict_content_policy_stops_nothing(desk, a_phone):
    phone, said = a_phone(), []
    phone.page.on("console", lambda message: said.append(message.text))
    begun(phone.opens(desk.address()))
    group(phone, "部门").get_by_label("数学组").check()
    sends(phone)
    assert said == []
