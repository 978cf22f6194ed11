"""Words beside the grades: 优点, 不足, a reason; sealed as they are read, and never lost."""

import json
import unicodedata
from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from tests.journeys.phone.bench import SEED, workbench
from tests.journeys.phone.evaluations import REMARKS, five, graded, of_evaluation, reasoned
from tests.journeys.phone.hall import Hall
from tests.journeys.phone.sealed import manifest_of
from voting.ballots import canonical
from voting.ballots.device import Device
from voting.ballots.rules import Selections, readable, selections_to_json

WRITING = {"texts": REMARKS, "text_total": 1000}
# Every sign of the planes in use that the phone could take for white space, a control or nothing.
SIGNS = [chr(code) for code in range(0x3100) if not 0xD800 <= code < 0xE000]


def test_remarks_are_sealed_apart_from_the_grades_and_open_to_the_same_words(a_sheet):
    sheet = a_sheet(*five(3))
    sheet.grades("丁一", "称职", "德")
    sheet.opens_texts("丁一")
    expect(sheet.text("丁一", "优点")).to_be_focused()
    sheet.text("丁一", "优点").fill("  作风踏实，\n\n带头上公开课；“\\”也不怕\u200b。 ")
    sheet.opens_texts("文三")
    sheet.text("文三", "不足").fill("下基层少")
    sealed = sheet.casts()
    assert sealed["texts"] == {
        "d1": {
            "o1": {"good": "作风踏实， 带头上公开课；“\\”也不怕。"},
            "o3": {"bad": "下基层少"},
        },
        **{f"d{i}": {} for i in range(2, 6)},
    }
    assert sealed["marks"]["d1"] == {"o1": "competent"}


def test_a_contest_with_room_for_texts_is_in_the_sealed_ballot_without_any(a_sheet):
    assert a_sheet(graded(2, **WRITING)).casts() == {
        "marks": {"all": {}},
        "write_ins": {"all": []},
        "texts": {"all": {}},
    }


def test_no_reason_for_a_no_keeps_the_sheet_from_the_box(a_sheet):
    sheet = a_sheet(reasoned())
    sheet.grades("王二", "不认同")
    sheet.says_on_top("已评 0 / 3 人")
    reason = sheet.text("王二", "理由")
    expect(reason).to_be_visible()
    expect(reason).to_have_attribute("aria-required", "true")
    for nothing in ("", " \u3000\n"):
        reason.fill(nothing)
        sheet.is_refused("给“王二”选了“不认同”，请写明理由")
        expect(reason).to_be_focused()
    reason.fill("民主推荐没有公示")
    sheet.says_on_top("已评 1 / 3 人")
    expect(sheet.voter.reviews()).to_contain_text("理由：民主推荐没有公示")
    sheet.voter.presses("返回修改")
    assert sheet.casts()["texts"] == {"all": {"o2": {"reason": "民主推荐没有公示"}}}


def test_a_reason_is_free_for_every_other_grade(a_sheet):
    sheet = a_sheet(reasoned())
    sheet.grades("王二", "不认同")
    sheet.grades("王二", "基本认同")
    expect(sheet.voter.card("王二")).to_contain_text("（可不填）")
    assert sheet.casts()["marks"]["all"] == {"o2": "basically_agree"}


def test_a_text_too_long_is_named_and_its_field_found(a_sheet):
    sheet = a_sheet(graded(2, **WRITING))
    sheet.opens_texts("丁一")
    good = sheet.text("丁一", "优点")
    good.fill("好" * 201)
    expect(sheet.voter.card("丁一")).to_contain_text("201 / 200 字")
    sheet.is_refused("优点最多 200 字")
    expect(good).to_be_focused()
    good.fill("\U00020000" * 200)
    assert sheet.casts()["texts"]["all"]["o1"]["good"] == "\U00020000" * 200


def test_all_texts_of_a_sheet_together_have_a_limit_too(a_sheet):
    sheet = a_sheet(graded(4, texts=REMARKS, text_total=300))
    for name in ("丁一", "王二"):
        sheet.opens_texts(name)
        sheet.text(name, "优点").fill("好" * 160)
    sheet.is_refused("文字合计最多 300 字")
    sheet.text("丁一", "优点").fill("好" * 140)
    sheet.casts()


# Never lost


def test_a_reload_keeps_every_grade_and_every_word(a_sheet):
    sheet = a_sheet(*five(30))
    sheet.grades("丁一", "称职", "德")
    sheet.opens_texts("丁一")
    sheet.text("丁一", "优点").press_sequentially("踏实")
    sheet.page.reload()
    sheet.voter.step("fill")
    assert sheet.grade_of("丁一", "德") == ["称职"]
    expect(sheet.text("丁一", "优点")).to_have_value("踏实")
    sheet.text("丁一", "优点").fill("")
    sheet.page.reload()
    sheet.voter.step("fill")
    sheet.opens_texts("丁一")
    expect(sheet.text("丁一", "优点")).to_have_value("")


def test_a_phone_that_falls_asleep_has_kept_the_last_word_already(a_sheet):
    sheet = a_sheet(graded(2, **WRITING))
    sheet.opens_texts("丁一")
    typed_and_asleep = """(field) => {
      field.value = "踏实";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      const before = JSON.stringify(Object.values(localStorage)).includes("踏实");
      document.dispatchEvent(new Event("visibilitychange"));
      return [before, JSON.stringify(Object.values(localStorage)).includes("踏实")];
    }"""
    assert sheet.text("丁一", "优点").evaluate(typed_and_asleep) == [False, True]


def test_a_page_that_is_killed_loses_nothing(a_sheet):
    sheet = a_sheet(*five(30))
    for title in ("德", "能"):
        sheet.grades("丁一", "称职", title)
    sheet.opens_texts("王二")
    sheet.text("王二", "不足").fill("少下基层")
    sheet.page.wait_for_timeout(500)
    address, phone = sheet.page.url, sheet.page.context
    with sheet.page.expect_event("crash"), suppress(Error):
        sheet.page.goto("chrome://crash")
    sheet.voter.page = sheet.page = phone.new_page()
    sheet.voter.opens(address).step("fill")
    assert sheet.grade_of("丁一", "能") == ["称职"]
    expect(sheet.text("王二", "不足")).to_have_value("少下基层")
    assert sheet.casts()["texts"]["d1"] == {"o2": {"bad": "少下基层"}}


def test_the_words_leave_the_phone_when_the_ballot_is_cast(a_sheet):
    sheet = a_sheet(graded(2, **WRITING))
    sheet.opens_texts("丁一")
    sheet.text("丁一", "优点").fill("踏实")
    sheet.casts()
    sheet.page.wait_for_timeout(500)
    assert sheet.voter.record()["draft"] is None


# Byte for byte with the server


@pytest.fixture(scope="module")
def bench(browser):
    with workbench(browser) as found:
        yield found


@pytest.mark.parametrize(
    "text",
    [
        " a\u00a0\u2003b\u3000\n\tc\u0085d ",
        "e\u0301 \u202e右\u202c \u200b\ufeff\u00ad",
        "\x00\x1c\x1f\u2028\u2029x",
        "\ue000\U000f0000\U0001f600 \U00020000",
        "A\u030a\u1100\u1161",
        "".join(f"{sign}x" for sign in SIGNS if unicodedata.category(sign) != "Cn"),
    ],
)
def test_phone_and_server_read_a_text_the_same(bench, text):
    assert bench.calls(["grading"], "return f.readable(v[0]);", text) == readable(text)


def test_phone_and_server_seal_a_sheet_with_texts_to_the_same_bytes(bench, poll_keys):
    contests = five(3)
    manifest = manifest_of(poll_keys, contests, **of_evaluation(contests))
    hall = Hall(poll_keys, manifest)
    typed = {"o1": {"good": " 踏实\n“好”\\ ", "bad": " "}, "o3": {"bad": "e\u0301\u200b"}}
    marks = {"d1": {"o2": "own", "o1": "basic"}, "d5": {"o3": "excellent", "o2": "own"}}
    filled = Selections(marks, {}, {"d1": typed})
    device = Device(SEED, manifest)
    paper = device.paper(hall.keys.issuing.blind_sign(device.blinded))
    draft = {
        "marks": {contest.id: marks.get(contest.id, {}) for contest in contests},
        "texts": {contest.id: typed if contest.id == "d1" else {} for contest in contests},
    }
    body = """
      const { selections } = await import("/static/now/js/ballot/grading.js");
      const sealed = selections(p.manifest, v[4]);
      const cast = f.castBody(seed, p.hash, p.manifest, 0, b.fromHex(v[3]), sealed);
      return [b.canonical(sealed), b.hex(cast)];
    """
    written, cast = bench.votes(manifest, body, paper.hex(), draft)
    expected = canonical.encode(selections_to_json(contests, filled))
    assert written.encode() == expected
    assert json.loads(written)["texts"]["d1"] == {
        "o1": {"good": "踏实 “好”\\"},
        "o3": {"bad": "\u00e9"},
    }
    assert cast == device.fill_in(filled, paper).body.hex()


def test_the_fullest_sheet_fits_the_sealed_size(a_sheet):
    sheet = a_sheet(*five(30, texts=REMARKS, text_total=400))
    sheet.opens_texts("丁一")
    for field in sheet.voter.card("丁一").get_by_role("textbox").all():
        field.fill("\U00020000" * 40)
    assert sum(len(t["good"]) for c in sheet.casts()["texts"].values() for t in c.values()) == 200
