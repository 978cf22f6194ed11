"""The figures of a report on motions, against reports that were published."""

import pytest
from hypothesis import given, strategies as st

from voting.motions.rules import Class, Grade
from voting.motions.statistics import NO_FEEDBACK, Fate, Rate, Row, report


def forms(number: int, fate: Fate = Fate.FILED, start: int = 0, **facts) -> list[Row]:
    return [Row(f"{fate}-{start + n}", fate, **facts) for n in range(number)]


def merged(rows: list[Row], into: int) -> list[Row]:
    """Merge rows so that so many are left."""
    lead = rows[0].key
    gone = len(rows) - into
    return [
        *rows[:into],
        *(Row(row.key, row.fate, row.category, merged_into=lead) for row in rows[-gone:] if gone),
    ]


def test_72_forms_with_64_filed_after_merging_are_88_9_percent():
    solved = forms(57, replied=True, reply_class=Class.A)
    reference = forms(7, start=57, replied=True, reply_class=Class.D)
    rest = forms(8, Fate.NOT_FILED)
    found = report([*solved, *reference, *rest])
    assert (found.received, found.filed_merged) == (72, 64)
    assert found.filing_rate_of_forms.percent == "88.9%"
    assert found.classes[Class.A].document() == {"part": 57, "whole": 64, "percent": "89.1%"}
    assert found.classes[Class.D].percent == "10.9%"


def test_74_forms_by_category_with_52_filed_and_50_after_merging():
    parts = (("行政管理", 46), ("教学科研", 16), ("后勤保障", 10), ("其他", 2))
    rows: list[Row] = []
    for category, number in parts:
        rows += forms(number, start=len(rows), category=category)
    filed, rest = rows[:52], rows[52:]
    rows = [
        *merged(filed, 50),
        *(Row(f"s{n}", Fate.SUGGESTION, row.category) for n, row in enumerate(rest)),
    ]
    found = report(rows)
    assert [(line.name, line.number.part, line.number.percent) for line in found.categories] == [
        ("行政管理", 46, "62.2%"),
        ("教学科研", 16, "21.6%"),
        ("后勤保障", 10, "13.5%"),
        ("其他", 2, "2.7%"),
    ]
    assert (found.filed, found.filed_merged, found.suggestions) == (52, 50, 22)


def test_126_forms_of_which_80_become_64_motions_and_41_become_31_suggestions():
    rows = [
        *merged(forms(80), 64),
        *merged(forms(41, Fate.SUGGESTION), 31),
        *forms(5, Fate.NOT_FILED),
    ]
    found = report(rows)
    assert (found.received, found.filed, found.filed_merged) == (126, 80, 64)
    assert (found.suggestions, found.suggestions_merged, found.not_filed) == (41, 31, 5)


def test_81_forms_with_67_filed_and_14_not_one_of_them_withdrawn():
    found = report([*forms(67), *forms(13, Fate.NOT_FILED), *forms(1, Fate.WITHDRAWN)])
    assert (found.received, found.filed, found.not_filed + found.withdrawn) == (81, 67, 14)


def test_139_forms_of_six_years_all_answered():
    rows = [
        *forms(106, replied=True),
        *forms(20, Fate.SUGGESTION, replied=True),
        *forms(13, Fate.NOT_FILED),
    ]
    found = report(rows)
    assert found.received == 139
    assert found.replied.document() == {"part": 126, "whole": 126, "percent": "100.0%"}


def test_67_motions_of_which_2_are_filed_with_37_for_logistics():
    rows = [
        *forms(2, category="后勤"),
        *forms(35, Fate.SUGGESTION, category="后勤"),
        *forms(30, Fate.SUGGESTION, start=35, category="其他"),
    ]
    found = report(rows)
    assert (found.filed, found.suggestions) == (2, 65)
    assert found.categories[0].number.document() == {"part": 37, "whole": 67, "percent": "55.2%"}


def test_51_forms_of_12_delegations():
    numbers = (2, 14, 3, 2, 1, 2, 4, 8, 5, 3, 6, 1)
    rows = [
        Row(f"{place}-{n}", Fate.SUGGESTION, delegation=f"第{place}代表团")
        for place, number in enumerate(numbers, 1)
        for n in range(number)
    ]
    filed = [Row(row.key, Fate.FILED, delegation=row.delegation) for row in rows[:6]]
    found = report([*filed, *rows[6:]])
    assert (found.received, found.filed, found.suggestions) == (51, 6, 45)
    assert sorted(line.number.part for line in found.delegations) == sorted(numbers)


def test_92_replies_of_a_government_by_class():
    rows = [
        *forms(22, replied=True, reply_class=Class.A),
        *forms(68, start=22, replied=True, reply_class=Class.B),
        *forms(2, start=90, replied=True, reply_class=Class.C),
    ]
    classes = report(rows).classes
    assert [classes[each].percent for each in (Class.A, Class.B, Class.C)] == [
        "23.9%",
        "73.9%",
        "2.2%",
    ]


def test_22_items_with_21_replies_are_95_5_percent():
    rows = [*forms(21, replied=True, punctual=True), *forms(1, start=21, overdue=True)]
    found = report(rows)
    assert found.replied.document() == {"part": 21, "whole": 22, "percent": "95.5%"}
    assert (found.punctual.percent, found.overdue) == ("95.5%", 1)


def test_a_suggestion_must_be_answered_too_but_is_in_no_filing_rate():
    found = report([*forms(3, replied=True), *forms(1, Fate.SUGGESTION)])
    assert found.replied.document() == {"part": 3, "whole": 4, "percent": "75.0%"}
    assert (found.filing_rate.part, found.replied_motions.percent) == (3, "100.0%")


def test_silence_is_counted_apart_and_never_as_satisfied():
    rows = [
        Row("1", Fate.FILED, replied=True, grades=(Grade.SATISFIED,)),
        Row("2", Fate.FILED, replied=True, grades=(Grade.SATISFIED, Grade.DISSATISFIED)),
        Row("3", Fate.FILED, replied=True, grades=(Grade.BASICALLY,), rounds=2),
        Row("4", Fate.FILED, replied=True),
    ]
    found = report(rows)
    assert {word: rate.part for word, rate in found.feedback.items()} == {
        "satisfied": 1,
        "basically": 1,
        "dissatisfied": 1,
        NO_FEEDBACK: 1,
    }
    assert (found.satisfied.percent, found.satisfied_or_basically.percent) == ("25.0%", "50.0%")
    assert found.redone == 1


def test_a_report_of_nothing_has_no_rates():
    found = report([])
    assert (found.received, found.replied.percent, found.categories) == (0, None, ())


ROWS = st.lists(
    st.builds(
        Row,
        st.uuids().map(str),
        st.sampled_from(Fate),
        category=st.sampled_from(["甲", "乙", ""]),
        unit=st.sampled_from(["后勤处", "财务处"]),
        replied=st.booleans(),
        grades=st.lists(st.sampled_from(Grade), max_size=3).map(tuple),
        reply_class=st.sampled_from(Class),
    ),
    max_size=40,
)


@given(ROWS)
def test_the_parts_of_every_breakdown_add_up(rows):
    found = report(rows)
    fates = (found.filed, found.suggestions, found.not_filed, found.withdrawn, found.pending)
    assert sum(fates) == found.received
    assert sum(line.number.part for line in found.categories) == found.received
    assert sum(rate.part for rate in found.feedback.values()) == found.replied.part
    assert sum(rate.part for rate in found.classes.values()) == found.replied.part


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_register_changes_nothing(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert report(shuffled) == report(rows)


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(37, 40, "92.5%"), (1, 3, "33.3%"), (1, 2000, "0.1%")]
)
def test_a_rate_is_rounded_half_up(part, whole, shown):
    assert Rate(part, whole).percent == shown
