"""``voting names sort``: names from standard input, in order, and what it warns of."""

import pytest
from click.testing import CliRunner

from voting.people.cli import names


def sort(text: str | bytes, *arguments: str):
    return CliRunner().invoke(names, ["sort", *arguments], input=text)


def test_names_are_put_in_order():
    result = sort("欧阳四\n林五\n文三\n王二\n丁一\n")
    assert result.stdout == "丁一\n王二\n文三\n林五\n欧阳四\n"
    assert result.stderr == ""
    assert result.exit_code == 0


@pytest.mark.parametrize(("rule", "first"), [("surname", "田富"), ("full", "田大利")])
def test_the_rule_places_a_single_given_name(rule, first):
    assert sort("田大利\n田富\n", "--rule", rule).stdout.splitlines()[0] == first


def test_empty_lines_spaces_and_the_mark_of_windows_are_passed_over():
    result = sort("\ufeff王二\r\n\r\n  丁一  \r\n".encode())
    assert result.stdout == "丁一\n王二\n"


def test_names_are_written_as_they_were_given():
    assert sort("張偉\n买买提·吐尔逊\n").stdout == "买买提·吐尔逊\n張偉\n"


def test_unknown_characters_stand_last_with_a_warning():
    result = sort("𠮷田\n龚明\n")
    assert result.stdout == "龚明\n𠮷田\n"
    assert "“𠮷田”中的“𠮷”不在笔画顺序表中" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.exit_code == 0


def test_nothing_is_answered_with_nothing():
    result = sort("")
    assert (result.stdout, result.exit_code) == ("", 0)


def test_another_encoding_is_refused():
    result = sort("丁一".encode("gb18030"))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "UTF-8" in result.stderr


def test_another_rule_is_refused():
    assert sort("丁一", "--rule", "pinyin").exit_code == 2
