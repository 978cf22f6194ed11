"""Sheets that grade many: own lines, numbers, least numbers, sameness, texts beside a line."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from voting.ballots import canonical
from voting.ballots.contest_documents import contest_document, contest_of, plaintext_size
from voting.ballots.refusals import Malformed
from voting.ballots.rules import (
    Band,
    Contest,
    Numbers,
    Option,
    Outcome,
    Reason,
    Selections,
    TextSlot,
    Uniform,
    judge,
    selections_from_json,
    selections_to_json,
)
from voting.ballots.tally import TextRecord, count

GRADES = ("excellent", "competent", "basic", "incompetent")
PEOPLE = tuple(Option(f"s{n}", name) for n, name in enumerate(("丁一", "王二", "文三", "林五")))
GRADING = Contest(
    "d1",
    "德",
    PEOPLE,
    GRADES,
    "abstain",
    {"excellent": 2},
    own="own",
    uniform=Uniform.REJECTED,
    texts=(TextSlot("good", "优点"), TextSlot("why", "理由", 20, ("incompetent",))),
    text_total=60,
)
MARKING = Contest(
    "m",
    "百分制",
    PEOPLE,
    (),
    "abstain",
    {"excellent": 1},
    least={"incompetent": 1},
    numbers=Numbers(
        100, 1, (Band("excellent", "90"), Band("competent", "70"), Band("incompetent", "0"))
    ),
)


def graded(*marks: str | None, texts=None, contest: Contest = GRADING):
    given = {f"s{n}": mark for n, mark in enumerate(marks) if mark}
    return judge(
        [contest],
        Selections({contest.id: given}, {}, {contest.id: texts} if texts else {}),
    )


def test_a_sheet_of_grades_counts_and_an_empty_one_is_blank():
    assert graded("excellent", "competent", "basic", None).outcome is Outcome.VALID
    assert graded(None, None, None, None).outcome is Outcome.BLANK


def test_a_quota_of_excellent_grades_rejects_the_whole_sheet():
    assert graded("excellent", "excellent", "excellent", None).reason is Reason.OVER_MARKED


def test_ones_own_line_is_in_no_quota_and_not_a_mark_of_its_own():
    assert graded("own", "excellent", "excellent", "basic").outcome is Outcome.VALID
    assert graded("own", None, None, None).outcome is Outcome.BLANK


def test_only_one_line_can_be_ones_own():
    assert graded("own", "own", "basic", "competent").reason is Reason.OVER_MARKED


def test_a_contest_without_own_lines_knows_no_such_mark():
    assert graded("own", contest=replace(GRADING, own=None)).reason is Reason.UNKNOWN_MARK


def test_a_void_row_can_come_from_paper_only():
    assert graded("void").reason is Reason.UNKNOWN_MARK


@pytest.mark.parametrize(
    "marks", [("basic",) * 4, ("own", "basic", "basic", "basic")], ids=["all", "all but one's own"]
)
def test_a_sheet_that_says_the_same_of_everybody_is_rejected_where_the_plan_says_so(marks):
    assert graded(*marks).reason is Reason.UNIFORM
    assert graded(*marks, contest=replace(GRADING, uniform=Uniform.VALID)).reason is None


def test_a_sheet_with_one_empty_line_says_not_the_same_of_everybody():
    assert graded("basic", "basic", "basic", None).reason is None


def test_a_sheet_differs_where_it_differs_in_one_dimension():
    other = replace(GRADING, id="d2", title="能")
    same = {f"s{n}": "basic" for n in range(4)}
    contests = [GRADING, other]
    assert judge(contests, Selections({"d1": same, "d2": same})).reason is Reason.UNIFORM
    differs = same | {"s3": "competent"}
    assert judge(contests, Selections({"d1": same, "d2": differs})).reason is None


# --- Numbers -----------------------------------------------------------------------------------


def test_marks_from_0_to_100_with_one_decimal_count():
    assert graded("95.5", "80", "60", "0", contest=MARKING).outcome is Outcome.VALID


@pytest.mark.parametrize("mark", ["100.1", "101", "80.25", "080", "80.0", "-1", "1e1", "", "九十"])
def test_a_number_outside_the_range_or_written_otherwise_is_unknown(mark):
    assert graded("70", mark or "x", contest=MARKING).reason is Reason.UNKNOWN_MARK


def test_a_quota_of_a_band_counts_the_marks_that_lie_in_it():
    assert graded("90", "99.9", "10", contest=MARKING).reason is Reason.OVER_MARKED
    assert graded("90", "89.9", "10", contest=MARKING).reason is None


def test_a_least_number_of_a_band_is_demanded_of_sheets_that_are_not_blank():
    assert graded("90", "80", "75", "70", contest=MARKING).reason is Reason.UNDER_MARKED
    assert graded(None, None, contest=MARKING).outcome is Outcome.BLANK


def test_a_mark_outside_the_numbers_such_as_unknown_stands_beside_them():
    contest = replace(MARKING, scale=("unknown",))
    assert graded("unknown", "90", "10", contest=contest).outcome is Outcome.VALID
    assert graded("unknown", "90", "91", "10", contest=contest).reason is Reason.OVER_MARKED


@given(st.integers(0, 1000))
def test_every_mark_lies_in_the_highest_band_it_reaches(tenths):
    value = Fraction(tenths, 10)
    text = f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)
    assert MARKING.numbers.has(text)
    expected = "excellent" if value >= 90 else "competent" if value >= 70 else "incompetent"
    assert MARKING.numbers.band(text) == expected


@pytest.mark.parametrize(
    "numbers", [{"most": 0}, {"most": 1001}, {"places": 3}, {"bands": (Band("a", "9.0"),)}]
)
def test_a_range_nobody_could_fill_in_cannot_be_made(numbers):
    with pytest.raises(ValueError, match=r"marks run|band begins"):
        Numbers(**numbers)


# --- Texts -------------------------------------------------------------------------------------


def test_what_is_written_is_kept_readable_and_apart_from_the_grades():
    verdict = graded(
        "basic", texts={"s0": {"good": "  认真\u200b负责 \n 肯干"}, "s1": {"good": " "}}
    )
    counts = count([GRADING], [(verdict, 0, 3)])
    assert counts.texts == {TextRecord("d1", "s0", "good", "认真负责 肯干"): 3}
    assert counts.texts_of("d1") == {"s0": {"good": ["认真负责 肯干"] * 3}}


def test_a_grade_that_needs_a_reason_is_rejected_without_one():
    assert graded("incompetent", "basic").reason is Reason.TEXT_MISSING
    assert graded("incompetent", "basic", texts={"s0": {"why": "长期缺勤"}}).reason is None
    assert graded("incompetent", texts={"s1": {"why": "长期缺勤"}}).reason is Reason.TEXT_MISSING


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ({"s9": {"good": "好"}}, Reason.TEXT_UNKNOWN),
        ({"s0": {"bad": "坏"}}, Reason.TEXT_UNKNOWN),
        ({"s0": {"why": "长" * 21}}, Reason.TEXT_TOO_LONG),
        ({f"s{n}": {"good": "长" * 16} for n in range(4)}, Reason.TEXT_TOO_LONG),
    ],
)
def test_a_text_nobody_asked_for_or_beyond_its_room_rejects_the_sheet(texts, reason):
    assert graded("basic", texts=texts).reason is reason


def test_texts_of_an_unknown_contest_reject_the_sheet():
    verdict = judge([GRADING], Selections({}, {}, {"d9": {"s0": {"good": "好"}}}))
    assert verdict.reason is Reason.UNKNOWN_CONTEST


@given(
    st.dictionaries(
        st.sampled_from(["s0", "s1", "s2", "s3"]),
        st.dictionaries(st.sampled_from(["good", "why"]), st.text(max_size=20), max_size=2),
        max_size=4,
    )
)
def test_every_sheet_that_is_accepted_fits_the_sealed_size(texts):
    selections = Selections({"d1": {o.id: "incompetent" for o in PEOPLE}}, {}, {"d1": texts})
    verdict = judge([replace(GRADING, limits={}, uniform=Uniform.VALID)], selections)
    document = selections_to_json([GRADING], selections)
    assert selections_from_json(canonical.parse(canonical.encode(document))).marks
    if verdict.reason is not Reason.TEXT_TOO_LONG:
        assert len(canonical.encode(document)) <= plaintext_size([GRADING])


@pytest.mark.parametrize(
    "document",
    [
        {"marks": {}, "write_ins": {}, "texts": []},
        {"marks": {}, "write_ins": {}, "texts": {"d1": []}},
        {"marks": {}, "write_ins": {}, "texts": {"d1": {"s0": "好"}}},
        {"marks": {}, "write_ins": {}, "texts": {"d1": {"s0": {"good": 1}}}},
        {"marks": {}, "write_ins": {}, "text": {}},
    ],
)
def test_texts_of_another_shape_are_malformed(document):
    with pytest.raises(Malformed):
        selections_from_json(document)


# --- In the manifest ---------------------------------------------------------------------------


@pytest.mark.parametrize("contest", [GRADING, MARKING], ids=["grades", "numbers"])
def test_a_contest_is_read_back_from_the_manifest_as_it_was(contest):
    document = canonical.parse(canonical.encode(contest_document(contest)))
    assert contest_of(document) == contest


def test_a_plain_contest_has_none_of_the_further_members():
    plain = Contest("c1", "选举", PEOPLE, ("approve",), "abstain")
    further = {"labels", "least", "numbers", "own", "uniform", "texts", "text_total", "blank"}
    assert not further & contest_document(plain).keys()


@pytest.mark.parametrize(
    "changes",
    [
        {"own": "basic"},
        {"scale": ("void", "basic"), "limits": {}},
        {"least": {"superb": 1}},
        {"texts": ()},
        {"text_total": 0},
        {"texts": (TextSlot("a", "甲", 501),)},
        {"texts": (TextSlot("a", "甲"), TextSlot("a", "乙"))},
    ],
)
def test_a_contest_that_contradicts_itself_cannot_be_made(changes):
    with pytest.raises(ValueError, match=r"marks of|texts need|limited|bands"):
        replace(GRADING, **changes)
