"""What a cell says once widths, spaces and number formats are taken off, and what it cannot say."""

from datetime import date, datetime, time

import pytest

from voting.people.findings import Mend, Trouble
from voting.people.rules import LONGEST, Field
from voting.people.values import understand

TODAY = date(2026, 11, 22)


def said(field: Field, cell) -> tuple[str, tuple[Mend, ...]]:
    value = understand(field, cell, TODAY)
    assert value.trouble is None
    return value.value, value.mends


def trouble(field: Field, cell) -> Trouble | None:
    return understand(field, cell, TODAY).trouble


@pytest.mark.parametrize(
    ("cell", "value", "mends"),
    [
        ("02001", "02001", ()),
        ("A-17/3", "A-17/3", ()),
        (2001.0, "2001", (Mend.NUMBER,)),
        (2001, "2001", (Mend.NUMBER,)),
        ("０２００１", "02001", (Mend.FULL_WIDTH,)),
        (" 02001 ", "02001", (Mend.SPACES,)),
        ("02 001", "02001", (Mend.SPACES,)),
        ("　０２００１", "02001", (Mend.FULL_WIDTH, Mend.SPACES)),
        ("", "", ()),
    ],
)
def test_a_staff_number_is_text_of_half_width(cell, value, mends):
    assert said(Field.NUMBER, cell) == (value, mends)


@pytest.mark.parametrize("cell", ["二零一", "02001#", "-", 20.5, 1e17, date(2001, 1, 1)])
def test_a_staff_number_of_other_signs_is_refused(cell):
    assert trouble(Field.NUMBER, cell) is Trouble.BAD_NUMBER


@pytest.mark.parametrize(
    ("cell", "value", "mends"),
    [
        ("张伟", "张伟", ()),
        ("张 伟", "张伟", (Mend.SPACES,)),
        ("张　伟", "张伟", (Mend.SPACES,)),
        ("张\u00a0伟\n", "张伟", (Mend.SPACES,)),
        ("𠮷 田", "𠮷田", (Mend.SPACES,)),
        ("买买提·吐尔逊", "买买提·吐尔逊", ()),
        ("买买提•吐尔逊", "买买提·吐尔逊", (Mend.MIDDLE_DOT,)),
        ("买买提 ・ 吐尔逊", "买买提·吐尔逊", (Mend.SPACES, Mend.MIDDLE_DOT)),
        ("买买提.吐尔逊", "买买提·吐尔逊", (Mend.MIDDLE_DOT,)),
        ("Anna  Li", "Anna Li", (Mend.SPACES,)),
        ("ＡＮＮＡ", "ANNA", (Mend.FULL_WIDTH,)),
        ("䶮𬸚㛃", "䶮𬸚㛃", ()),
        ("\U000323af一", "\U000323af一", ()),
    ],
)
def test_a_name_loses_needless_spaces_and_keeps_needed_ones(cell, value, mends):
    assert said(Field.NAME, cell) == (value, mends)


def test_full_width_brackets_in_chinese_text_are_right():
    assert said(Field.UNIT, "后勤（一）组") == ("后勤（一）组", ())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("张\x07伟", Trouble.CONTROL_CHARACTER),
        ("张\x00伟", Trouble.CONTROL_CHARACTER),
        ("\u202e伟张", Trouble.CONTROL_CHARACTER),
        ("张\u200b伟", Trouble.CONTROL_CHARACTER),
        ("张\u200f伟", Trouble.CONTROL_CHARACTER),
        ("张伟😀", Trouble.EMOJI),
        ("张伟☺\ufe0f", Trouble.EMOJI),
        ("张\ue863", Trouble.PRIVATE_CHARACTER),
        ("张\ufdd0", Trouble.CONTROL_CHARACTER),
        ("=HYPERLINK(1)", Trouble.FORMULA),
        ("  =1+1", Trouble.FORMULA),
        ("张" * (LONGEST[Field.NAME] + 1), Trouble.TOO_LONG),
    ],
)
def test_a_name_with_what_no_name_has_is_refused(cell, expected):
    assert trouble(Field.NAME, cell) is expected


def test_hidden_characters_are_refused_in_every_column():
    for field in Field:
        assert trouble(field, "男\u202e") is Trouble.CONTROL_CHARACTER


def test_a_text_of_the_longest_length_is_taken():
    for field, longest in LONGEST.items():
        digits = "1" * longest
        assert understand(field, digits, TODAY).trouble in {None, Trouble.BAD_MOBILE}
        assert understand(field, digits + "1", TODAY).trouble is not None


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        (Field.SEX, "男", "male"),
        (Field.SEX, "女性", "female"),
        (Field.SEX, "Ｆ", "female"),
        (Field.SEX, "", ""),
        (Field.CATEGORY, "专任教师", "teacher"),
        (Field.CATEGORY, "教师岗位", "teacher"),
        (Field.CATEGORY, "管理人员", "management"),
        (Field.CATEGORY, "工勤岗", "support"),
        (Field.CATEGORY, "教 辅", "support"),
        (Field.IS_MEMBER, "是", "yes"),
        (Field.IS_MEMBER, "√", "yes"),
        (Field.IS_MEMBER, True, "yes"),
        (Field.IS_MEMBER, 0.0, "no"),
        (Field.MEMBERSHIP, "保留", "retained"),
        (Field.MEMBERSHIP, "正常", "normal"),
        (Field.DELEGATE_STATUS, "", "none"),
        (Field.DELEGATE_STATUS, "正式代表", "full"),
        (Field.DELEGATE_STATUS, "列席", "observer"),
        (Field.DELEGATE_STATUS, "特邀代表", "guest"),
    ],
)
def test_a_word_becomes_the_value_it_stands_for(field, cell, value):
    assert understand(field, cell, TODAY).value == value
    assert trouble(field, cell) is None


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        (Field.SEX, "未知"),
        (Field.SEX, 3.0),
        (Field.CATEGORY, "校长"),
        (Field.IS_MEMBER, "可能"),
        (Field.IS_MEMBER, 2.0),
        (Field.MEMBERSHIP, "退会"),
        (Field.DELEGATE_STATUS, "候补"),
        (Field.SEX, date(2001, 1, 1)),
    ],
)
def test_a_word_the_column_does_not_know_is_refused(field, cell):
    assert trouble(field, cell) is Trouble.UNKNOWN_VALUE


@pytest.mark.parametrize(
    ("cell", "mends"),
    [
        ("1975-04", ()),
        ("1975-4", (Mend.DATE_FORM,)),
        ("1975.4", (Mend.DATE_FORM,)),
        ("1975.04.03", (Mend.DATE_FORM,)),
        ("1975/4/3", (Mend.DATE_FORM,)),
        ("1975年4月", (Mend.DATE_FORM,)),
        ("1975年04月03日", (Mend.DATE_FORM,)),
        ("1975 年 4 月", (Mend.DATE_FORM,)),
        ("１９７５－０４", (Mend.FULL_WIDTH,)),
        (" 1975-04 ", (Mend.SPACES,)),
        ("197504", (Mend.DATE_FORM,)),
        ("19750403", (Mend.DATE_FORM,)),
        ("1975-04-03 00:00:00", (Mend.DATE_FORM,)),
        ("1975-04-03T00:00:00", (Mend.DATE_FORM,)),
        (date(1975, 4, 3), (Mend.DATE_FORM,)),
        (datetime(1975, 4, 3, 8, 30), (Mend.DATE_FORM,)),  # noqa: DTZ001 - as a sheet gives it
        (27487.0, (Mend.SERIAL_DATE,)),
        ("27487", (Mend.SERIAL_DATE,)),
        (197504.0, (Mend.NUMBER, Mend.DATE_FORM)),
        (19750403, (Mend.NUMBER, Mend.DATE_FORM)),
        (1975.04, (Mend.DATE_FORM,)),
        (1975.4, (Mend.DATE_FORM,)),
    ],
)
def test_a_month_of_birth_is_read_from_any_usual_form(cell, mends):
    assert said(Field.BIRTH_MONTH, cell) == ("1975-04", mends)


def test_no_month_of_birth_is_none():
    assert said(Field.BIRTH_MONTH, "") == ("", ())
    assert said(Field.BIRTH_MONTH, "  ") == ("", (Mend.SPACES,))


@pytest.mark.parametrize(
    "cell",
    [
        "1975",
        1975.0,
        "1975-13",
        "1975-00",
        "1975-04-32",
        "75.4",
        "四月",
        "1850-01",
        "2026-12",  # it has not come yet
        1975.1,  # January or October
        1975.123,
        99.0,
        99999999.0,
        True,
        time(3, 4),
    ],
)
def test_a_month_of_birth_that_cannot_be_is_refused(cell):
    assert trouble(Field.BIRTH_MONTH, cell) is Trouble.BAD_DATE


def test_the_present_month_is_the_last_one_can_be_born_in():
    assert said(Field.BIRTH_MONTH, "2026-11") == ("2026-11", ())


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (13900000000.0, "13900000000"),
        ("139 0000 0000", "13900000000"),
        ("139-0000-0000", "139-0000-0000"),
        ("+86 13900000000", "+8613900000000"),
        ("0571-87654321", "0571-87654321"),
        ("", ""),
    ],
)
def test_a_telephone_number_is_text(cell, value):
    assert understand(Field.MOBILE, cell, TODAY).value == value
    assert trouble(Field.MOBILE, cell) is None


@pytest.mark.parametrize("cell", ["不详", "123", "1" * 21, 1.39e10 + 0.5])
def test_what_is_no_telephone_number_is_refused(cell):
    assert trouble(Field.MOBILE, cell) is Trouble.BAD_MOBILE
