"""What was written beside the grades, and each subject's own sheet (个人测评结果)."""

import hashlib

from hypothesis import given, strategies as st

from tests.services.reports.reading import boxes, sentences, tables, titles
from tests.services.reports.sample_evaluation import SUBJECTS, header_of, result_of
from voting.ballots.rules import Contest, Option, TextSlot
from voting.evaluations.comments import Remarks, remarks_of
from voting.reports.evaluations.sheets import comments_sheet, subject_sheets

HASH = hashlib.sha256(b"manifest").digest()


def written(*strengths, weaknesses=()):
    return {
        "s1": (
            Remarks("good", "优点", tuple(strengths)),
            Remarks("bad", "不足", tuple(weaknesses)),
        ),
        "s2": (),
    }


def test_remarks_stand_by_subject_and_slot_case_86():
    sheet = comments_sheet(header_of(), result_of(), written("讲课好", weaknesses=["少沟通"]))
    assert sheet.sections[0].heading == "丁一"
    assert tables(sheet)[0].rows == (("优点", 1, "讲课好"), ("不足", 1, "少沟通"))
    assert "其余 1 名测评对象没有意见。" in sentences(sheet)
    assert "意见照原文列出，先后次序打乱，与票别、时间、填写人都不能对应。" in sentences(sheet)


def test_of_somebody_with_too_few_sheets_no_remark_is_shown():
    few = [SUBJECTS[0] | {"n": 4}]
    sheet = comments_sheet(header_of(), result_of(subjects=few), written("讲课好"))
    assert "有效票不足 5 张，意见不列出。" in sentences(sheet)
    assert "讲课好" not in repr(sheet)
    (own,) = subject_sheets(header_of(), result_of(subjects=few), written("讲课好"))
    assert "讲课好" not in repr(own)


def test_where_no_remarks_were_asked_for_that_is_said():
    sheet = comments_sheet(header_of(), result_of(), {})
    assert sentences(sheet) == ["本次测评没有征集文字意见。"]


SLOTS = (TextSlot("good", "优点", 200, ()), TextSlot("bad", "不足", 200, ()))
CONTEST = Contest(
    "all",
    "测评",
    (Option("s1", "丁一", ""), Option("s2", "王二", "")),
    ("excellent", "abstain"),
    "abstain",
    texts=SLOTS,
    text_total=400,
)


@given(st.lists(st.text(min_size=1, max_size=5), max_size=8))
def test_the_order_of_remarks_follows_from_the_texts_alone(texts):
    def shown(given_in):
        found = remarks_of([CONTEST], {"all": {"s1": {"good": given_in}}}, HASH)
        return found["s1"][0].texts

    assert shown(texts) == shown(texts[::-1])
    assert sorted(shown(texts)) == sorted(texts)
    assert shown(texts) == tuple(
        sorted(texts, key=lambda text: hashlib.sha256(HASH + text.encode()).digest())
    )


def test_every_option_has_all_slots_even_if_nothing_was_written():
    found = remarks_of([CONTEST], {}, HASH)
    assert found["s2"] == (Remarks("good", "优点", ()), Remarks("bad", "不足", ()))


# --- Each subject's own sheet -----------------------------------------------------------------


def test_each_subject_has_a_sheet_with_the_boxes_of_the_form():
    first, second = subject_sheets(header_of(), result_of(), {})
    assert (first.title, first.about, second.about) == ("个人测评结果", "丁一", "欧阳文三")
    found = {label: field.value for label, field in boxes(first).items()}
    assert found["评议对象"] == "丁一"
    assert found["职务"] == "副校长 · 分管教学"
    assert found["代表人数"] == "110 人"
    assert found["参加测评人数"] == "97 人"
    assert found["占代表人数"] == "88.2%（97/110）"
    assert found["本人有效票 N"] == "95 张"
    by_hand = ("在册人数", "占在册人数", "优点", "不足", "单位领导小组综合考评意见", "工会（盖章）")
    for label in (*by_hand, "上级评议小组意见"):
        assert found[label] == ""


def test_the_grades_of_the_form_are_numbers_and_shares():
    table = tables(subject_sheets(header_of(), result_of(), {})[0])[0]
    assert titles(table) == ["等次", "优秀", "称职", "基本称职", "不称职", "不了解", "弃权"]
    assert table.rows[0] == ("票数", 68, 20, 4, 1, 1, 1)
    assert table.rows[1] == ("占比", "71.6%", "21.1%", "4.2%", "1.1%", "1.1%", "1.1%")


def test_remarks_stand_on_the_form_only_where_they_are_handed_over():
    first = subject_sheets(header_of(), result_of(), written("讲课好", "守时"))[0]
    assert boxes(first)["优点"].value == "1. 讲课好\n2. 守时"
    assert boxes(first)["不足"].value == "—"


def test_score_and_band_stand_on_the_form():
    found = [SUBJECTS[0] | {"score": "86.25", "band": "competent"}]
    said = sentences(subject_sheets(header_of(), result_of(subjects=found), {})[0])
    assert said == ["优秀率 71.6%；称职率 92.6%；得分 86.25；等次 称职。"]
