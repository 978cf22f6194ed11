"""The monthly forms: in time, late or missing; months and groups in their order."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from voting.motions.situations.rules import (
    Standing,
    counted,
    is_month,
    month_name,
    place_of,
    reminder,
    standing,
)

DUE = date(2026, 11, 25)
DAYS = st.integers(-40, 40).map(lambda number: DUE + timedelta(days=number))


@pytest.mark.parametrize(
    ("handed_in", "today", "said"),
    [
        (DUE, DUE, Standing.SUBMITTED),
        (DUE + timedelta(days=1), DUE, Standing.LATE),
        (None, DUE, Standing.WAITING),
        (None, DUE + timedelta(days=1), Standing.MISSING),
    ],
)
def test_the_last_day_is_still_in_time(handed_in, today, said):
    assert standing(handed_in, DUE, today) is said


@given(st.lists(st.tuples(st.none() | DAYS, DAYS)))
def test_every_form_is_counted_once(forms):
    counts = counted(standing(handed_in, DUE, today) for handed_in, today in forms)
    assert sum(counts.values()) == len(forms)
    late = sum(handed_in is not None and handed_in > DUE for handed_in, _today in forms)
    assert counts[Standing.LATE] == late


@pytest.mark.parametrize(("days", "said"), [(4, ""), (3, "before"), (0, "before"), (-1, "after")])
def test_reminders_begin_three_days_before_the_last_day(days, said):
    assert reminder(DUE, DUE - timedelta(days=days)) == said


@pytest.mark.parametrize("text", ["2026-13", "2026-1", "1999-05", "2026-11-01", "", "2026年11月"])
def test_what_is_no_month_is_told_from_one(text):
    assert not is_month(text)
    assert is_month("2026-11")


def test_a_month_is_said_as_people_say_it():
    assert month_name("2026-03") == "2026年3月"


def test_groups_stand_in_the_order_of_their_numbers():
    names = ["第二小组", "第十二小组", "第1小组", "第一小组", "第十小组", "第二十小组", "语文组"]
    assert sorted(names, key=place_of) == [
        "第1小组",
        "第一小组",
        "第二小组",
        "第十小组",
        "第十二小组",
        "第二十小组",
        "语文组",
    ]
