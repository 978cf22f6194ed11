"""The phone computes the expressions of a questionnaire exactly as the server does."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

import voting
from tests.rules.survey_expressions import CASES, SCOPE, Case
from voting.surveys.expressions.checking import check
from voting.surveys.expressions.evaluation import Surroundings

SOURCE = Path(voting.__file__).parent / "static/js/survey/expressions.js"
EVALUATE = """cases => cases.map(({ tree, around }) => {
  try { return survey.kept(survey.evaluate(tree, around)); } catch (error) { return String(error); }
})"""


@pytest.fixture(scope="module")
def phone(browser):
    context = browser.new_context()
    page = context.new_page()
    source = SOURCE.read_text(encoding="utf-8")
    page.add_script_tag(
        content=f"{source}\nwindow.survey = {{ evaluate, holds, kept }};", type="module"
    )
    page.wait_for_function("window.survey !== undefined")
    yield page
    context.close()


# A case that fails is short enough to read as it is: shrinking it takes minutes.
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(st.lists(CASES, min_size=30, max_size=30))
def test_phone_and_server_agree_on_thousands_of_expressions(phone, found):
    computed = phone.evaluate(EVALUATE, [case.sent() for case in found])
    for case, value in zip(found, computed, strict=True):
        assert value == case.value(), (case.source, case.around)


@pytest.mark.parametrize(
    ("source", "answers", "value"),
    [
        ("${n} div 3", {"n": "1"}, "0.3333333333"),
        ("${n} div 0", {"n": "1"}, None),
        ("${n} * 3 = 0.3", {"n": "0.1"}, "true"),
        ("round(${n}, 1)", {"n": "-0.25"}, "-0.3"),
        ("${n} mod 3", {"n": "-7"}, "-1"),
        ("string-length(${t})", {"t": "𠮷a"}, "2"),
        ("${n} + 1 > 0", {}, "false"),
        ("${n} = ''", {}, "true"),
        ("if(${n} > 1, ${n}, '') + 1", {"n": "1"}, None),
        ("regex(${t}, '.')", {"t": "𠮷"}, "true"),
        ("regex(${t}, '\\d+')", {"t": "１２"}, "false"),
    ],
)
def test_phone_and_server_know_the_same_edges(phone, source, answers, value):
    case = Case(source, check(source, SCOPE).node, Surroundings(answers, "2026-11-24"))
    assert case.value() == value
    assert phone.evaluate(EVALUATE, [case.sent()]) == [value]


def test_an_answer_named_like_a_part_of_every_object_is_just_not_there(phone):
    tree = ["call", "=", ["answer", "text", "constructor"], ["value", "text", "x"]]
    sent = {"tree": tree, "around": {"answers": {}, "today": "2026-11-24"}}
    assert phone.evaluate(EVALUATE, [sent]) == ["false"]
