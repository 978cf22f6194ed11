"""A survey answered on a phone, from the first page to the receipt, and whatever comes between."""

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.phone.browser import Voter
from tests.journeys.phone.survey_desk import Desk
from tests.rules.survey_forms import program
from voting.surveys.content import Content
from voting.surveys.rules import Mode

FORM = program(
    """
    | type | name | label | required | relevant | constraint | appearance |
    | begin group | g1 | 食堂 | | | | |
    | select_one 是否 | ate | 您在食堂吃过吗 | yes | | | |
    | likert 满意 | taste | 口味 | yes | ${ate} = 'yes' | | |
    | text | why | 为什么不去 | | ${ate} = 'no' | | |
    | end group | | | | | | |
    | begin group | g2 | 工作 | | ${ate} = 'yes' | | |
    | integer | years | 工龄 | | | . < 60 | |
    | end group | | | | | | |
    | begin group | g3 | 其他 | | | | |
    | select_multiple 字母 or_other | acts | 活动 | | | | |
    | text | wish | 建议 | | | | multiline |
    | end group | | | | | | |
    """
)


@pytest.fixture
def desk(a_desk) -> Desk:
    return a_desk(FORM)


@pytest.fixture
def phone(desk, a_phone) -> Voter:
    """A phone on the first page of the questionnaire."""
    return begun(a_phone(desk.address()))


def begun(voter: Voter) -> Voter:
    voter.step("start")
    voter.presses("开始")
    voter.step("fill")
    return voter


def picks(voter: Voter, label: str, role: str = "radio") -> None:
    voter.page.get_by_role(role, name=label, exact=True).check()


def fills(voter: Voter, label: str, text: str) -> None:
    voter.page.get_by_label(label).fill(text)


def goes_on(voter: Voter, title: str) -> None:
    voter.presses("下一页")
    expect(voter.page.get_by_role("heading", name=title)).to_be_focused()


def answers_no(voter: Voter) -> Voter:
    """The short way: not in the canteen, one wish, the review."""
    picks(voter, "否")
    goes_on(voter, "其他")
    fills(voter, "建议", "多植树")
    voter.presses("检查答案")
    voter.step("review")
    return voter


def hands_in(voter: Voter) -> str:
    voter.presses("交卷")
    return voter.step("done").locator(".code").inner_text().replace(" ", "")


# The whole way


def test_an_answer_reaches_the_box_and_nothing_of_it_stays_on_the_phone(desk, phone):
    picks(phone, "是")
    picks(phone, "满意")
    goes_on(phone, "工作")
    fills(phone, "工龄", "12")
    goes_on(phone, "其他")
    picks(phone, "乙", "checkbox")
    picks(phone, "其他", "checkbox")
    fills(phone, "请写明", " 摄影 ")
    phone.presses("检查答案")
    lines = phone.step("review").inner_text()
    assert "乙、其他（摄影）" in lines
    assert "未答" in lines
    code = hands_in(phone)
    (response,) = desk.responses()
    assert response == Content(
        {
            "ate": "yes",
            "taste": "4",
            "years": "12",
            "acts": ["b", "other"],
            "acts_other": "摄影",
        },
        hurried=True,
    )
    assert code == desk.board()["entries"][0]["code"]
    kept = phone.record()
    assert {kept["seed"], kept["draft"], kept["paper"], kept["confirmed"]} == {None}


def test_the_box_is_told_nothing_but_the_bytes(desk, phone):
    answers_no(phone)
    hands_in(phone)
    (headers,) = desk.cast_headers
    assert "Cookie" not in headers
    assert "Referer" not in headers
    assert len(desk.cast_bodies[0]) == desk.manifest.box_poll.body_size


def test_by_an_open_link_even_the_paper_is_asked_for_without_a_name(a_desk, a_phone):
    desk = a_desk(FORM, mode=Mode.OPEN)
    voter = answers_no(begun(a_phone(desk.address("open"))))
    hands_in(voter)
    assert desk.paper_cookies == [None]
    voter.presses("这台设备换一个人作答")
    hands_in(answers_no(begun(voter)))
    assert len(desk.responses()) == 2


def test_a_signed_answer_is_sent_with_the_name_and_without_a_box(a_desk, a_phone):
    desk = a_desk(FORM, mode=Mode.NAMED)
    voter = answers_no(begun(a_phone(desk.address())))
    voter.presses("交卷")
    expect(voter.step("done").locator(".code")).to_be_hidden()
    assert desk.answers == [
        {"answers": [["ate", "no"], ["wish", "多植树"]], "hurried": False, "language": ""}
    ]
    assert (desk.cast_bodies, desk.issued) == ([], {})
    assert voter.record()["draft"] is None


def test_after_sending_the_page_says_so_and_later_finds_the_answer_on_the_board(desk, phone):
    answers_no(phone)
    code = hands_in(phone)
    desk.close()
    phone.opens(desk.address())
    phone.step("done")
    phone.presses("核对我的答卷")
    told = phone.step("done").get_by_role("status").filter(has_text="已查到")
    expect(told).to_contain_text(code[:4])


def test_an_answer_missing_on_the_board_is_told(desk, phone):
    answers_no(phone)
    hands_in(phone)
    desk.close()
    desk.board = lambda: {"entries": []}
    phone.opens(desk.address())
    phone.step("done")
    phone.presses("核对我的答卷")
    expect(phone.step("done").get_by_text("没有您的这一份")).to_be_visible()


# Logic, faults


def test_questions_come_and_go_and_what_is_not_asked_is_not_sent(desk, phone):
    picks(phone, "否")
    fills(phone, "为什么不去", "太远")
    picks(phone, "是")
    expect(phone.page.get_by_label("为什么不去")).to_be_hidden()
    picks(phone, "一般")
    goes_on(phone, "工作")
    phone.presses("上一页")
    picks(phone, "否")
    expect(phone.page.get_by_label("为什么不去")).to_have_value("太远")
    fills(phone, "为什么不去", "")
    goes_on(phone, "其他")
    phone.presses("检查答案")
    hands_in(phone)
    assert desk.responses() == [Content({"ate": "no"})]


def test_a_required_question_is_gone_to_and_said(phone):
    phone.presses("下一页")
    phone.is_told("这一页还有 1 处要处理")
    first = phone.page.get_by_role("radio", name="是", exact=True)
    expect(first).to_be_focused()
    group = phone.page.get_by_role("group", name="您在食堂吃过吗")
    expect(group).to_contain_text("这一题必须回答。")
    expect(group).to_have_attribute("aria-invalid", "true")
    picks(phone, "否")
    expect(group).not_to_contain_text("这一题必须回答。")
    expect(phone.page.locator("#alert")).to_be_hidden()


@pytest.mark.parametrize(
    ("typed", "told"),
    [("七年", "“七年”不是数字。"), ("1.5", "不是整数"), ("70", "这个答案不符合要求")],
)
def test_what_cannot_be_is_told_where_it_stands(phone, typed, told):
    picks(phone, "是")
    picks(phone, "一般")
    goes_on(phone, "工作")
    fills(phone, "工龄", typed)
    phone.presses("下一页")
    field = phone.page.get_by_label("工龄")
    expect(field).to_be_focused()
    expect(phone.page.locator(".question.bad")).to_contain_text(told)
    fills(phone, "工龄", "７")
    goes_on(phone, "其他")


def test_the_review_leads_to_each_answer_and_back(desk, phone):
    answers_no(phone)
    phone.page.get_by_role("button", name="修改：您在食堂吃过吗").click()
    phone.step("fill")
    expect(phone.page.get_by_role("radio", name="否", exact=True)).to_be_focused()
    picks(phone, "是")
    # Now the taste is asked, and must be answered.
    phone.presses("下一页")
    phone.is_told("还有 1 处")
    picks(phone, "满意")
    goes_on(phone, "工作")
    goes_on(phone, "其他")
    phone.presses("检查答案")
    hands_in(phone)
    assert desk.responses()[0].answers == {"ate": "yes", "taste": "4", "wish": "多植树"}


def test_an_empty_sheet_is_not_handed_in(a_desk, a_phone):
    form = program("""
        | type | name | label |
        | text | wish | 建议 |
        """)
    desk = a_desk(form)
    voter = begun(a_phone(desk.address()))
    voter.presses("检查答案")
    voter.step("review")
    voter.presses("交卷")
    voter.is_told("一道题也没有回答")
    assert desk.cast_bodies == []


# The network, sleep, other windows


def test_a_reload_goes_on_where_one_was(phone):
    picks(phone, "是")
    picks(phone, "满意")
    goes_on(phone, "工作")
    fills(phone, "工龄", "12")
    phone.page.reload()
    phone.step("fill")
    expect(phone.page.get_by_label("工龄")).to_have_value("12")
    expect(phone.page.get_by_role("heading", name="工作")).to_be_visible()


def test_the_answers_are_on_the_phone_alone(desk, phone):
    asked = []
    phone.page.on("request", lambda request: asked.append((request.method, request.url)))
    picks(phone, "否")
    fills(phone, "为什么不去", "太远")
    goes_on(phone, "其他")
    assert asked == []
    assert phone.record()["draft"]["answers"] == {"ate": "no", "why": "太远"}


def test_without_a_network_one_goes_on_and_the_answer_is_sent_once_it_is_back(desk, a_phone):
    voter = a_phone(desk.address())
    voter.step("start")
    voter.page.context.set_offline(True)
    begun(voter)
    answers_no(voter)
    voter.presses("交卷")
    expect(voter.step("sending").get_by_text("还没有交上")).to_be_visible()
    assert desk.cast_bodies == []
    voter.page.context.set_offline(False)
    voter.step("done")
    assert len(desk.responses()) == 1


def test_when_the_answer_of_the_box_is_lost_the_same_bytes_go_again(desk, phone):
    answers_no(phone)
    lost = phone.loses_answers("**/box/*")
    phone.presses("交卷")
    expect(phone.step("sending").get_by_text("还没有交上")).to_be_visible()
    phone.page.reload()
    phone.step("sending")
    lost.ends()
    phone.presses("马上再试")
    phone.step("done")
    assert len(set(desk.cast_bodies)) == 1
    assert len(desk.responses()) == 1


def test_a_closed_survey_says_so_and_the_answers_stay(desk, phone):
    answers_no(phone)
    desk.close()
    phone.presses("交卷")
    expect(phone.step("refused").get_by_text("问卷已经截止，这份答卷没有交上")).to_be_visible()
    assert phone.record()["draft"]["answers"]["wish"] == "多植树"
    phone.opens(desk.address())
    phone.step("over")


def test_one_who_began_on_another_phone_is_told(desk, phone, a_phone):
    picks(phone, "否")
    phone.page.wait_for_function(
        "() => Object.values(localStorage).some((one) => /paper/.test(one))"
    )
    other = a_phone(desk.address())
    expect(other.step("elsewhere")).to_contain_text("另一部手机")


def test_a_paper_taken_elsewhere_in_the_meantime_is_told_at_once(desk, a_phone):
    one, other = a_phone(desk.address()), a_phone(desk.address())
    begun(one)
    one.page.wait_for_function(
        "() => Object.values(localStorage).some((each) => /paper/.test(each))"
    )
    other.step("start")
    other.presses("开始")
    expect(other.step("refused")).to_contain_text("没有领到答卷")
    expect(other.step("refused")).to_contain_text("另一部手机")


def test_two_people_lend_each_other_a_phone(desk, phone):
    picks(phone, "否")
    phone.opens(desk.address("8"))
    begun(phone)
    expect(phone.page.get_by_role("radio", name="否", exact=True)).not_to_be_checked()


def test_a_second_window_takes_over_what_the_first_has(desk, phone):
    second = Voter(phone.page.context.new_page()).opens(desk.address())
    second.step("fill")
    picks(second, "否")
    fills(second, "为什么不去", "太远")
    phone.page.wait_for_function("() => document.querySelector('[value=no]:checked')")
    expect(phone.page.get_by_label("为什么不去")).to_have_value("太远")
    assert second.errors == []


def test_a_changed_questionnaire_is_not_answered(desk, a_phone):
    voter = a_phone()
    changed = json.loads(desk.manifest.encoded) | {"least": 1}
    voter.page.route("**/manifest.json", lambda route: route.fulfill(json=changed))
    voter.opens(desk.address())
    expect(voter.step("stopped")).to_contain_text("与发布的不一致")


def test_who_takes_the_time_to_read_is_not_hurried(a_desk, a_phone):
    rows = "\n".join(f"| select_one 是否 | q{n} | 第{n}题 |" for n in range(6))
    desk = a_desk(program(f"| type | name | label |\n{rows}"))
    voter = a_phone()
    voter.page.clock.install()
    begun(voter.opens(desk.address()))
    for n in range(6):
        voter.page.clock.fast_forward(4000)
        voter.page.get_by_role("group", name=f"第{n}题").get_by_label("是", exact=True).check()
    voter.presses("检查答案")
    voter.step("review")
    hands_in(voter)
    assert [each.hurried for each in desk.responses()] == [False]


# The preview


def test_the_preview_keeps_and_sends_nothing(desk, a_phone):
    voter = begun(a_phone(f"{desk.url}/preview"))
    asked = []
    voter.page.on("request", lambda request: asked.append(request.url))
    answers_no(voter)
    voter.presses("交卷")
    voter.is_told("预览到此为止")
    assert asked == []
    assert voter.page.evaluate("Object.keys(localStorage)") == []
