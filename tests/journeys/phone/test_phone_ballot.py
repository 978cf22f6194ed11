"""The ballot page as a voter plays it: take a paper, fill in, review, cast, keep the receipt."""

from playwright.sync_api import expect

from tests.journeys.phone.browser import SMALL
from tests.journeys.phone.hall import NAMES, committee
from voting.ballots.rules import Contest, Option

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


def test_several_contests_stand_on_one_ballot(a_hall, a_phone):
    audit = committee(
        seats=1, candidates=2, id="c2", title="经费审查委员会委员", write_in_needs=None
    )
    hall = a_hall(committee(seats=2, candidates=3), audit, plaintext_size=1024)
    voter = a_phone(hall.address())
    voter.takes_paper()
    second = voter.page.get_by_role("region", name="经费审查委员会委员")
    second.get_by_role("group", name="王\u3000二").get_by_role("button", name="不赞成").click()
    second.get_by_label("另选他人之1").fill("赵云")
    first = voter.page.get_by_role("region", name="工会委员会委员", exact=True)
    first.get_by_role("group", name="丁\u3000一").get_by_role(
        "button", name="赞成", exact=True
    ).click()
    expect(voter.reviews()).to_contain_text("赵\u3000云")
    voter.casts()
    assert hall.selections() == [
        {
            "marks": {"c1": {"o1": "approve"}, "c2": {"o2": "oppose"}},
            "write_ins": {"c1": [], "c2": ["赵云"]},
        }
    ]


def test_a_scale_of_grades_is_marked_the_same_way(a_hall, a_phone):
    leaders = Contest(
        id="c1",
        title="领导人员测评",
        options=(Option("o1", "丁一", "校长"), Option("o2", "王二", "副校长")),
        scale=("excellent", "competent", "basic", "incompetent"),
        unmarked="competent",
        limits={"excellent": 1},
    )
    hall = a_hall(leaders, kind="evaluation", title="民主测评")
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.marks("丁一", "优秀")
    voter.marks("王二", "优秀")
    voter.is_told("优秀已满 1 人")
    voter.marks("王二", "基本称职")
    voter.reviews()
    voter.casts()
    assert hall.selections()[0]["marks"] == {"c1": {"o1": "excellent", "o2": "basic"}}


def test_a_document_is_agreed_to_or_not(a_hall, a_phone):
    document = Contest(
        id="c1",
        title="集体合同草案",
        options=(Option("o1", "集体合同（草案）"),),
        scale=("agree", "oppose", "abstain"),
        unmarked="abstain",
    )
    hall = a_hall(document, kind="resolution", title="表决")
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.marks("集体合同（草案）", "不同意")
    voter.reviews()
    voter.casts()
    assert hall.selections()[0]["marks"] == {"c1": {"o1": "oppose"}}


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


def test_the_ballot_fits_a_small_phone_with_text_twice_as_large(hall, a_phone):
    voter = a_phone(hall.address(), size=SMALL)
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for size in ("100%", "200%"):
        voter.opens(hall.address())
        voter.page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
        if size == "100%":
            voter.takes_paper()
            voter.marks("王二", "不赞成")
        voter.step("fill")
        assert voter.page.evaluate(wide) == 0


def test_every_button_is_large_enough_and_every_text_readable(hall, a_phone):
    voter = a_phone(hall.address())
    voter.takes_paper()
    voter.marks("王二", "不赞成")
    small_targets = """() => Array.from(document.querySelectorAll("button, input, a, summary"))
      .filter((one) => one.offsetParent !== null)
      .map((one) => one.getBoundingClientRect())
      .filter((box) => box.width < 44 || box.height < 44).length"""
    small_texts = """() => Array.from(document.querySelectorAll("body *"))
      .filter((one) => one.offsetParent !== null && one.textContent.trim())
      .map((one) => parseFloat(getComputedStyle(one).fontSize))
      .filter((size) => size < 17).length"""
    for step in ("fill", "review"):
        voter.step(step)
        assert voter.page.evaluate(small_targets) == 0
        assert voter.page.evaluate(small_texts) == 0
        if step == "fill":
            voter.reviews()


def test_the_ballot_can_be_cast_with_the_keyboard_alone(a_hall, a_phone):
    hall = a_hall(committee(seats=1, candidates=1))
    voter = a_phone(hall.address())
    voter.step("keep")
    for step, presses in (("keep", 1), ("fill", 1), ("review", 1)):
        voter.step(step)
        expect(voter.page.locator(f'[data-step="{step}"] h2')).to_be_focused()
        for _ in range(presses):
            reach(voter, {"keep": "领取选票", "fill": "赞成", "review": "确认投票"}[step])
            voter.page.keyboard.press("Enter")
        if step == "fill":
            reach(voter, "检查选票")
            voter.page.keyboard.press("Enter")
    voter.step("receipt")
    assert hall.selections()[0]["marks"] == {"c1": {"o1": "approve"}}


def reach(voter, label: str) -> None:
    """Press Tab until the focus is on what is labelled so."""
    for _ in range(20):
        voter.page.keyboard.press("Tab")
        if label in voter.page.evaluate("document.activeElement.textContent"):
            return
    raise AssertionError(label)
