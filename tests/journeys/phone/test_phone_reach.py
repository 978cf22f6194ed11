"""The ballot for small screens, large text, thumbs and keyboards."""

from playwright.sync_api import expect

from tests.journeys.phone.browser import SMALL
from tests.journeys.phone.sealed import committee


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
