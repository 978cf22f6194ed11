"""Marks from 0 to 100 typed on the phone: decimals, bands and their limits, wrong input."""

import pytest
from playwright.sync_api import expect

from tests.journeys.phone.bench import workbench
from tests.journeys.phone.evaluations import HUNDRED, graded, numbered
from voting.ballots.rules import Numbers


@pytest.fixture(scope="module")
def bench(browser):
    with workbench(browser) as found:
        yield found


def test_numbers_are_sealed_the_one_way_they_are_written(a_sheet):
    sheet = a_sheet(numbered(6))
    expect(sheet.voter.step("fill")).to_contain_text("0 至 100 的分数，最多 1 位小数")
    typed = {"丁一": "086.50", "王二": "９０", "文三": "0", "田富": "100", "田大利": "7。5"}
    for name, text in typed.items():
        sheet.number(name).fill(text)
        sheet.number(name).blur()
    expect(sheet.number("丁一")).to_have_value("86.5")
    expect(sheet.voter.card("丁一")).to_contain_text("称职")
    expect(sheet.voter.card("田富")).to_contain_text("优秀")
    sheet.says_on_top("已评 5 / 6 人")
    marks = {"o1": "86.5", "o2": "90", "o3": "0", "o4": "100", "o5": "7.5"}
    assert sheet.casts()["marks"] == {"all": marks}


@pytest.mark.parametrize(
    "typed", ["优", "1O", "100.5", "101", "86.55", "-1", "8,5", "8.", "1e1", "."]
)
def test_what_is_no_mark_is_said_beside_the_field_and_keeps_the_sheet_back(a_sheet, typed):
    sheet = a_sheet(numbered(2))
    sheet.number("丁一").fill(typed)
    sheet.number("丁一").blur()
    if typed == "8.":
        expect(sheet.number("丁一")).to_have_value("8")
        return
    expect(sheet.number("丁一")).to_have_attribute("aria-invalid", "true")
    expect(sheet.number("丁一")).to_have_value(typed)
    sheet.is_refused("请填 0 至 100 的分数，最多 1 位小数。")
    expect(sheet.number("丁一")).to_be_focused()
    sheet.says_on_top("已评 0 / 2 人")
    sheet.number("丁一").fill("")
    assert sheet.casts()["marks"] == {"all": {}}


def test_a_decimal_point_on_the_way_is_no_mistake_yet(a_sheet):
    sheet = a_sheet(numbered(2))
    sheet.number("丁一").press_sequentially("8")
    expect(sheet.voter.card("丁一")).to_contain_text("不称职")
    sheet.number("丁一").press_sequentially("6.")
    expect(sheet.number("丁一")).to_have_attribute("aria-invalid", "false")
    sheet.number("丁一").press_sequentially("55")
    expect(sheet.number("丁一")).to_have_attribute("aria-invalid", "true")


def test_a_number_in_a_full_band_is_blocked_until_there_is_room(a_sheet):
    sheet = a_sheet(numbered(4, limits={"excellent": 1}, least={"bad": 1}))
    sheet.number("丁一").fill("95")
    sheet.says_on_top("优秀 1 / 1", "不称职 0 / 至少 1")
    sheet.number("王二").fill("90")
    expect(sheet.voter.card("王二")).to_contain_text("优秀已满 1 人")
    sheet.is_refused("优秀已满 1 人")
    expect(sheet.number("王二")).to_be_focused()
    # Within its band a mark may change.
    sheet.number("丁一").fill("96.5")
    expect(sheet.number("丁一")).to_have_attribute("aria-invalid", "false")
    sheet.number("丁一").fill("89.9")
    sheet.is_refused("不称职应不少于 1 人")
    expect(sheet.number("王二")).to_have_attribute("aria-invalid", "false")
    sheet.number("文三").fill("59.9")
    assert sheet.casts()["marks"]["all"] == {"o1": "89.9", "o2": "90", "o3": "59.9"}


def test_not_knowing_somebody_stands_beside_the_field(a_sheet):
    sheet = a_sheet(numbered(2, scale=("unknown",)))
    unknown = sheet.voter.card("丁一").get_by_role("button", name="不了解")
    sheet.number("丁一").fill("80")
    unknown.tap()
    expect(sheet.number("丁一")).to_have_value("")
    expect(unknown).to_have_attribute("aria-pressed", "true")
    sheet.number("丁一").focus()
    sheet.number("丁一").blur()
    expect(unknown).to_have_attribute("aria-pressed", "true")
    sheet.number("王二").fill("80")
    assert sheet.casts()["marks"]["all"] == {"o1": "unknown", "o2": "80"}


def test_each_dimension_says_its_own_maximum(a_sheet):
    conduct = numbered(2, id="d1", title="德", numbers=Numbers(20))
    overall = graded(2, id="d3", title="总评")
    sheet = a_sheet(conduct, numbered(2, id="d2", title="绩", numbers=Numbers(30)), overall)
    expect(sheet.voter.step("fill")).to_contain_text("满分写在各项后面")
    deeds = sheet.voter.card("丁一").get_by_role("textbox", name="绩 0–30")
    sheet.voter.card("丁一").get_by_role("textbox", name="德 0–20").fill("25")
    deeds.fill("25")
    sheet.grades("丁一", "优秀", "总评")
    sheet.is_refused("请填 0 至 20 的整数")
    sheet.voter.card("丁一").get_by_role("textbox", name="德 0–20").fill("18")
    marks = {"d1": {"o1": "18"}, "d2": {"o1": "25"}, "d3": {"o1": "excellent"}}
    assert sheet.casts()["marks"] == marks


def test_enter_goes_on_to_the_next_field(a_sheet):
    sheet = a_sheet(numbered(3))
    sheet.number("丁一").focus()
    for mark in ("90", "85.5", "70"):
        sheet.page.keyboard.type(mark)
        sheet.page.keyboard.press("Enter")
    assert sheet.casts()["marks"]["all"] == {"o1": "90", "o2": "85.5", "o3": "70"}


def test_a_reload_keeps_numbers_and_what_is_none_yet(a_sheet):
    sheet = a_sheet(numbered(3))
    sheet.number("丁一").fill("88.5")
    sheet.number("王二").fill("888")
    sheet.page.reload()
    sheet.voter.step("fill")
    expect(sheet.number("丁一")).to_have_value("88.5")
    expect(sheet.number("王二")).to_have_value("888")
    sheet.is_refused("请填 0 至 100")


def test_phone_and_server_know_the_same_numbers_and_bands(bench):
    typed = ["0", "00", "0.0", "60", "59.9", "69.95", "70.0", "89.9", "90", "100", "100.0", "9.50"]
    body = """
      return v[0].map((text) => f.readNumber(text, v[1]).mark).map((mark) => (
        [mark, mark === undefined ? null : f.gradeOf({ numbers: v[1] }, mark)]));
    """
    bands = [{"id": band.id, "least": band.least} for band in HUNDRED.bands]
    for places in (0, 1, 2):
        numbers = Numbers(100, places, HUNDRED.bands)
        described = {"most": 100, "places": places, "bands": bands}
        found = bench.calls(["grading"], body, typed, described)
        assert [mark for mark, _band in found if mark is not None and not numbers.has(mark)] == []
        assert [band for mark, band in found if mark] == [
            numbers.band(mark) for mark, _band in found if mark
        ]
        assert (found[5][0] is None) is (places < 2)
