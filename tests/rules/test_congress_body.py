"""Who forms the congress, who may call it, how long it serves (cases 51, 69), and its presets."""

from datetime import date
from fractions import Fraction

import pytest

from voting.congress.presets import preset, presets
from voting.congress.rules import (
    Approval,
    Body,
    Call,
    Constituency,
    DelegateKind,
    ItemClass,
    Method,
    Share,
    extension_fits,
    may_call,
    months_later,
    offices_clash,
    suggested_body,
    term_fits,
    term_overdue,
)
from voting.errors import WrongInput


def test_a_union_of_ninety_five_members_meets_as_a_whole():
    threshold = preset("union_election_2016").body_threshold
    assert suggested_body(95, threshold) is Body.MEMBERS
    assert suggested_body(99, threshold) is Body.MEMBERS
    assert suggested_body(100, threshold) is Body.DELEGATES


def test_a_school_below_eighty_meets_as_a_whole():
    threshold = preset("school_congress_32").body_threshold
    assert suggested_body(79, threshold) is Body.MEMBERS
    assert suggested_body(80, threshold) is Body.DELEGATES


@pytest.mark.parametrize(("proposers", "allowed"), [(33, False), (34, True), (100, True)])
def test_a_third_of_the_delegates_may_call_a_meeting(proposers, allowed):
    assert may_call(Call.DELEGATES, proposers, 100) is allowed


@pytest.mark.parametrize("call", [Call.REGULAR, Call.EMPLOYER, Call.UNION])
def test_the_calendar_the_employer_and_the_union_need_no_signatures(call):
    assert may_call(call, 0, 100)


@pytest.mark.parametrize(
    ("ends", "fits"),
    [
        (date(2027, 8, 31), True),
        (date(2027, 9, 1), True),
        (date(2029, 8, 31), True),
        (date(2028, 8, 31), False),
        (date(2026, 8, 31), False),
    ],
)
def test_a_term_is_of_three_or_five_years(ends, fits):
    assert term_fits(date(2024, 9, 1), ends, (3, 5)) is fits


def test_an_extension_stays_within_the_months_allowed():
    ends = date(2026, 8, 31)
    assert extension_fits(ends, date(2027, 2, 28), 6)
    assert not extension_fits(ends, date(2027, 3, 1), 6)
    assert not extension_fits(ends, ends, 6)


def test_a_month_with_fewer_days_ends_on_its_last():
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_later(date(2026, 12, 15), 1) == date(2027, 1, 15)


def test_a_term_is_overdue_the_day_after_it_ends_unless_extended():
    ends = date(2026, 6, 30)
    assert not term_overdue(ends, None, ends)
    assert term_overdue(ends, None, date(2026, 7, 1))
    assert not term_overdue(ends, date(2026, 12, 30), date(2026, 12, 30))
    assert term_overdue(ends, date(2026, 12, 30), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("office", "held", "clash"),
    [
        ("teller", {"scrutineer"}, True),
        ("teller", {"head_scrutineer"}, True),
        ("scrutineer", {"teller"}, True),
        ("head_scrutineer", {"teller"}, True),
        ("scrutineer", {"secretary"}, False),
        ("chair", {"scrutineer", "teller"}, False),
        ("teller", set(), False),
    ],
)
def test_nobody_both_counts_and_watches(office, held, clash):
    assert offices_clash(office, held) is clash


def test_every_preset_is_complete_and_asks_for_two_thirds():
    assert list(presets()) == [
        "union_election_2016",
        "school_congress_32",
        "enterprise_congress_2012",
        "shanghai_2017",
        "zhejiang_2010",
        "henan_2007",
    ]
    for each in presets().values():
        assert each.quorum == Share(2, 3, ">=")
        assert each.call.fraction == Fraction(1, 3)
        assert set(each.assemblies) == set(Body)
        assert each.lines


def test_a_preset_takes_from_its_parent_what_it_does_not_say():
    shanghai = preset("shanghai_2017")
    assert shanghai.title == "职工（代表）大会（上海）"
    assert shanghai.constituency is Constituency.STAFF
    assert shanghai.materials_days == 7
    assert shanghai.extension_months == 12
    assert preset("zhejiang_2010").extension_months == 6


def test_an_unknown_preset_is_refused():
    with pytest.raises(WrongInput, match="没有这种会议类型"):
        preset("nobody_2030")


@pytest.mark.parametrize(
    "kind", [Approval, Body, Call, Constituency, DelegateKind, ItemClass, Method]
)
def test_every_value_has_words_of_its_own(kind):
    labels = [value.label for value in kind]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_the_same_value_in_two_lists_keeps_its_own_words():
    assert Body.DELEGATES.label == "代表大会"
    assert Call.DELEGATES.label == "临时会议（代表联名提议）"
    assert Body.MEMBERS.label == "全体大会"
    assert Constituency.MEMBERS.label == "工会会员"
