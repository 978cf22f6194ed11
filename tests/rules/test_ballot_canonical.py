"""One document, one sequence of bytes."""

import json

import pytest
from hypothesis import given, strategies as st

from voting.ballots import canonical
from voting.ballots.refusals import Malformed

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
KEYS = st.text(st.characters(max_codepoint=0x7F))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


def test_keys_are_sorted_nothing_is_spaced_and_chinese_stands_as_it_is():
    value = {"b": [1, None, True], "a": "丁一", "": {}}
    assert canonical.encode(value) == '{"":{},"a":"丁一","b":[1,null,true]}'.encode()


def test_control_characters_quotes_and_backslashes_are_escaped_as_json_stringify_does():
    text = '\x00\x1f\b\t\n\f\r"\\/\x7f\u2028é'
    wanted = '"\\u0000\\u001f\\b\\t\\n\\f\\r\\"\\\\/\x7f\u2028é"'
    assert canonical.encode(text) == wanted.encode()


@given(VALUES)
def test_what_is_encoded_is_parsed_to_the_same_value(value):
    assert canonical.parse(canonical.encode(value)) == value


@given(VALUES)
def test_two_spellings_of_a_document_have_one_canonical_form(value):
    spaced = json.dumps(value, indent=2, ensure_ascii=True)
    assert canonical.encode(canonical.parse(spaced.encode())) == canonical.encode(value)


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (1.0, TypeError),
        ({"a": 0.5}, TypeError),
        (float("nan"), TypeError),
        (b"bytes", TypeError),
        ({"键": 1}, ValueError),
        ({1: 1}, ValueError),
        (2**53, ValueError),
        (-(2**53), ValueError),
        ("\ud800", ValueError),
    ],
)
def test_a_value_without_a_canonical_form_is_not_encoded(value, error):
    with pytest.raises(error):
        canonical.encode(value)


def test_a_document_nested_too_deeply_is_not_encoded():
    value = []
    for _ in range(canonical.DEEPEST):
        value = [value]
    with pytest.raises(ValueError, match="deep"):
        canonical.encode(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"1.0",
        b"1e3",
        b"NaN",
        b"-Infinity",
        b'{"a":1,"a":2}',
        b"9007199254740992",
        b"9" * 5000,
        b'"\\ud800"',
        b'{"\xe9\x94\xae":1}',
        b"\xff\xfe",
        b"[" * 100_000,
        b" " + b"[" * 33 + b"]" * 33,
        b'{"a":' * 50_000,
    ],
    ids=lambda data: repr(data[:20]),
)
def test_a_document_that_two_readers_could_read_differently_is_refused(data):
    with pytest.raises(Malformed, match="格式不对"):
        canonical.parse(data)


def test_a_document_longer_than_allowed_is_refused_unread():
    assert canonical.parse(b"[1, 2]", most_bytes=6) == [1, 2]
    with pytest.raises(Malformed):
        canonical.parse(b"[1, 2]", most_bytes=5)
