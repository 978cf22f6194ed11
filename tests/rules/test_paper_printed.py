"""A paper ballot as it is printed: how it is laid out, and what it says about filling it in."""

from dataclasses import replace

from tests.rules.paper_contests import OPTIONS, commented, election, evaluation, scored
from voting.ballots.rules import Option
from voting.polls.paper.printed import printed_ballot


def test_a_short_election_is_printed_twice_on_a_page():
    found = printed_ballot([election(seats=1)], ["应选 1 人。"])
    assert found.halves
    assert not found.wide
    assert found.matrix is None
    (block,) = found.blocks
    assert block.marks == ("赞成", "不赞成", "弃权")
    assert block.rows[0] == ("丁一", "语文组")
    assert block.names == 1


def test_a_long_list_takes_a_page():
    many = replace(election(), options=tuple(Option(f"o{n}", f"丁{n}") for n in range(12)))
    assert not printed_ballot([many], []).halves


def test_subjects_and_dimensions_make_one_table():
    found = printed_ballot([evaluation("de"), evaluation("neng")], [])
    assert found.blocks == ()
    assert found.matrix.titles == ("德", "能")
    assert found.matrix.marks == ("优秀", "称职", "不称职")
    assert found.matrix.across == 6
    assert len(found.matrix.rows) == len(OPTIONS)
    assert not found.halves


def test_many_dimensions_turn_the_page():
    several = [evaluation(name) for name in ("de", "neng", "qin", "ji", "lian", "zong")]
    assert printed_ballot(several, []).wide


def test_contests_with_other_lines_stand_one_below_the_other():
    found = printed_ballot([evaluation(), commented()], [])
    assert found.matrix is None
    assert [block.title for block in found.blocks] == ["德", "认同度"]
    assert found.blocks[1].texts == ("理由",)


def test_marks_that_are_numbers_are_written_and_not_ticked():
    found = printed_ballot([scored()], [])
    assert found.blocks[0].most == 100
    assert found.blocks[0].marks == ()
    assert "用阿拉伯数字填写分数" in found.sentences[0]


def test_the_kinds_own_sentences_come_first_and_the_limits_are_not_told_twice():
    found = printed_ballot([election()], ["应选 2 人。"])
    assert found.sentences[0] == "应选 2 人。"
    assert not [sentence for sentence in found.sentences if "最多" in sentence]


def test_limits_of_a_kind_that_says_nothing_are_told_equal_ones_once():
    found = printed_ballot([evaluation("de"), evaluation("neng")], [])
    limits = [sentence for sentence in found.sentences if "最多" in sentence]
    assert limits == ["每一项：“优秀”最多 3 个，多于 3 个的整张选票无效。"]
    apart = printed_ballot([evaluation("de"), evaluation("neng", limits={"good": 1})], [])
    assert "能：“称职”最多 1 个，多于 1 个的整张选票无效。" in apart.sentences
    exact = printed_ballot([evaluation(limits={}, least={"good": 2})], [])
    assert exact.sentences[0] == "“称职”至少 2 个，少于 2 个的整张选票无效。"


def test_what_becomes_of_two_ticks_in_a_line_is_said():
    assert any("按“弃权”计" in sentence for sentence in printed_ballot([election()], []).sentences)
    void = printed_ballot([evaluation(own=None)], []).sentences
    assert any("该行无效" in sentence for sentence in void)
    assert not any("本人" in sentence for sentence in void)


def test_whoever_stands_on_the_ballot_is_told_to_leave_the_own_line():
    sentences = printed_ballot([evaluation()], []).sentences
    assert "选票上有您本人的，本人一行不要填。" in sentences
