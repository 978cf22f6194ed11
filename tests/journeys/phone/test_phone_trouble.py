"""What may go wrong between a phone and the box, and what is left on the phone afterwards."""

from playwright.sync_api import expect

from tests.journeys.phone.browser import Voter
from voting.ballots import words
from voting.ballots.refusals import BoxUnavailable

PAPER, BOX, STATE = "**/paper/*", "**/box/*", "**/state.json"


def filled_in(voter: Voter) -> Voter:
    voter.takes_paper()
    voter.marks("丁一", "赞成")
    voter.reviews()
    return voter


# The network


def test_a_paper_whose_answer_was_lost_is_asked_for_again_with_the_same_bytes(hall, a_phone):
    voter = a_phone(hall.address())
    outage = voter.loses_answers(PAPER)
    voter.step("keep")
    voter.presses("已经保存，领取选票")
    expect(voter.step("taking")).to_contain_text("还没有领到票")
    outage.ends()
    voter.step("fill")
    assert len(hall.paper_requests) >= 2
    assert len(set(hall.paper_requests)) == 1
    assert len(hall.issued) == 1


def test_a_reload_after_the_papers_answer_was_lost_takes_the_same_paper(hall, a_phone):
    voter = a_phone(hall.address())
    outage = voter.loses_answers(PAPER)
    voter.step("keep")
    voter.presses("已经保存，领取选票")
    expect(voter.step("taking")).to_contain_text("还没有领到票")
    outage.ends()
    voter.page.reload()
    voter.step("fill")
    assert len(set(hall.paper_requests)) == 1
    assert len(hall.issued) == 1


def test_the_voter_reads_that_the_ballot_is_not_cast_until_the_box_answers(hall, a_phone):
    voter = filled_in(a_phone(hall.address()))
    outage = voter.loses_requests(BOX)
    voter.presses("确认投票")
    expect(voter.step("sending")).to_contain_text("选票还没有投出")
    kept = voter.record()
    assert kept["draft"]["marks"] == {"c1": {"o1": "approve"}}
    assert kept["confirmed"]
    assert "receipt" not in kept
    outage.ends()
    voter.presses("马上再试")
    voter.step("receipt")
    assert hall.selections()[0]["marks"] == {"c1": {"o1": "approve"}}


def test_a_ballot_whose_receipt_was_lost_is_sent_again_with_the_same_bytes(hall, a_phone):
    voter = filled_in(a_phone(hall.address()))
    outage = voter.loses_answers(BOX)
    voter.presses("确认投票")
    expect(voter.step("sending")).to_contain_text("选票还没有投出")
    outage.ends()
    voter.step("receipt")
    assert len(hall.cast_bodies) >= 2
    assert len(set(hall.cast_bodies)) == 1
    assert hall.box.returned(hall.hash) == 1


def test_a_receipt_lost_before_the_poll_closed_is_fetched_after_it(hall, a_phone):
    voter = filled_in(a_phone(hall.address()))
    outage = voter.loses_answers(BOX)
    voter.presses("确认投票")
    expect(voter.step("sending")).to_contain_text("选票还没有投出")
    hall.close()
    outage.ends()
    voter.step("receipt")
    assert [entry.code for entry in hall.box.board(hall.hash)] == [voter.receipt_code()]


def test_an_answer_that_is_not_the_services_counts_as_a_lost_one(hall, a_phone):
    voter = filled_in(a_phone(hall.address()))
    portal = {"status": 200, "content_type": "text/html", "body": "<h1>请登录无线网络</h1>"}
    voter.page.route(BOX, lambda route: route.fulfill(**portal))
    voter.presses("确认投票")
    expect(voter.step("sending")).to_contain_text("选票还没有投出")
    voter.page.unroute(BOX)
    voter.step("receipt")


def test_a_box_that_cannot_write_is_tried_again_until_it_can(hall, a_phone, monkeypatch):
    voter = filled_in(a_phone(hall.address()))
    deposit = hall.box.deposit

    def out_of_order(*_):
        raise BoxUnavailable

    monkeypatch.setattr(hall.box, "deposit", out_of_order)
    voter.presses("确认投票")
    expect(voter.step("sending")).to_contain_text("选票还没有投出")
    monkeypatch.setattr(hall.box, "deposit", deposit)
    voter.step("receipt")


def test_a_ballot_that_cannot_be_fetched_yet_is_waited_for(hall, a_phone):
    voter = a_phone()
    outage = voter.loses_requests("**/manifest.json")
    voter.opens(hall.address())
    expect(voter.step("loading")).to_contain_text("网络不通")
    outage.ends()
    voter.step("keep")


# Closing the page on the way


def test_a_reload_goes_on_with_the_same_keepsake(hall, a_phone):
    voter = a_phone(hall.address())
    voter.step("keep")
    characters = voter.characters()
    voter.page.reload()
    voter.step("keep")
    assert voter.characters() == characters


def test_a_reload_while_filling_in_keeps_every_mark_and_name(hall, a_phone):
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.marks("丁一", "赞成")
    voter.marks("王二", "不赞成")
    voter.writes("王二", "赵云")
    voter.page.reload()
    voter.step("fill")
    assert (voter.mark_of("丁一"), voter.mark_of("王二")) == (["赞成"], ["不赞成"])
    expect(voter.card("王二").get_by_role("textbox")).to_have_value("赵云")
    assert len(hall.paper_requests) == 1


def test_a_reload_while_the_network_is_away_casts_the_very_same_ballot(hall, a_phone):
    voter = filled_in(a_phone(hall.address()))
    outage = voter.loses_answers(BOX)
    voter.presses("确认投票")
    expect(voter.step("sending")).to_contain_text("选票还没有投出")
    outage.ends()
    voter.page.reload()
    voter.step("receipt")
    assert len(set(hall.cast_bodies)) == 1
    assert hall.box.returned(hall.hash) == 1


def test_either_store_brings_the_ballot_back_when_the_other_is_wiped(hall, a_phone):
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.marks("丁一", "赞成")
    voter.page.wait_for_timeout(300)
    voter.page.evaluate("localStorage.clear()")
    voter.page.reload()
    voter.step("fill")
    assert voter.mark_of("丁一") == ["赞成"]
    voter.marks("王二", "不赞成")
    voter.page.evaluate("indexedDB.deleteDatabase('voting')")
    voter.page.reload()
    voter.step("fill")
    assert voter.mark_of("王二") == ["不赞成"]


def test_a_browser_that_cannot_keep_anything_says_so(hall, a_phone):
    voter = a_phone()
    voter.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } });"
        "Object.defineProperty(window, 'indexedDB', { value: undefined });"
    )
    voter.opens(hall.address())
    expect(voter.step("keep")).to_contain_text("不能保存凭证")
    filled_in(voter)
    voter.casts()


def test_two_windows_of_one_phone_never_cast_twice(hall, a_phone):
    voter = filled_in(a_phone(hall.address()))
    other = Voter(voter.page.context.new_page()).opens(hall.address())
    other.step("fill")
    voter.casts()
    assert other.receipt_code() == voter.receipt_code()
    assert hall.box.returned(hall.hash) == 1


def test_two_windows_of_one_phone_share_one_keepsake_and_one_paper(hall, a_phone):
    voter = a_phone(hall.address())
    voter.step("keep")
    other = Voter(voter.page.context.new_page()).opens(hall.address())
    other.step("keep")
    assert other.characters() == voter.characters()
    voter.takes_paper()
    other.step("fill")
    assert len(set(hall.paper_requests)) == 1
    assert (voter.errors, other.errors) == ([], [])


# Another phone


def test_the_twelve_characters_bring_ballot_and_paper_to_another_phone(hall, a_phone):
    first = a_phone(hall.address())
    first.step("keep")
    characters = first.characters()
    first.takes_paper()

    second = a_phone(hall.address())
    expect(second.step("recover")).to_contain_text("您已经领过选票")
    recover(second, misread(characters))
    expect(second.step("recover")).to_contain_text("可能抄错了字或顺序")
    recover(second, " ".join(characters))
    second.step("fill")
    assert len(hall.paper_requests) == 2
    assert len(set(hall.paper_requests)) == 1
    assert second.record()["paper"] == first.record()["paper"]
    second.marks("王二", "不赞成")
    second.reviews()
    second.casts()
    assert hall.selections() == [{"marks": {"c1": {"o2": "oppose"}}, "write_ins": {"c1": []}}]


def test_a_phone_that_did_not_know_is_told_and_can_recover(hall, a_phone):
    first, second = a_phone(hall.address()), a_phone(hall.address())
    first.step("keep")
    text = first.characters()
    second.step("keep")
    first.takes_paper()
    second.presses("已经保存，领取选票")
    expect(second.step("recover")).to_contain_text("您已经用另一部手机领过选票")
    recover(second, f"VOTE1:{hall.hash.hex()[:8]}:{text}")
    second.step("fill")
    assert len(hall.issued) == 1


def test_the_characters_of_a_keepsake_without_a_paper_do_not_open_anothers(hall, a_phone):
    first, second = a_phone(hall.address()), a_phone(hall.address())
    first.step("keep")
    second.step("keep")
    unused = second.characters()
    first.takes_paper()
    third = a_phone(hall.address())
    third.step("recover")
    recover(third, unused)
    expect(third.step("recover")).to_contain_text("不是您本次领票时的凭证")
    assert "seed" not in str(third.page.evaluate("Object.keys(localStorage)"))


def test_a_paper_used_on_one_phone_is_refused_on_the_other(hall, a_phone):
    first = a_phone(hall.address())
    first.step("keep")
    characters = first.characters()
    filled_in(first)
    second = a_phone(hall.address())
    second.step("recover")
    recover(second, characters)
    second.step("fill")
    first.casts()
    second.reviews()
    second.presses("确认投票")
    expect(second.step("spent")).to_contain_text("已经投入票箱")
    second.page.reload()
    second.step("spent")
    hall.close()
    second.presses("到公告板核对我的票")
    expect(second.step("spent")).to_contain_text(
        first.step("receipt").locator(".code").inner_text()
    )


def misread(characters: str) -> str:
    """The same characters with a wrong last one that the check notices (one of 16 it does not)."""
    for other in words.word_list():
        try:
            words.words_to_seed(characters[:-1] + other)
        except words.WrongWords:
            return characters[:-1] + other
    raise AssertionError(characters)


def recover(voter: Voter, typed: str) -> None:
    voter.step("recover")
    voter.page.get_by_label("领票时保存的 12 个字").fill(typed)
    voter.presses("恢复我的选票")


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
    filled_in(voter)
    voter.presses("确认投票")
    voter.is_told("投票还没有开始，选票没有投入票箱")
    assert voter.record()["draft"]["marks"] == {"c1": {"o1": "approve"}}
    hall.open()
    voter.casts()


def test_a_ballot_that_comes_after_closing_is_refused_and_stays_on_the_phone(hall, a_phone):
    voter = a_phone()
    voter.loses_requests(STATE)
    filled_in(voter.opens(hall.address()))
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
    voter = filled_in(a_phone(hall.address()))
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
