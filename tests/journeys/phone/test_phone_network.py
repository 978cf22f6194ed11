"""A weak network, a closed page, a second window: what is sent again, what stays on the phone."""

from playwright.sync_api import expect

from tests.journeys.phone.browser import Voter
from voting.ballots.refusals import BoxUnavailable

PAPER, BOX = "**/paper/*", "**/box/*"


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
    voter = a_phone(hall.address()).fills_in()
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
    voter = a_phone(hall.address()).fills_in()
    outage = voter.loses_answers(BOX)
    voter.presses("确认投票")
    expect(voter.step("sending")).to_contain_text("选票还没有投出")
    outage.ends()
    voter.step("receipt")
    assert len(hall.cast_bodies) >= 2
    assert len(set(hall.cast_bodies)) == 1
    assert hall.box.returned(hall.hash) == 1


def test_a_receipt_lost_before_the_poll_closed_is_fetched_after_it(hall, a_phone):
    voter = a_phone(hall.address()).fills_in()
    outage = voter.loses_answers(BOX)
    voter.presses("确认投票")
    expect(voter.step("sending")).to_contain_text("选票还没有投出")
    hall.close()
    outage.ends()
    voter.step("receipt")
    assert [entry.code for entry in hall.box.board(hall.hash)] == [voter.receipt_code()]


def test_an_answer_that_is_not_the_services_counts_as_a_lost_one(hall, a_phone):
    voter = a_phone(hall.address()).fills_in()
    portal = {"status": 200, "content_type": "text/html", "body": "<h1>请登录无线网络</h1>"}
    voter.page.route(BOX, lambda route: route.fulfill(**portal))
    voter.presses("确认投票")
    expect(voter.step("sending")).to_contain_text("选票还没有投出")
    voter.page.unroute(BOX)
    voter.step("receipt")


def test_a_box_that_cannot_write_is_tried_again_until_it_can(hall, a_phone, monkeypatch):
    voter = a_phone(hall.address()).fills_in()
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
    voter = a_phone(hall.address()).fills_in()
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
    voter.fills_in()
    voter.casts()


def test_two_windows_of_one_phone_never_cast_twice(hall, a_phone):
    voter = a_phone(hall.address()).fills_in()
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
