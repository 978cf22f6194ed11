"""The questionnaires to begin with can be published as they are."""

import pytest

from voting.errors import NotFound
from voting.surveys import templates
from voting.surveys.completeness import flaws
from voting.surveys.form import Kind, Matrix, said
from voting.surveys.program import compile_form
from voting.surveys.scales import levels

KEYS = [template.key for template in templates.all()]


def test_the_four_of_a_union_are_there():
    told = [(str(each.title), bool(str(each.description))) for each in templates.all()]
    assert told == [
        ("员工思想状况", True),
        ("满意度", True),
        ("女职工权益", True),
        ("会议质量评估", True),
    ]


@pytest.mark.parametrize("key", KEYS)
def test_a_template_is_complete_and_of_a_length_people_bear(key):
    form = templates.form(key)
    assert flaws(form) == ()
    asked = [each for each in form.questions() if each.is_answered]
    assert 8 <= len(asked) <= 20
    assert 1 <= sum(each.kind is Kind.TEXT for each in asked) <= 2


@pytest.mark.parametrize("key", KEYS)
def test_a_template_asks_little_of_who_somebody_is_and_in_wide_bands(key):
    who = [item for item in templates.form(key).sections[0].items if not isinstance(item, Matrix)]
    assert 1 <= len(who) <= 3
    for question in who:
        assert question.kind is Kind.SELECT_ONE
        assert len(templates.form(key).offered(question)) <= 3


@pytest.mark.parametrize("key", KEYS)
def test_the_steps_of_every_scale_count_from_the_best_down(key):
    program = compile_form(templates.form(key))
    scales = [step for step in program.steps.values() if step.question.kind is Kind.SELECT_ONE]
    scored = [levels(step) for step in scales if any(each.score for each in step.choices)]
    assert scored
    for found in scored:
        assert [level.score for level in found] == sorted(
            (level.score for level in found), reverse=True
        )
        assert "不" not in found[0].label


@pytest.mark.parametrize("key", KEYS)
def test_whoever_writes_freely_is_told_not_to_name_anybody(key):
    for question in templates.form(key).questions():
        if question.kind is Kind.TEXT:
            assert "请不要写姓名" in said(question.hint)
            assert not question.required


def test_a_template_there_is_not_is_refused():
    with pytest.raises(NotFound, match="没有这个问卷模板"):
        templates.form("../secret")
