"""Last days in working days with 调休, reminders, and what is late."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from voting.motions.deadlines import (
    due_reminder,
    overdue_days,
    punctual,
    reminders,
    workdays_after,
    workdays_before,
)
from voting.workdays.rules import official

CALENDAR = official()
DAYS = st.dates(date(2026, 1, 1), date(2026, 9, 1))


def test_seven_working_days_leave_out_the_weekend():
    assert workdays_after(date(2026, 11, 2), 7, CALENDAR) == date(2026, 11, 11)


def test_a_last_day_over_the_national_holiday_counts_the_worked_saturday():
    # 1 to 7 October are off, Saturday 10 October is worked.
    assert workdays_after(date(2026, 9, 30), 3, CALENDAR) == date(2026, 10, 10)


def test_an_officers_correction_moves_the_last_day():
    corrected = CALENDAR.changed(off=[date(2026, 11, 3)])
    assert workdays_after(date(2026, 11, 2), 7, corrected) == date(2026, 11, 12)


def test_assigned_on_28_april_with_a_fixed_day_a_reply_is_overdue_by_one_day():
    due = date(2026, 6, 20)
    assert overdue_days(due, date(2026, 6, 20)) == 0
    assert overdue_days(due, date(2026, 6, 21)) == 1


def test_a_department_is_reminded_seven_and_one_days_before_and_one_after():
    found = reminders(date(2026, 11, 20), CALENDAR)
    assert [(each.on, each.step) for each in found] == [
        (date(2026, 11, 11), -7),
        (date(2026, 11, 19), -1),
        (date(2026, 11, 23), 1),
    ]
    assert [each.escalates for each in found] == [False, False, True]


@pytest.mark.parametrize(
    ("today", "step"),
    [
        (date(2026, 11, 10), None),
        (date(2026, 11, 11), -7),
        (date(2026, 11, 18), -7),
        (date(2026, 11, 19), -1),
        (date(2026, 11, 22), -1),
        (date(2026, 11, 23), 1),
        (date(2026, 12, 23), 1),
    ],
)
def test_the_latest_reminder_that_has_come_is_due_even_after_a_weekend(today, step):
    found = due_reminder(date(2026, 11, 20), today, CALENDAR)
    assert (found.step if found else None) == step


@given(DAYS, st.integers(0, 60))
def test_a_last_day_is_a_working_day_and_going_back_leads_to_a_day_no_later(start, number):
    end = workdays_after(start, number, CALENDAR)
    assert end == start if number == 0 else CALENDAR.is_workday(end)
    back = workdays_before(end, number, CALENDAR)
    assert workdays_after(back, number, CALENDAR) == end or not CALENDAR.is_workday(start)


@given(DAYS, st.integers(0, 40), st.integers(0, 40))
def test_more_working_days_never_end_sooner(start, one, more):
    first = workdays_after(start, one, CALENDAR)
    assert workdays_after(start, one + more, CALENDAR) >= first
    assert workdays_after(first, more, CALENDAR) == workdays_after(start, one + more, CALENDAR)


def test_a_reply_within_a_granted_extension_is_in_time_and_one_after_is_not():
    due, extended = date(2026, 6, 20), date(2026, 7, 20)
    assert punctual(date(2026, 6, 20), due)
    assert not punctual(date(2026, 6, 21), due)
    assert punctual(date(2026, 7, 20), due, [extended])
    assert not punctual(date(2026, 7, 21), due, [extended])
    assert not punctual(None, due)
