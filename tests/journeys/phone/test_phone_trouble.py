"""Refusals on the way into the box, and answers that must not be believed."""

from playwright.sync_api import expect

PAPER, STATE = "**/paper/*", "**/state.json"


# The chair's steps


def test_the_ballot_can_be_filled_in_before_and_cast_when_the_chair_opens(a_hall, a_phone):
    hall = a_hall(state="sealed")
    voter = a_phone(hall.address())
    voter.takes_paper()
    expect(voter.page.locator("#phase")).to_contain_text("投票还没有开始")
    voter.marks("丁一", "赞成")
    voter.page.locator(".contest").evaluate("(sheet) => { sheet.dataset.drawn = 'once'; }")
    voter.reviews()
    expect(voter.page.get_by_role("button", name="等待主持人宣布开始")).to_be_visible()
    hall.open()
    expect(voter.page.get_by_role("button", name="确认投票")).to_be_visible(timeout=8000)
    expect(voter.page.locator("#phase")).to_contain_text("投票开始了")
    assert voter.page.locator(".contest").get_attribute("data-drawn") == "once"
    voter.casts()


def test_the_state_is_asked_for_with_its_tag(hall, a_phone):
    voter = a_phone(hall.address())
    voter.step("keep")
    voter.page.wait_for_timeout(5000)
    first, *later = hall.state_requests
    assert first is None
    assert later
    assert all(later)
    assert len(hall.state_requests) <= 4


def test_casting_just_before_the_opening_keeps_the_ballot_for_a_second_try(a_hall, a_phone):
    hall = a_hall(state="sealed")
    voter = a_phone()
    voter.loses_requests(STATE)
    hall.state = "open"
    voter.opens(hall.address())
    voter.fills_in()
    voter.presses("确认投票")
    voter.is_told("投票还没有开始，选票没有投入票箱")
    assert voter.record()["draft"]["marks"] == {"c1": {"o1": "approve"}}
    hall.open()
    voter.casts()


def test_a_ballot_that_comes_after_closing_is_refused_and_stays_on_the_phone(hall, a_phone):
    voter = a_phone()
    voter.loses_requests(STATE)
    voter.opens(hall.address()).fills_in()
    hall.close()
    voter.presses("确认投票")
    expect(voter.step("refused")).to_contain_text("投票已经结束，这张选票没有投入票箱")
    assert voter.record()["draft"]["marks"] == {"c1": {"o1": "approve"}}
    voter.presses("返回选票")
    assert voter.mark_of("丁一") == ["赞成"]
    assert hall.selections() == []


def test_a_poll_that_closes_under_the_hand_says_so_and_leaves_the_sheet(hall, a_phone):
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.marks("丁一", "赞成")
    hall.close()
    expect(voter.page.locator("#phase")).to_contain_text("投票已经结束", timeout=8000)
    assert voter.mark_of("丁一") == ["赞成"]


def test_a_page_opened_after_closing_does_not_offer_a_paper(hall, a_phone):
    hall.close()
    voter = a_phone(hall.address())
    expect(voter.step("over")).to_contain_text("投票已经结束")
    assert hall.issued == {}


# What must not be believed


def test_a_manifest_that_is_not_the_sealed_one_stops_everything(hall, a_phone):
    forged = hall.manifest.encoded.replace(b'"approve":9', b'"approve":8')
    assert forged != hall.manifest.encoded
    hall.served_manifest = forged
    voter = a_phone(hall.address())
    expect(voter.step("stopped")).to_contain_text("与封存的不一致")
    assert hall.paper_requests == []


def test_a_receipt_without_the_boxs_signature_is_not_a_receipt(hall, a_phone):
    hall.forged_receipts = True
    voter = a_phone(hall.address()).fills_in()
    voter.presses("确认投票")
    expect(voter.step("refused")).to_contain_text("回执的签名不对")
    assert "receipt" not in voter.record()
    hall.forged_receipts = False
    voter.presses("再投一次")
    voter.step("receipt")
    assert hall.box.returned(hall.hash) == 1


def test_a_paper_with_a_wrong_signature_is_not_taken(hall, a_phone):
    voter = a_phone()
    voter.page.route(PAPER, lambda route: route.fulfill(json={"signature": "A" * 342}))
    voter.opens(hall.address())
    voter.step("keep")
    voter.presses("已经保存，领取选票")
    expect(voter.step("refused")).to_contain_text("签名不对")
    voter.page.unroute(PAPER)
    voter.presses("重新领票")
    voter.step("fill")


def test_who_is_not_on_the_roll_is_told_so(hall, a_phone):
    voter = a_phone(hall.address("99999"))
    expect(voter.step("stopped")).to_contain_text("不在这项投票的选举人名册上")
    assert hall.paper_requests == []


def test_the_servers_own_sentence_is_shown_when_it_gives_no_paper(hall, a_phone):
    voter = a_phone(hall.address())
    voter.step("keep")
    hall.state = "closed"
    voter.presses("已经保存，领取选票")
    expect(voter.step("refused")).to_contain_text("投票已经截止，不能再领票。")


def test_a_poll_without_encryption_is_said_to_be_degraded(a_hall, a_phone):
    hall = a_hall(transport="http")
    voter = a_phone(hall.address())
    voter.step("keep")
    expect(voter.page.get_by_text("本次投票没有使用加密连接")).to_be_visible()
