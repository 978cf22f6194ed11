"""第X届第Y次: names of congresses and meetings, and the order of delegations."""

import pytest

from voting.congress.order import natural_order
from voting.congress.rules import chinese_numeral, congress_name, meeting_name, short_name
from voting.errors import WrongInput


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        (1, "一"),
        (7, "七"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (40, "四十"),
        (99, "九十九"),
    ],
)
def test_an_ordinal_is_written_as_chinese_numerals_are(number, numeral):
    assert chinese_numeral(number) == numeral


@pytest.mark.parametrize("number", [0, -1, 100])
def test_an_ordinal_outside_one_to_ninety_nine_is_refused(number):
    with pytest.raises(WrongInput, match="1 至 99"):
        chinese_numeral(number)


def test_a_meeting_is_named_in_full_and_in_short():
    assert congress_name(5, "会员代表大会") == "第五届会员代表大会"
    assert meeting_name(5, 3, "会员代表大会") == "第五届第三次会员代表大会"
    assert meeting_name(2, 1, "教职工大会") == "第二届第一次教职工大会"
    assert short_name(3, 7) == "三届七次"


@pytest.mark.parametrize(
    "names",
    [
        ["第1代表团", "第2代表团", "第10代表团", "第21代表团"],
        [
            "第一代表团",
            "第二代表团",
            "第十代表团",
            "第十一代表团",
            "第二十代表团",
            "第二十一代表团",
        ],
        ["初中1组", "初中2组", "高中1组"],
    ],
)
def test_delegations_stand_in_the_order_people_count_them(names):
    assert sorted(names[1:] + names[:1], key=natural_order) == names
