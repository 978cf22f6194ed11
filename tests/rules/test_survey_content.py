"""What is sealed in a response: it comes back as it was, and nothing else is read."""

import json

import pytest
from hypothesis import given, strategies as st

from voting.ballots.refusals import Malformed
from voting.surveys.content import Content, decoded, encoded, of_document

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ANSWERS = st.dictionaries(TEXTS, TEXTS | st.lists(TEXTS, max_size=5).map(tuple), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)
MOST = 64 * 1024


@given(ANSWERS, st.booleans(), TEXTS)
def test_a_response_comes_back_as_it_was_sealed(answers, hurried, language):
    plain = encoded(answers, hurried=hurried, language=language)
    found = decoded(plain.ljust(len(plain) + 64), MOST)
    wanted = {name: list(v) if isinstance(v, tuple) else v for name, v in answers.items()}
    assert found == Content(wanted, hurried, language)
    assert list(found.answers) == list(answers)
    assert encoded(answers, hurried=hurried, language=language) == plain


@given(ANSWERS)
def test_nothing_but_answers_hurry_and_language_is_sealed(answers):
    assert set(json.loads(encoded(answers))) == {"answers", "hurried", "language"}


def test_open_questions_are_not_sent():
    assert encoded({"q1": None, "q2": "5"}) == encoded({"q2": "5"})


@given(JSON)
def test_any_document_is_a_response_or_malformed(document):
    try:
        found = of_document(document)
    except Malformed:
        return
    assert set(document) == {"answers", "hurried", "language"}
    assert len(found.answers) == len(document["answers"])


@given(st.binary(max_size=400))
def test_any_bytes_are_a_response_or_malformed(plain):
    try:
        decoded(plain, MOST)
    except Malformed:
        return
    assert json.loads(plain)["answers"] is not None


@pytest.mark.parametrize(
    "pairs",
    [
        None,
        {},
        "ab",
        [None],
        ["ab"],
        [["a", "b", "c"]],
        [[1, "b"]],
        [["a", None]],
        [["a", 1]],
        [["a", True]],
        [["a", {"b": "c"}]],
        [["a", ["b", 1]]],
        [["a", [["b"]]]],
        [["a", "b"], ["a", "b"]],
    ],
    ids=repr,
)
def test_answers_of_another_shape_are_malformed(pairs):
    with pytest.raises(Malformed):
        of_document({"answers": pairs, "hurried": False, "language": ""})


@pytest.mark.parametrize(
    "changes",
    [{"hurried": 1}, {"hurried": None}, {"language": None}, {"language": "x" * 65}, {"ip": "::1"}],
    ids=repr,
)
def test_other_members_and_types_are_malformed(changes):
    with pytest.raises(Malformed):
        of_document({"answers": [], "hurried": False, "language": ""} | changes)


def test_a_content_longer_than_it_may_be_is_malformed():
    with pytest.raises(Malformed):
        decoded(encoded({"a": "x" * 100}), 100)


def test_a_document_without_a_member_is_malformed():
    with pytest.raises(Malformed):
        of_document({"answers": [], "hurried": False})
