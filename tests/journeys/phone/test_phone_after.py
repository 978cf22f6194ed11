"""After casting: the board, the declared result, and what leaves the phone."""

from playwright.sync_api import expect


def test_after_closing_the_phone_finds_its_ballot_on_the_board(hall, a_phone):
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.reviews()
    voter.casts()
    shown = voter.step("receipt").locator(".code").inner_text()
    hall.close()
    voter.presses("到公告板核对我的票")
    expect(voter.step("receipt")).to_contain_text(f"您的票在票箱里，回执码 {shown}")


def test_a_ballot_missing_from_the_board_is_told_to_its_voter(hall, a_phone):
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.reviews()
    voter.casts()
    hall.close()
    empty = {"manifest_hash": hall.hash.hex(), "root": "", "entries": []}
    voter.page.route("**/board.json", lambda route: route.fulfill(json=empty))
    voter.presses("到公告板核对我的票")
    expect(voter.step("receipt")).to_contain_text("公告板上没有您的票")


def test_the_secrets_leave_the_phone_when_the_result_is_declared(hall, a_phone):
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.reviews()
    voter.casts()
    hall.close()
    hall.state = "declared"
    expect(voter.page.get_by_role("link", name="查看结果").first).to_be_visible(timeout=8000)
    record = voter.record()
    assert (record["seed"], record["paper"]) == (None, None)
    assert record["receipt"]["code"] == voter.receipt_code()


def test_the_keepsake_of_a_lent_phone_can_be_deleted_at_once(hall, a_phone):
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.reviews()
    voter.casts()
    voter.step("receipt").get_by_text("投票凭证", exact=True).click()
    voter.presses("删除凭证")
    assert voter.record()["seed"] is None
    voter.page.reload()
    assert len(voter.receipt_code()) == 10


def test_two_voters_on_one_phone_stay_apart(hall, a_phone):
    voter = a_phone(hall.address("02002"))
    voter.takes_paper()
    voter.marks("丁一", "赞成")
    voter.opens(hall.address("02003"))
    voter.takes_paper()
    assert voter.mark_of("丁一") == []
    voter.reviews()
    voter.casts()
    voter.opens(hall.address("02002"))
    voter.step("fill")
    assert voter.mark_of("丁一") == ["赞成"]
    voter.reviews()
    voter.casts()
    assert len(hall.selections()) == 2
