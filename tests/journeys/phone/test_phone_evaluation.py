"""A leader evaluation on the phone: a card a subject, quotas, own rows, the review, the box."""

import pytest
from playwright.sync_api import expect

from tests.journeys.phone.browser import wide
from tests.journeys.phone.evaluations import FIVE, Sheet, five, graded, leaders
from voting.ballots.rules import Uniform

CLOCK = ("excellent", "competent", "basic", "incompetent")
WORDS = ("优秀", "称职", "基本称职", "不称职")
# All at once, as fast as taps can come; Playwright alone would need a minute for 150.
TAP_ALL = """(words) => Array.from(document.querySelectorAll("[role=radiogroup]"))
  .forEach((row, i) => row.querySelectorAll("[role=radio]")[i % words].click())"""


def test_a_sheet_of_thirty_subjects_in_five_dimensions_is_filled_in_and_cast(a_sheet):
    sheet = a_sheet(*five(30))
    sheet.says_on_top("已评 0 / 30 人")
    for title, word in zip(FIVE, (*WORDS, "优秀"), strict=True):
        sheet.grades("丁一", word, title)
    sheet.says_on_top("已评 1 / 30 人")
    sheet.page.evaluate(TAP_ALL, len(WORDS))
    sheet.says_on_top("已评 29 / 30 人")
    # The same taps took back what had been chosen for the first subject.
    assert sheet.grade_of("丁一", "德") == []
    for title in FIVE:
        sheet.grades("丁一", "称职", title)
    sheet.says_on_top("已评 30 / 30 人")
    expect(sheet.page.get_by_role("button", name="下一个未评")).to_be_hidden()
    sealed = sheet.casts()
    assert sum(len(marks) for marks in sealed["marks"].values()) == 150
    assert {marks["o1"] for marks in sealed["marks"].values()} == {"competent"}
    assert [sealed["marks"][f"d{i + 1}"]["o2"] for i in range(5)] == [
        CLOCK[i % 4] for i in range(5, 10)
    ]


def test_a_grade_is_changed_and_taken_back_but_not_by_a_nervous_second_tap(a_sheet):
    sheet = a_sheet(graded())
    sheet.grades("丁一", "优秀")
    sheet.grades("丁一", "称职")
    assert sheet.grade_of("丁一") == ["称职"]
    sheet.page.wait_for_timeout(600)
    sheet.grades("丁一", "称职")
    assert sheet.grade_of("丁一") == []
    sheet.radio("丁一", "称职").dblclick()
    assert sheet.grade_of("丁一") == ["称职"]


def test_the_fourth_excellent_is_blocked_with_a_sentence(a_sheet):
    sheet = a_sheet(graded(5, limits={"excellent": 3}))
    for name in ("丁一", "王二", "文三"):
        sheet.grades(name, "优秀")
    sheet.says_on_top("优秀 3 / 3")
    sheet.grades("田富", "优秀")
    sheet.voter.is_told("优秀已满 3 人")
    sheet.voter.is_told("“田富”")
    assert sheet.grade_of("田富") == []
    sheet.grades("文三", "称职")
    expect(sheet.page.locator("#alert")).to_be_hidden()
    sheet.grades("田富", "优秀")
    assert set(sheet.casts()["marks"]["all"].values()) == {"excellent", "competent"}


def test_each_dimension_has_its_own_limit_and_the_line_on_top_shows_all(a_sheet):
    sheet = a_sheet(*five(3, limits={"excellent": 1}))
    sheet.grades("丁一", "优秀", "德")
    sheet.grades("王二", "优秀", "能")
    sheet.says_on_top("优秀最多 1 人：", "德 1", "能 1", "勤 0")
    sheet.grades("王二", "优秀", "德")
    sheet.voter.is_told("“德”优秀已满 1 人")
    assert sheet.grade_of("王二", "德") == []


def test_too_few_of_a_grade_are_named_before_the_review(a_sheet):
    sheet = a_sheet(graded(4, least={"basic": 2}))
    sheet.grades("丁一", "基本称职")
    sheet.says_on_top("基本称职 1 / 至少 2")
    sheet.is_refused("基本称职应不少于 2 人，现在只有 1 人")
    sheet.grades("王二", "基本称职")
    assert sheet.casts()["marks"]["all"] == {"o1": "basic", "o2": "basic"}


def test_a_sheet_without_any_mark_needs_no_least_number_and_abstains(a_sheet):
    sheet = a_sheet(graded(4, least={"basic": 2}))
    expect(sheet.voter.reviews()).to_contain_text("一处也没有划，这样投出按弃权计算")
    sheet.voter.presses("返回修改")
    assert sheet.casts() == {"marks": {"all": {}}, "write_ins": {"all": []}}


def test_a_sheet_that_says_the_same_of_everybody_is_refused_where_the_plan_says_so(a_sheet):
    sheet = a_sheet(*five(2, uniform=Uniform.REJECTED))
    expect(sheet.voter.step("fill")).to_contain_text("不能给每个人都评得一样")
    for name in ("丁一", "王二"):
        for title in FIVE:
            sheet.grades(name, "优秀", title)
    sheet.is_refused("每个人都评得一样，这样的票是无效票")
    sheet.grades("王二", "称职", "廉")
    sheet.casts()


def test_a_uniform_sheet_is_cast_where_the_plan_allows_it(a_sheet):
    sheet = a_sheet(graded(2))
    for name in ("丁一", "王二"):
        sheet.grades(name, "优秀")
    assert sheet.casts()["marks"]["all"] == {"o1": "excellent", "o2": "excellent"}


# The voter's own row


def test_the_voters_own_row_is_not_asked_and_sealed_as_such_in_every_contest(a_sheet):
    sheet = a_sheet(*five(4), rules={"own_rows": {"02002": "o2", "02003": "o1"}})
    expect(sheet.voter.step("fill")).to_contain_text("您本人（王二）不用评")
    expect(sheet.page.get_by_role("group", name=wide("王二"))).to_have_count(0)
    sheet.says_on_top("已评 0 / 3 人")
    sheet.grades("丁一", "优秀", "德")
    review = sheet.voter.reviews()
    expect(review).not_to_contain_text(wide("王二"))
    sheet.voter.presses("返回修改")
    marks = sheet.casts()["marks"]
    assert marks["d1"] == {"o1": "excellent", "o2": "own"}
    assert [marks[f"d{i}"] for i in range(2, 6)] == [{"o2": "own"}] * 4


def test_own_rows_count_in_no_limit_and_not_as_one_of_equal_marks(a_sheet):
    contest = graded(3, uniform=Uniform.REJECTED, least={"basic": 1})
    sheet = a_sheet(contest, rules={"own_rows": {"02002": "o3"}})
    expect(sheet.voter.reviews()).to_contain_text("一处也没有划")
    sheet.voter.presses("返回修改")
    for name in ("丁一", "王二"):
        sheet.grades(name, "基本称职")
    sheet.is_refused("每个人都评得一样")
    sheet.grades("王二", "优秀")
    sheet.casts()


def test_who_is_not_judged_sees_every_row(a_sheet):
    sheet = a_sheet(graded(3), rules={"own_rows": {"02003": "o1"}})
    sheet.says_on_top("已评 0 / 3 人")
    assert sheet.casts()["marks"] == {"all": {}}


# Moving along, and the review


def in_sight(sheet: Sheet, name: str) -> bool:
    """Whether a card's head stands clear of the line on top and of the foot."""
    return sheet.page.evaluate(
        """(card) => {
          const box = card.getBoundingClientRect();
          const line = document.querySelector(".progress-bar").getBoundingClientRect().bottom;
          const foot = document.querySelector(".foot").getBoundingClientRect().top;
          return box.top >= line && box.top + 80 <= foot;
        }""",
        sheet.voter.card(name).element_handle(),
    )


def test_the_last_dimension_of_a_subject_brings_the_next_one_into_sight(a_sheet):
    sheet = a_sheet(*five(6))
    for title in FIVE[:-1]:
        sheet.grades("丁一", "优秀", title)
    before = sheet.page.evaluate("scrollY")
    sheet.grades("丁一", "优秀", "廉")
    sheet.page.wait_for_function("(before) => scrollY > before + 100", arg=before)
    sheet.page.wait_for_timeout(600)
    assert in_sight(sheet, "王二")


def test_nothing_glides_for_those_who_ask_for_calm(a_sheet):
    sheet = a_sheet(*five(6), phone={"reduced_motion": "reduce"})
    for title in FIVE:
        sheet.grades("丁一", "优秀", title)
    assert in_sight(sheet, "王二")


def test_the_button_on_top_goes_from_one_unfinished_subject_to_the_next(a_sheet):
    sheet = a_sheet(*five(8), phone={"reduced_motion": "reduce"})
    for title in FIVE:
        sheet.grades("王二", "称职", title)
    sheet.page.evaluate("scrollTo(0, 0)")
    seen = []
    for _ in range(3):
        sheet.voter.presses("下一个未评")
        seen.append(
            sheet.page.evaluate(
                "document.activeElement.closest('[data-at]').querySelector('.name').textContent"
            )
        )
    # From the one that was touched last; at the end it begins anew.
    assert seen == [wide("文三"), wide("田富"), wide("田大利")]
    assert in_sight(sheet, "田大利")
    for _ in range(4):
        sheet.voter.presses("下一个未评")
    assert in_sight(sheet, "丁一")


def test_the_review_names_who_was_left_out_and_leads_back_to_them(a_sheet):
    sheet = a_sheet(*five(4), phone={"reduced_motion": "reduce"})
    for title in FIVE:
        sheet.grades("丁一", "称职", title)
    sheet.grades("王二", "优秀", "德")
    review = sheet.voter.reviews()
    expect(review).to_contain_text("还有 3 人没有评完，未评视为弃权")
    lines = review.get_by_role("listitem")
    expect(lines).to_have_count(4)
    expect(lines.nth(0)).to_contain_text("德称 能称 勤称 绩称 廉称")
    expect(lines.nth(1)).to_contain_text("德优 能— 勤— 绩— 廉—")
    expect(lines.nth(2)).to_contain_text("未评")
    review.get_by_role("button", name=wide("王二"), exact=True).tap()
    sheet.voter.step("fill")
    assert in_sight(sheet, "王二")
    expect(sheet.row("王二", "能").get_by_role("radio").first).to_be_focused()
    assert sheet.grade_of("丁一", "廉") == ["称职"]


def test_grades_that_begin_alike_are_written_out_in_the_review(a_sheet):
    scale = {"disagree": "不认同", "unknown": "不了解"}
    sheet = a_sheet(*five(2, scale=tuple(scale), labels=scale))
    sheet.grades("丁一", "不认同", "德")
    sheet.grades("丁一", "不了解", "能")
    expect(sheet.voter.reviews()).to_contain_text("德不认同 能不了解")


def test_one_body_with_several_items_counts_its_items(a_sheet):
    items = ("思想建设", "能力建设", "廉政建设")
    scale = {"good": "好", "middle": "中", "poor": "差"}
    contests = [
        graded(1, id=f"d{i}", title=title, scale=tuple(scale), labels=scale)
        for i, title in enumerate(items)
    ]
    sheet = a_sheet(*contests)
    sheet.grades("丁一", "好", "能力建设")
    sheet.says_on_top("已评 1 / 3 项")
    review = sheet.voter.reviews()
    expect(review).to_contain_text("还有 2 项没有评完")
    expect(review.get_by_role("listitem").nth(1)).to_contain_text("能力建设 好")


@pytest.mark.parametrize("left_out", [("o3",), ("o1", "o2", "o3")])
def test_contests_that_ask_of_different_subjects_share_the_cards_they_can(a_sheet, left_out):
    some = tuple(option for option in leaders(4) if option.id not in left_out)
    sheet = a_sheet(graded(4), graded(options=some, id="d2", title="廉政"))
    asked = sheet.page.get_by_role("radiogroup")
    expect(asked).to_have_count(8 - len(left_out))
    sheet.grades("田富", "优秀", "廉政")
    assert sheet.casts()["marks"] == {"all": {}, "d2": {"o4": "excellent"}}
