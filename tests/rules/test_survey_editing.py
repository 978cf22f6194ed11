"""Editing a questionnaire keeps it whole: names stay unique, nothing is lost, conditions follow."""

from dataclasses import replace

import pytest

from tests.rules.survey_forms import imported
from voting.errors import NotFound, WrongInput
from voting.surveys import editing
from voting.surveys.completeness import flaws
from voting.surveys.form import Choice, Form, Kind, Matrix, Question, Section
from voting.surveys.languages import add_language, remove_language
from voting.surveys.makes import Make, alike, begun, make_of, remade
from voting.surveys.naming import names_of, renamed, taken
from voting.surveys.outline import numbers, pages
from voting.surveys.program import compile_form

TWO_PAGES = """
    | type | name | label | relevant |
    | begin group | one | 第一页 | |
    | select_one 满意 | a | 食堂满意吗 | |
    | select_one 满意 | b | 班车满意吗 | ${a} = '1' |
    | end group | | | |
    | begin group | two | 第二页 | ${b} != '5' |
    | 开始矩阵 | m | 各方面 | |
    | select_one 满意 | m1 | 体检 | |
    | select_one 满意 | m2 | 培训 | |
    | 结束矩阵 | | | |
    | select_one 字母 其他 | c | 选一个 | |
    | text | d | 为什么 | ${c} = 'a' and ${c_other} = '' |
    | end group | | | |
"""


def two_pages() -> Form:
    return imported(TWO_PAGES).form


def order(form: Form) -> list[list[str]]:
    return [[item.name for item in section.items] for section in form.sections]


def a_text(name: str) -> Question:
    return Question(name, Kind.TEXT, label=(("", name),))


def test_a_question_is_added_at_the_end_of_its_page_or_at_a_place():
    form = editing.put(two_pages(), a_text("x"), 0)
    assert order(editing.put(form, a_text("y"), 0, 0)) == [["y", "a", "b", "x"], ["m", "c", "d"]]


def test_the_first_question_of_an_empty_form_gets_a_page():
    form = editing.put(Form("空"), a_text("x"), 0)
    assert order(form) == [["x"]]
    compile_form(form)


def test_moves_go_over_the_edges_of_pages_and_stop_at_the_ends():
    form = two_pages()
    assert order(editing.shift(form, "b", -1)) == [["b", "a"], ["m", "c", "d"]]
    assert order(editing.shift(form, "b", 1)) == [["a"], ["b", "m", "c", "d"]]
    assert order(editing.shift(form, "m", -1)) == [["a", "b", "m"], ["c", "d"]]
    assert editing.shift(form, "a", -1) == form
    assert editing.shift(form, "d", 1) == form
    assert order(editing.move(form, "a", 1, 1)) == [["b"], ["m", "a", "c", "d"]]


def test_a_copy_stands_behind_with_names_of_its_own():
    form, name = editing.duplicate(two_pages(), "m")
    assert order(form)[1] == ["m", name, "c", "d"]
    copied = editing.item(form, name)
    assert isinstance(copied, Matrix)
    assert [each.label for each in copied.questions] == [(("", "体检"),), (("", "培训"),)]
    assert not set(names_of(copied)) & taken(two_pages())
    compile_form(form)


def test_a_new_name_is_followed_by_all_conditions():
    form = two_pages()
    changed = editing.swap(form, "a", replace(editing.item(form, "a"), name="canteen"))
    assert editing.item(changed, "b").relevant == "${canteen} = '1'"
    changed = editing.swap(changed, "c", replace(editing.item(changed, "c"), name="letter"))
    assert editing.item(changed, "d").relevant == "${letter} = 'a' and ${letter_other} = ''"
    compile_form(changed)


def test_a_name_inside_a_text_is_no_reference():
    assert renamed("${a} = '${a}' or ${ab} > 1", "a", "b") == "${b} = '${a}' or ${ab} > 1"
    assert renamed("${ a } > 1", "a", "b") == "${b} > 1"
    assert renamed("${a} > “", "a", "b") == "${a} > “"


@pytest.mark.parametrize("name", ["b", "m2", "one", "c_other", "1a", "a b", ""])
def test_a_name_that_is_taken_or_none_is_refused(name):
    with pytest.raises(WrongInput):
        editing.swap(two_pages(), "a", a_text(name))


def test_what_is_gone_is_refused():
    form = two_pages()
    for act in (
        lambda: editing.remove(form, "x"),
        lambda: editing.shift(form, "x", 1),
        lambda: editing.put(form, a_text("x"), 7),
        lambda: editing.move(form, "a", 2),
        lambda: editing.remove_page(form, -1),
    ):
        with pytest.raises(NotFound, match="请刷新页面"):
            act()


def test_a_removed_question_takes_a_list_along_that_nobody_else_uses():
    form = editing.remove(two_pages(), "c")
    assert [each.name for each in form.lists] == ["满意"]
    assert any("c" in flaw.text for flaw in flaws(form) if flaw.name == "d")


def test_a_page_taken_away_leaves_its_questions():
    form = two_pages()
    assert order(editing.remove_page(form, 1)) == [["a", "b", "m", "c", "d"]]
    assert order(editing.remove_page(form, 0)) == [["a", "b", "m", "c", "d"]]
    only = editing.remove_page(form, 1)
    assert order(editing.remove_page(only, 0)) == [["a", "b", "m", "c", "d"]]
    assert editing.remove_page(Form("空", sections=(Section(()),)), 0).sections == ()


def test_pages_change_places_with_their_questions():
    form = editing.shift_page(two_pages(), 1, -1)
    assert order(form) == [["m", "c", "d"], ["a", "b"]]
    assert editing.shift_page(form, 0, -1) == form


def test_a_page_beside_one_without_a_name_gives_it_one():
    loose = imported("| text | x | 问 |").form
    assert loose.sections[0].name == ""
    form = editing.add_page(loose, (("", "第二页"),))
    assert all(section.name for section in form.sections)
    changed = editing.change_page(form, 0, (("", "第一页"),), "")
    assert [section.label for section in changed.sections] == [(("", "第一页"),), (("", "第二页"),)]


A_OR_B = (Choice("x", (("", "甲"),)), Choice("y", (("", "乙"),)))


def test_options_that_others_use_are_split_off():
    form = editing.set_choices(two_pages(), "a", A_OR_B, together=False)
    assert form.offered(editing.item(form, "a")) == A_OR_B
    assert form.offered(editing.item(form, "b")) == two_pages().lists[0].choices
    assert {each.name for each in editing.sharing(form, "b")} == {"m"}


def test_options_that_others_use_are_changed_together_when_asked():
    form = editing.set_choices(two_pages(), "m", A_OR_B, together=True)
    assert form.offered(editing.item(form, "a")) == A_OR_B
    assert [each.name for each in form.lists] == [each.name for each in two_pages().lists]


def test_equal_options_become_one_list():
    form = editing.set_choices(two_pages(), "c", two_pages().lists[0].choices, together=False)
    assert [each.name for each in form.lists] == ["满意"]


def test_a_form_holds_no_more_questions_than_a_person_answers():
    form = Form("多", sections=(Section(tuple(a_text(f"t{n}") for n in range(500))),))
    with pytest.raises(WrongInput, match="最多 500 道题"):
        editing.put(form, a_text("x"), 0)


@pytest.mark.parametrize("make", list(Make))
def test_every_make_begins_with_a_free_name_and_is_known_again(make):
    form = two_pages()
    start = begun(make, form)
    assert make_of(start.item) is make
    assert not set(names_of(start.item)) & taken(form)
    for other in alike(make) if isinstance(start.item, Question) else ():
        assert make_of(remade(start.item, other)) is other


def test_a_scale_begins_with_scores_so_that_the_best_counts_most():
    assert [each.score for each in begun(Make.LIKERT, Form("空")).choices] == list("54321")


def test_a_language_is_added_and_taken_out_with_its_texts():
    form = add_language(two_pages(), "English (en)")
    assert form.languages == ("中文 (zh)", "English (en)")
    assert editing.item(form, "a").label == (("中文 (zh)", "食堂满意吗"),)
    told = replace(
        editing.item(form, "a"), label=(*editing.item(form, "a").label, ("English (en)", "?"))
    )
    form = remove_language(editing.swap(form, "a", told), "English (en)")
    assert editing.item(form, "a").label == (("中文 (zh)", "食堂满意吗"),)
    with pytest.raises(WrongInput):
        remove_language(form, "中文 (zh)")
    with pytest.raises(WrongInput):
        add_language(form, "中文 (zh)")


def test_rows_of_a_matrix_are_numbered_within_it():
    assert numbers(two_pages()) == {
        "a": "1",
        "b": "2",
        "m": "3",
        "m1": "3.1",
        "m2": "3.2",
        "c": "4",
        "d": "5",
    }


def test_the_list_says_conditions_in_words():
    first, second = pages(two_pages(), (), ("a",))
    assert first.lines[0].is_breakdown
    assert first.lines[1].condition == "第 1 题选“非常不满意”"
    assert second.condition == "第 2 题没有选“非常满意”"
    assert second.lines[2].condition == "${c} = 'a' and ${c_other} = ''"


def test_what_is_missing_is_told_where_it_is():
    form = Form(
        "错",
        sections=(
            Section((Question("a", Kind.SELECT_ONE), a_text("b")), "p1"),
            Section((Matrix("m"),), "p2"),
            Section((), "p3"),
        ),
    )
    told = {(flaw.name, flaw.text[:5]) for flaw in flaws(form)}
    assert told == {
        ("a", "题目没有文"),
        ("a", "“a”至少"),
        ("m", "矩阵里没有"),
        ("p3", "第 3 页"),
    }
    assert [flaw.text for flaw in flaws(Form("空"))] == ["问卷里还没有要回答的题目。"]
