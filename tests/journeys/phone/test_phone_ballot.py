"""The ballot page as a voter plays it: take a paper, fill in, review, cast, keep the receipt."""

from playwright.sync_api import expect

from tests.journeys.phone.sealed import NAMES, committee

# What a browser says by itself when a page posts bytes to its own server.
ITS_OWN_HEADERS = {
    "accept",
    "accept-encoding",
    "accept-language",
    "cache-control",
    "connection",
    "content-length",
    "content-type",
    "host",
    "origin",
    "pragma",
    "user-agent",
}


def test_a_voter_takes_a_paper_fills_in_reviews_and_casts(hall, a_phone):
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.marks("丁一", "赞成")
    voter.marks("王二", "不赞成")
    voter.writes("王二", " 欧阳娜娜 ")
    voter.marks("文三", "弃权")
    review = voter.reviews()
    expect(review).to_contain_text("另选：欧阳娜娜")
    expect(review).to_contain_text("未划（弃权）")
    expect(review.locator("li")).to_have_count(len(NAMES))
    receipt = voter.casts()
    expect(receipt.get_by_role("heading", level=2)).to_have_text("已投入票箱")

    assert hall.selections() == [
        {
            "marks": {"c1": {"o1": "approve", "o2": "oppose", "o3": "abstain"}},
            "write_ins": {"c1": ["欧阳娜娜"]},
        }
    ]
    assert [entry.code for entry in hall.box.board(hall.hash)] == [voter.receipt_code()]


def test_what_was_filled_in_leaves_the_phone_when_it_is_cast(hall, a_phone):
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.marks("丁一", "赞成")
    voter.reviews()
    assert voter.record()["draft"]["marks"] == {"c1": {"o1": "approve"}}
    voter.casts()
    record = voter.record()
    assert record["draft"] is None
    assert record["confirmed"] is None
    assert record["seed"]
    assert record["receipt"]["code"] == voter.receipt_code()


def test_the_receipt_is_there_again_after_a_reload(hall, a_phone):
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.reviews()
    voter.casts()
    code = voter.receipt_code()
    voter.page.reload()
    assert voter.receipt_code() == code
    assert len(hall.cast_bodies) == 1


def test_the_cast_request_carries_no_cookie_no_referrer_and_no_account(hall, a_phone):
    voter = a_phone(hall.address())
    voter.takes_paper()
    assert [cookie["name"] for cookie in voter.page.context.cookies()] == ["named"]
    voter.reviews()
    voter.casts()
    (headers,) = hall.cast_headers
    sent = {name.lower(): value for name, value in headers.items()}
    told = {name for name in sent if not name.startswith(("sec-fetch-", "sec-ch-"))}
    assert told <= ITS_OWN_HEADERS
    assert sent["content-type"] == "application/octet-stream"
    assert len(hall.cast_bodies[0]) == hall.poll.body_size


def test_the_fingerprint_is_that_of_the_manifest_the_phone_received(hall, a_phone):
    voter = a_phone(hall.address())
    voter.step("keep")
    expect(voter.page.locator(".fingerprint b")).to_have_text(hall.manifest.fingerprint)


def test_a_mark_is_taken_back_by_a_second_tap(hall, a_phone):
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.marks("丁一", "赞成")
    assert voter.mark_of("丁一") == ["赞成"]
    voter.marks("丁一", "不赞成")
    assert voter.mark_of("丁一") == ["不赞成"]
    voter.marks("丁一", "不赞成")
    assert voter.mark_of("丁一") == []
    expect(voter.page.locator(".count")).to_contain_text("未划 11 人")


def test_one_approval_too_many_is_blocked_with_a_sentence(a_hall, a_phone):
    hall = a_hall(committee(seats=2, candidates=4))
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.marks("丁一", "赞成")
    voter.marks("王二", "赞成")
    expect(voter.page.locator(".count")).to_contain_text("2 / 应选 2 人")
    voter.marks("文三", "赞成")
    assert voter.mark_of("文三") == []
    voter.is_told("赞成已满 2 人")
    voter.is_told("文三")
    voter.marks("王二", "赞成")
    expect(voter.page.locator("#alert")).to_be_hidden()
    voter.marks("文三", "赞成")
    assert voter.mark_of("文三") == ["赞成"]


def test_a_written_name_counts_towards_the_seats(a_hall, a_phone):
    hall = a_hall(committee(seats=2, candidates=4))
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.marks("丁一", "赞成")
    voter.marks("王二", "不赞成")
    voter.writes("王二", "赵云")
    voter.marks("文三", "赞成")
    assert voter.mark_of("文三") == []
    voter.marks("田富", "不赞成")
    other = voter.card("田富").get_by_role("textbox")
    expect(other).to_be_disabled()
    expect(voter.card("田富")).to_contain_text("已满 2 人")
    voter.marks("丁一", "赞成")
    expect(other).to_be_enabled()


def test_the_line_for_another_name_is_there_only_below_a_no(hall, a_phone):
    voter = a_phone(hall.address())
    voter.takes_paper()
    line = voter.card("王二").get_by_role("textbox")
    expect(line).to_be_hidden()
    voter.marks("王二", "不赞成")
    voter.writes("王二", "赵云")
    voter.marks("王二", "弃权")
    expect(line).to_be_hidden()
    voter.reviews()
    voter.casts()
    assert hall.selections()[0]["write_ins"] == {"c1": []}


def test_a_name_that_cannot_be_read_is_named_before_the_review(hall, a_phone):
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.marks("王二", "不赞成")
    for wrong, sentence in (
        ("丁 一", "已经在候选名单里"),
        ("张" * 21, "最多 20 个字"),
        ("张\u202e三", "不能识别的符号"),
        ("张三\U0001f600", "不能识别的符号"),
    ):
        voter.writes("王二", wrong)
        voter.presses("检查选票")
        voter.is_told(sentence)
        expect(voter.card("王二").get_by_role("textbox")).to_be_focused()
        expect(voter.page.locator('[data-step="review"]')).to_be_hidden()
    voter.writes("王二", "张" * 20)
    voter.reviews()


def test_the_same_name_written_twice_is_named(hall, a_phone):
    voter = a_phone(hall.address())
    voter.takes_paper()
    for name in ("王二", "文三"):
        voter.marks(name, "不赞成")
        voter.writes(name, "赵云")
    voter.presses("检查选票")
    voter.is_told("写了两次")


def test_an_empty_ballot_is_told_that_it_abstains_and_can_be_cast(hall, a_phone):
    voter = a_phone(hall.address())
    voter.takes_paper()
    expect(voter.reviews()).to_contain_text("一处也没有划，这样投出按弃权计算")
    voter.casts()
    assert hall.selections() == [{"marks": {"c1": {}}, "write_ins": {"c1": []}}]


def test_the_way_back_from_the_review_keeps_the_marks(hall, a_phone):
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.marks("丁一", "赞成")
    voter.reviews()
    voter.presses("返回修改")
    assert voter.mark_of("丁一") == ["赞成"]
