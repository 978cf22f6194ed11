"""Who counts as a member, and how values are written into a sheet."""

from datetime import date

import pytest

from voting.people.rules import WORDS, Bar, Field, Standing, bars, word_for

TODAY = date(2026, 11, 22)


def test_a_member_with_full_rights_is_not_barred():
    assert bars(Standing(True, "normal", None), TODAY) == ()


def test_a_member_who_keeps_only_the_membership_is_barred():
    # Case 5: excluded from 应到, can neither vote nor be a candidate.
    assert bars(Standing(True, "retained", None), TODAY) == (Bar.RETAINED,)


@pytest.mark.parametrize("membership", ["normal", "retained"])
def test_who_is_no_member_is_barred_for_that_alone(membership):
    assert bars(Standing(False, membership, None), TODAY) == (Bar.NOT_A_MEMBER,)


@pytest.mark.parametrize(
    ("left_on", "expected"),
    [
        (date(2026, 11, 21), (Bar.LEFT,)),
        (date(2026, 11, 22), (Bar.LEFT,)),
        (date(2026, 11, 23), ()),
    ],
)
def test_who_has_left_is_barred_from_that_day(left_on, expected):
    assert bars(Standing(True, "normal", left_on), TODAY) == expected


def test_all_reasons_are_named():
    assert bars(Standing(True, "retained", TODAY), TODAY) == (Bar.LEFT, Bar.RETAINED)


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        (Field.SEX, "female", "女"),
        (Field.SEX, None, ""),
        (Field.CATEGORY, "support", "工勤"),
        (Field.IS_MEMBER, "no", "否"),
        (Field.MEMBERSHIP, "retained", "保留会籍"),
        (Field.DELEGATE_STATUS, "none", ""),
        (Field.NAME, "张伟", "张伟"),
    ],
)
def test_a_value_is_written_as_the_roster_writes_it(field, value, word):
    assert word_for(field, value) == word


@pytest.mark.parametrize("field", list(WORDS))
def test_no_word_stands_for_two_values(field):
    words = [word for known in WORDS[field].values() for word in known]
    assert len(words) == len(set(words))
