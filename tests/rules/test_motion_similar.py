"""Similar motions are suggested while one is written."""

from fractions import Fraction

from hypothesis import given, strategies as st

from voting.motions.similar import ENOUGH, likeness, most_like, pairs

PAST = [
    (1, "关于改善教职工食堂饭菜质量的提案"),
    (2, "关於改善教職工食堂飯菜質量的建議"),
    (3, "关于增加校内停车位的提案"),
    (4, "关于延长图书馆开放时间的提案"),
]


def test_a_title_finds_its_like_in_either_script():
    found = most_like("关于改善教工食堂饭菜质量的提案", PAST)
    assert [match.motion_id for match in found] == [1, 2]
    assert found[0].likeness > found[1].likeness >= ENOUGH


def test_a_title_on_another_matter_finds_nothing():
    assert most_like("建设青年教师公寓", PAST) == []


def test_nothing_written_is_like_nothing():
    assert most_like("  ！？", PAST) == []


def test_punctuation_and_width_make_no_difference():
    assert pairs("停车位（校内）Ａ区") == pairs("停车位校内a区")


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_a_share_alike_both_ways_and_whole_for_the_same(one, other):
    left, right = pairs(one), pairs(other)
    assert 0 <= likeness(left, right) == likeness(right, left) <= 1
    if left:
        assert likeness(left, left) == Fraction(1)
