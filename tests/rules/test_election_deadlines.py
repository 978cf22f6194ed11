"""Vacancies, and notices counted in working days with their holidays."""

from datetime import date

import pytest

from voting.elections.deadlines import by_election_due, by_election_overdue
from voting.elections.presets import preset, resolve
from voting.workdays.rules import WorkCalendar, notice, official

UNION = preset("union_election_2016")
CHAIR = preset("enterprise_chair_2008")


def test_a_vacant_chair_of_an_enterprise_union_is_overdue_after_three_months():
    since = date(2026, 3, 1)

    assert by_election_due(since, CHAIR) == date(2026, 6, 1)
    assert not by_election_overdue(since, date(2026, 6, 1), CHAIR)
    assert by_election_overdue(since, date(2026, 6, 2), CHAIR)


def test_a_month_without_the_day_ends_the_deadline_on_its_last_day():
    assert by_election_due(date(2025, 11, 30), CHAIR) == date(2026, 2, 28)


# --- Working days ------------------------------------------------------------------------------


def test_a_notice_of_five_working_days_runs_from_monday_to_friday():
    posted = notice(date(2026, 11, 16), UNION.publicity, official())

    assert posted.last == date(2026, 11, 20)
    assert not posted.over(date(2026, 11, 20))
    assert posted.over(date(2026, 11, 21))


def test_a_notice_posted_on_a_day_off_begins_to_count_on_the_next_working_day():
    assert notice(date(2026, 11, 21), UNION.publicity, official()).last == date(2026, 11, 27)


def test_a_notice_over_the_national_holiday_leaves_it_out_and_counts_the_working_weekend():
    # 1 to 7 October are off, Saturday 10 October is worked.
    posted = notice(date(2026, 9, 29), UNION.publicity, official())

    assert posted.last == date(2026, 10, 10)
    assert posted.guessed == ()


def test_a_notice_over_the_spring_festival_counts_both_working_saturdays():
    # 14 February is worked, 15 to 23 February are off, 28 February is worked.
    assert notice(date(2026, 2, 14), UNION.publicity, official()).last == date(2026, 2, 27)
    assert notice(date(2026, 2, 24), UNION.publicity, official()).last == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 1, 4), True),
        (date(2026, 4, 6), False),
        (date(2026, 5, 5), False),
        (date(2026, 5, 9), True),
        (date(2026, 6, 19), False),
        (date(2026, 9, 20), True),
        (date(2026, 9, 25), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 11), False),
        (date(2026, 11, 22), False),
        (date(2026, 11, 23), True),
    ],
)
def test_2026_follows_the_official_notice(day, works):
    assert official().is_workday(day) is works


def test_the_official_table_of_2026_has_33_days_off_and_6_working_weekends():
    table = official()

    assert len([day for day in table.off if day.year == 2026]) == 33
    assert len([day for day in table.work if day.year == 2026]) == 6
    assert all(day.weekday() >= 5 for day in table.work)


def test_a_year_without_a_table_has_weekends_only_and_warns():
    posted = notice(date(2027, 2, 3), UNION.publicity, official())

    assert posted.last == date(2027, 2, 9)
    assert posted.guessed == (2027,)
    assert "2027年" in posted.warnings[0]


def test_a_notice_across_the_new_year_warns_of_the_unknown_year_only():
    assert notice(date(2026, 12, 30), UNION.publicity, official()).guessed == (2027,)


def test_the_officers_corrections_win_over_the_table():
    corrected = official().changed(off=[date(2026, 11, 18)], work=[date(2026, 11, 21)])
    posted = notice(date(2026, 11, 16), UNION.publicity, corrected)

    assert posted.last == date(2026, 11, 21)
    assert official().is_workday(date(2026, 11, 18))


def test_the_first_day_is_left_out_where_local_rules_begin_on_the_next():
    local = resolve({"extends": "union_election_2016", "publicity_counts_first_day": False})

    assert notice(date(2026, 11, 16), local.publicity, official()).last == date(2026, 11, 23)


def test_seven_days_are_days_of_the_calendar_and_need_no_table():
    posted = notice(date(2027, 1, 29), CHAIR.publicity, WorkCalendar())

    assert posted.last == date(2027, 2, 4)
    assert posted.warnings == []
