"""Names in the order of 姓氏笔画 and 姓名笔画 (cases 127, 128), and names folded (134)."""

import pytest

from voting.names import fold, fold_name, ordered, sort_key, unknown


def in_order(text: str, rule: str = "surname") -> list[str]:
    """Order names that are given in the reverse of the expected order."""
    return ordered(reversed(text.split()), rule)


def test_surnames_are_ordered_by_number_then_kind_of_strokes():
    expected = "丁一 王二 文三 林五 欧阳四"
    assert in_order(expected) == expected.split()


def test_a_single_character_given_name_comes_first_under_the_surname_rule():
    assert in_order("田富 田大利 高富 高大富") == ["田富", "田大利", "高富", "高大富"]


def test_given_names_are_compared_directly_under_the_full_rule():
    assert in_order("田大利 田富 高大富 高富", "full") == ["田大利", "田富", "高大富", "高富"]


def test_two_single_given_names_are_compared_with_each_other():
    assert in_order("田大 田富 田大利") == ["田大", "田富", "田大利"]


def test_a_compound_surname_with_one_given_character_precedes_two():
    assert in_order("欧阳修 欧阳一新") == ["欧阳修", "欧阳一新"]
    assert in_order("欧阳一新 欧阳修", "full") == ["欧阳一新", "欧阳修"]


def test_a_compound_surname_is_placed_by_its_first_character():
    assert in_order("欧阳四 洪一") == ["欧阳四", "洪一"]


def test_a_two_character_name_never_has_a_compound_surname():
    assert in_order("夏侯 夏一明") == ["夏侯", "夏一明"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一", "丁"),  # fewer strokes
        ("王", "文"),  # 横 before 点
        ("林", "欧"),  # the second stroke: 竖 before 撇
        ("干", "于"),  # one code: the order of the table
        ("申", "田"),
        ("己", "已"),
        ("已", "巳"),
        ("土", "士"),
        ("未", "末"),
        ("灰", "达"),  # a place that the source of the data has wrong
        ("蚂", "虽"),
        ("坒", "芈"),
        ("缛", "辔"),
        ("孖", "𬘓"),  # characters that the source of the data lacks
        ("匼", "𬀩"),
        ("𬀪", "旿"),
        ("𬀩", "𬀪"),
        ("玶", "珅"),
        ("㛃", "玶"),
    ],
)
def test_characters_stand_in_the_order_of_their_strokes(first, second):
    assert ordered([second, first]) == [first, second]


def test_a_long_list_of_members_comes_out_as_such_lists_are_published():
    published = (
        "丁山 马成 马文瑞 王宁 王大海 尹力 石峰 刘中 刘国栋 李干 李强 李书文 李鸿忠 "
        "何卫 何立 张侠 张国清 陈文 陈吉安 陈敏尔 赵际 袁军 黄明 蔡奇"
    )
    assert ordered(sorted(published.split())) == published.split()


def test_middle_dots_and_spaces_do_not_matter():
    assert sort_key("阿依古丽·买买提")[0] == sort_key("阿依古丽买买提")[0]
    assert sort_key("丁　一")[0] == sort_key("丁一")[0]
    assert sort_key("古丽•艾山")[0] == sort_key("古丽‧艾山")[0]


def test_traditional_characters_take_the_place_of_simplified_ones():
    assert sort_key("張偉")[0] == sort_key("张伟")[0]
    assert ordered(["歐陽四", "林五", "劉一"]) == ["劉一", "林五", "歐陽四"]


def test_a_character_of_the_standard_is_not_taken_for_another_one():
    # 昇 has 8 strokes and is in the table beside 升 with 4.
    assert ordered(["陈昇", "陈可"]) == ["陈可", "陈昇"]
    assert ordered(["陈可", "陈升"]) == ["陈升", "陈可"]


def test_unknown_characters_stand_last_and_are_named():
    assert ordered(["𠮷田", "龚明", "Anna"])[0] == "龚明"
    assert unknown("𠮷田") == "𠮷"
    assert unknown("王𪚥") == "𪚥"
    assert unknown("阿依古丽·买买提") == ""
    assert unknown("張偉") == ""


def test_an_unknown_character_inside_a_name_stands_last_of_its_surname_only():
    assert ordered(["王𪚥", "王龙", "文一"]) == ["王龙", "王𪚥", "文一"]


def test_all_characters_of_the_standard_are_known():
    # First and last of each level of 《通用规范汉字表》, and some from beyond the basic plane.
    assert unknown("一蠢矗乂蠹亍齉鼷㐂"[:8]) == ""
    assert unknown("𬍛𬸚𫖯䶮㛃𠅤𤫉𨟠𫚭䴙") == ""


def test_an_empty_name_comes_first():
    assert ordered(["一", ""]) == ["", "一"]


def test_an_item_is_ordered_by_the_name_its_key_gives():
    people = [("b", "文三"), ("a", "丁一")]
    assert ordered(people, key=lambda person: person[1]) == [("a", "丁一"), ("b", "文三")]


def test_equal_names_keep_the_order_they_came_in():
    people = [("数学组", "张伟"), ("语文组", "张伟"), ("英语组", "丁一")]
    assert ordered(people, key=lambda person: person[1]) == [
        ("英语组", "丁一"),
        ("数学组", "张伟"),
        ("语文组", "张伟"),
    ]


def test_another_rule_is_refused():
    with pytest.raises(ValueError, match="pinyin"):
        sort_key("丁一", "pinyin")


def test_a_search_in_traditional_script_finds_simplified_text():
    assert fold("條條有答覆") == fold("条条有答复")


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("張偉", "张伟"),
        ("张 伟", "张伟"),
        ("张　伟", "张伟"),
        ("買買提·吐尔逊", "买买提吐尔逊"),
        ("ＡＮＮＡ　Li", "annali"),
        ("张\u200b伟", "张伟"),
        ("０２００１", "02001"),
    ],
)
def test_names_are_folded_alike_however_they_are_written(written, folded):
    assert fold(written) == folded
    assert fold_name(written) == folded


def test_two_names_of_the_standard_are_not_folded_into_one():
    assert fold_name("陈昇") != fold_name("陈升")
    assert fold("陈昇") == fold("陈升")
