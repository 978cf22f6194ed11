"""Offices, waiting times, passwords, codes and where a sign-in may lead."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from voting.access.rules import (
    CODE_ALPHABET,
    OFFICE_LABELS,
    PERMISSIONS_OF,
    Office,
    PasswordFlaw,
    Permission,
    code_as_typed,
    login_is_well_formed,
    offices_with,
    password_flaw,
    permissions_of,
    rest_after,
    safe_next,
    seconds_left,
    token_in,
)

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_permissions_are_in_alphabetical_order_and_follow_one_grammar():
    values = [permission.value for permission in Permission]
    assert values == sorted(values)
    assert all(value.count(":") == 1 and value.islower() for value in values)


def test_every_office_has_a_name_and_some_permission():
    for office in Office:
        assert office.label == str(OFFICE_LABELS[office])
        assert PERMISSIONS_OF[office]


def test_every_permission_belongs_to_some_office():
    assert [permission for permission in Permission if not offices_with(permission)] == []


def test_nobody_who_prepares_a_poll_also_opens_it_counts_it_or_votes_in_it():
    acts = {
        Permission.POLL_EDIT,
        Permission.POLL_OPEN,
        Permission.POLL_COUNT,
        Permission.PAPER_TAKE,
        Permission.ACCOUNT_MANAGE,
    }
    for office in Office:
        assert len(PERMISSIONS_OF[office] & acts) <= 1


def test_only_a_delegate_takes_papers():
    assert offices_with(Permission.PAPER_TAKE) == (Office.DELEGATE,)


def test_two_offices_add_up_and_none_gives_nothing():
    both = permissions_of({Office.CHAIR, Office.DELEGATE})
    assert both == PERMISSIONS_OF[Office.CHAIR] | PERMISSIONS_OF[Office.DELEGATE]
    assert permissions_of(()) == frozenset()


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (11, 900)],
)
def test_an_account_rests_half_a_minute_after_five_failures_and_twice_as_long_after_each_more(
    failures, seconds
):
    assert rest_after(failures) == timedelta(seconds=seconds)


@given(st.integers(min_value=0, max_value=10**9))
def test_a_rest_never_shrinks_with_more_failures_nor_passes_a_quarter_of_an_hour(failures):
    assert rest_after(failures) <= rest_after(failures + 1) <= timedelta(minutes=15)


def test_the_seconds_left_are_rounded_up_and_end_exactly_with_the_rest():
    until = NOON + timedelta(seconds=30)
    assert seconds_left(until, NOON) == 30
    assert seconds_left(until, NOON + timedelta(seconds=29.01)) == 1
    assert seconds_left(until, until) == 0
    assert seconds_left(None, NOON) == 0


def test_a_sentence_easy_to_remember_is_a_good_password():
    assert password_flaw("每周三下午去打乒乓球", "wangli", "王丽") is None


@pytest.mark.parametrize(
    ("password", "flaw"),
    [
        ("a1b2c3d4e", PasswordFlaw.TOO_SHORT),
        ("", PasswordFlaw.TOO_SHORT),
        ("ab" * 65, PasswordFlaw.TOO_LONG),
        ("1111111111", PasswordFlaw.TOO_PLAIN),
        ("121212121212", PasswordFlaw.TOO_PLAIN),
        ("wangliwangli", PasswordFlaw.NAMES_OWNER),
        ("WangLi2026", PasswordFlaw.NAMES_OWNER),
        ("王丽王丽王丽王丽王丽12", PasswordFlaw.NAMES_OWNER),
    ],
)
def test_a_password_is_refused_when_it_is_short_long_plain_or_its_owners_name(password, flaw):
    assert password_flaw(password, "wangli", "王丽") == flaw


def test_a_long_password_may_mention_its_owners_name():
    assert password_flaw("wangli喜欢在西湖边散步", "wangli", "王丽") is None


@pytest.mark.parametrize("login", ["wangli", "王丽", "wang.li-2_b", "ab"])
def test_a_login_of_letters_of_any_script_is_well_formed(login):
    assert login_is_well_formed(login)


@pytest.mark.parametrize(
    "login", ["", "a", "a" * 33, "wang li", "wang\u202eli", "w/l", "wl😀", "a\0b"]
)
def test_a_login_that_is_short_long_or_holds_other_characters_is_not_well_formed(login):
    assert not login_is_well_formed(login)


def test_a_code_is_read_whatever_spaces_dashes_case_and_width_it_was_typed_with():
    assert code_as_typed(" abcd-ＥＦ２3 ") == "ABCDEF23"


def test_the_alphabet_of_codes_has_no_two_letters_that_look_alike():
    assert not set("01IO") & set(CODE_ALPHABET)
    assert len(set(CODE_ALPHABET)) == len(CODE_ALPHABET) == 32


@pytest.mark.parametrize(
    "target", ["/", "/meetings/1", "/meetings/1/join?code=a%2Fb", "/people?name=王丽"]
)
def test_going_on_to_a_page_of_this_site_is_safe(target):
    assert safe_next(target) == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "meetings",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\x00",
        " /meetings",
    ],
)
def test_going_on_to_anywhere_else_is_refused(target):
    assert safe_next(target) is None


@pytest.mark.parametrize(
    "scanned",
    [
        "abc.def-_",
        " https://hall.example/enter/abc.def-_ ",
        "https://hall.example/enter/abc.def-_?from=wechat",
        "http://10.0.0.2:8000/enter/abc.def-_#top",
    ],
)
def test_a_token_is_found_in_a_bare_code_and_in_a_scanned_address(scanned):
    assert token_in(scanned, "/enter/") == "abc.def-_"
