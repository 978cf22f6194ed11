"""A long sheet for small screens, large text, thumbs, keyboards, screen readers and slow phones."""

import statistics
from textwrap import indent

import pytest
from playwright.sync_api import expect

from tests.journeys.phone.browser import SMALL
from tests.journeys.phone.evaluations import FIVE, GRADES, five, graded, leaders, numbered, reasoned
from tests.journeys.reach import hindrances
from voting.ballots.rules import Option

SLOW = 4
"""How much slower than this machine the phone is."""
MOST_MILLISECONDS = 100
LONG = Option("o9", "阿卜杜热西提·买买提吐尔逊江", "教务处副主任（主持工作）兼工会女职工委员会主任")


@pytest.mark.parametrize("size", ["100%", "200%"])
@pytest.mark.parametrize("kind", ["grades", "reasons", "numbers", "five"])
def test_the_sheet_fits_a_small_phone_with_text_twice_as_large(a_sheet, kind, size):
    options = (*leaders(3), LONG)
    contests = {
        "grades": (graded(options=options, limits={"excellent": 1}),),
        "reasons": (reasoned(options=options),),
        "numbers": (numbered(options=options, scale=("unknown",), labels={"unknown": "不了解"}),),
        "five": five(options=options, limits={"excellent": 2}),
    }[kind]
    sheet = a_sheet(*contests, phone={"size": SMALL})
    sheet.page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
    if kind == "reasons":
        sheet.grades(LONG.name, "不认同")
    if kind == "numbers":
        sheet.number("丁一").fill("86.55")
        sheet.number("丁一").blur()
    assert hindrances(sheet.page) == []
    if kind in {"grades", "five"}:
        sheet.voter.reviews()
        assert hindrances(sheet.page) == []


def test_what_is_focused_is_never_under_the_line_on_top_or_the_foot(a_sheet):
    sheet = a_sheet(*five(8, limits={"excellent": 3}), phone={"size": SMALL})
    hidden = """() => {
      const box = document.activeElement.getBoundingClientRect();
      const line = document.querySelector(".progress-bar").getBoundingClientRect();
      const foot = document.querySelector(".foot").getBoundingClientRect();
      const inside = (other) => document.activeElement.closest(".progress-bar, .foot")
        || box.bottom <= other.top + 1 || box.top >= other.bottom - 1;
      return !(inside(line) && inside(foot));
    }"""
    sheet.page.get_by_role("heading", name="填写选票").focus()
    for key in ("Tab", "Shift+Tab"):
        for _ in range(40):
            sheet.page.keyboard.press(key)
            if sheet.page.evaluate("document.activeElement === document.body"):
                break
            name = sheet.page.evaluate("document.activeElement.textContent")
            assert not sheet.page.evaluate(hidden), name


# Keyboard and screen reader


def test_a_whole_sheet_is_filled_in_with_digits_alone(a_sheet):
    sheet = a_sheet(*five(30))
    sheet.row("丁一", "德").get_by_role("radio").first.focus()
    for i in range(150):
        sheet.page.keyboard.press(str(i % 4 + 1))
    sheet.says_on_top("已评 30 / 30 人")
    assert sum(map(len, sheet.casts()["marks"].values())) == 150


def test_arrow_keys_choose_among_the_grades_and_tab_leaves_them(a_sheet):
    sheet = a_sheet(*five(2, limits={"excellent": 1}))
    radios = sheet.row("丁一", "德").get_by_role("radio")
    radios.first.focus()
    sheet.page.keyboard.press("ArrowRight")
    assert sheet.grade_of("丁一", "德") == ["称职"]
    sheet.page.keyboard.press("ArrowLeft")
    sheet.page.keyboard.press("ArrowLeft")
    assert sheet.grade_of("丁一", "德") == ["不称职"]
    expect(radios.last).to_be_focused()
    sheet.page.keyboard.press("Tab")
    expect(sheet.row("丁一", "能").get_by_role("radio").first).to_be_focused()
    sheet.page.keyboard.press("Shift+Tab")
    expect(radios.last).to_be_focused()
    sheet.page.keyboard.press("Space")
    assert sheet.grade_of("丁一", "德") == []


def test_a_full_grade_is_refused_to_keys_as_well(a_sheet):
    sheet = a_sheet(graded(2, limits={"excellent": 1}))
    sheet.grades("丁一", "优秀")
    sheet.row("王二").get_by_role("radio").nth(1).focus()
    sheet.page.keyboard.press("Space")
    sheet.page.keyboard.press("ArrowLeft")
    sheet.voter.is_told("优秀已满 1 人")
    assert sheet.grade_of("王二") == ["称职"]
    sheet.page.keyboard.press("1")
    assert sheet.grade_of("王二") == ["称职"]


def test_a_screen_reader_hears_subject_dimension_grade_and_what_is_asked(a_sheet):
    sheet = a_sheet(*five(2))
    sheet.grades("王二", "优秀", "廉")
    grades = "\n".join(f'- radio "{word}"' for word in GRADES.values())
    rows = "\n".join(f'- radiogroup "王 二 {title}":\n{indent(grades, "  ")}' for title in FIVE)
    rows = rows.removesuffix(indent(grades, "  ")) + indent(
        grades.replace('"优秀"', '"优秀" [checked]'), "  "
    )
    expect(sheet.voter.card("王二")).to_match_aria_snapshot(
        f"""
- group "王 二":
  - heading "王 二 党支部书记、副校长" [level=3]
{indent(rows, "  ")}
  - button "写优点、不足（可不填）"
"""
    )
    sheet.opens_texts("王二")
    expect(sheet.text("王二", "优点 （可不填）")).to_be_visible()


def test_a_screen_reader_hears_whose_number_is_asked_and_what_is_wrong(a_sheet):
    sheet = a_sheet(numbered(2))
    sheet.number("丁一").fill("777")
    expect(sheet.number("丁一")).to_have_accessible_description(
        "请填 0 至 100 的分数，最多 1 位小数。"
    )


# Slow phones

# From the finger's touch to the picture after it, for each tap on a row of its own.
WATCH = """() => {
  window.reactions = [];
  addEventListener("click", (event) => {
    requestAnimationFrame(() => setTimeout(() => {
      window.reactions.push(performance.now() - event.timeStamp);
    }));
  }, true);
}"""
TAP_SECOND = """() => document.querySelectorAll("[role=radiogroup]")
  .forEach((row) => row.children[1].click())"""
BUILD = """async () => {
  const page = document.querySelector("script[type=module]").src;
  const { drawSheet } = await import(page.replace("page.js", "cards.js"));
  const url = document.getElementById("ballot").dataset.manifestUrl;
  const manifest = await (await fetch(url)).json();
  const empty = () => Object.assign({}, ...manifest.contests.map(({ id }) => ({ [id]: {} })));
  const times = [];
  for (let i = 0; i < 5; i += 1) {
    const old = document.querySelector('[data-part="sheet"]');
    const fresh = old.cloneNode(false);
    old.replaceWith(fresh);
    const start = performance.now();
    drawSheet(fresh, { manifest }, { marks: empty(), names: empty() }, () => 0, () => 0);
    const drawn = performance.now();
    fresh.getBoundingClientRect();
    times.push([drawn - start, performance.now() - drawn]);
  }
  return times;
}"""


def slowed(sheet) -> None:
    debugger = sheet.page.context.new_cdp_session(sheet.page)
    debugger.send("Emulation.setCPUThrottlingRate", {"rate": SLOW})


def test_a_slow_phone_answers_every_tap_at_once_even_with_much_written(a_sheet):
    sheet = a_sheet(*five(30, limits={"excellent": 30}))
    sheet.page.evaluate(TAP_SECOND)
    sheet.opens_texts("丁一")
    sheet.text("丁一", "优点").fill("好" * 200)
    slowed(sheet)
    sheet.page.evaluate(WATCH)
    for name in ("丁一", "王二", "文三", "田富"):
        for title in FIVE:
            sheet.grades(name, "优秀", title)
    sheet.page.wait_for_function("window.reactions.length === 20")
    taken = sorted(sheet.page.evaluate("window.reactions"))
    assert statistics.median(taken) <= MOST_MILLISECONDS, f"{taken} ms"


def test_a_slow_phone_builds_the_sheet_at_once(a_sheet):
    sheet = a_sheet(*five(30, limits={"excellent": 3}))
    slowed(sheet)
    times = sheet.page.evaluate(BUILD)
    drawing, laying_out = (statistics.median(part) for part in zip(*times, strict=True))
    assert drawing <= MOST_MILLISECONDS, f"drawing {drawing} ms, layout {laying_out} ms"


def test_a_tap_touches_its_own_card_alone(a_sheet):
    sheet = a_sheet(*five(30, limits={"excellent": 3}))
    sheet.page.evaluate(
        """() => {
          window.touched = new Set();
          new MutationObserver((changes) => changes.forEach(({ target }) => {
            const card = (target.closest ? target : target.parentNode).closest("[data-at]");
            if (card) window.touched.add(card.dataset.at);
          })).observe(document.body,
            { subtree: true, attributes: true, childList: true, characterData: true });
        }"""
    )
    for title in FIVE:
        sheet.grades("王二", "优秀", title)
    assert sheet.page.evaluate("Array.from(window.touched)") == ["1"]


def test_keeping_a_full_sheet_costs_a_slow_phone_next_to_nothing(a_sheet):
    sheet = a_sheet(*five(30))
    sheet.page.evaluate(TAP_SECOND)
    sheet.opens_texts("丁一")
    sheet.text("丁一", "优点").fill("好" * 200)
    sheet.text("丁一", "不足").fill("少" * 200)
    sheet.page.wait_for_timeout(500)
    slowed(sheet)
    size, cost = sheet.page.evaluate(
        """() => {
          const kept = Object.entries(localStorage);
          const [key, text] = kept.find(([name]) => name.startsWith("voting/"));
          const start = performance.now();
          for (let i = 0; i < 20; i += 1) {
            localStorage.setItem(key, JSON.stringify(JSON.parse(localStorage.getItem(key))));
          }
          return [text.length, (performance.now() - start) / 20];
        }"""
    )
    assert size < 20_000
    assert cost < MOST_MILLISECONDS / 2
