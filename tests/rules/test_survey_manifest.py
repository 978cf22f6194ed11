"""The manifest of a published survey: one document, one hash, one size of responses."""

import json
from functools import cache

import pytest
from hypothesis import given, settings, strategies as st

from tests.rules.survey_forms import program
from voting.ballots import canonical, hpke
from voting.ballots.papers import IssuingKey
from voting.ballots.refusals import Malformed
from voting.ballots.seal import ReceiptKey, SealingKey
from voting.surveys import content
from voting.surveys.manifest import LARGEST, Keys, SurveyManifest, size_of, text_of
from voting.surveys.rules import Mode

ASKED = """
    | type | name | label | appearance |
    | select_one 满意 | 食堂 | 您对食堂满意吗 | |
    | select_multiple 字母 or_other | wants | 想要什么 | |
    | rank 字母 | order | 排序 | |
    | date | day | 哪天 | |
    | text | short | 一句话 | |
    | text | wish | 意见 | multiline |
"""


@cache
def keys() -> Keys:
    issuing = IssuingKey.generate().public
    return Keys(issuing, SealingKey.generate().public, ReceiptKey.generate().public)


@cache
def form():
    return program(ASKED)


def a_manifest(**changes: object) -> SurveyManifest:
    facts = {
        "survey": "0123456789abcdef",
        "title": "教职工满意度问卷",
        "organisation": "青山中学工会",
        "mode": Mode.INVITED,
        "form": text_of(form()),
        "least": 5,
        "comment_least": 10,
        "breakdowns": ("食堂",),
        "keys": keys(),
        "plaintext_size": size_of(form()),
    }
    return SurveyManifest(**(facts | changes))


def named(**changes: object) -> SurveyManifest:
    return a_manifest(mode=Mode.NAMED, keys=None, **changes)


@pytest.mark.parametrize(
    "made", [a_manifest(), named(), a_manifest(mode=Mode.OPEN)], ids=["invited", "named", "open"]
)
def test_a_manifest_comes_back_from_its_bytes(made):
    again = SurveyManifest.decode(made.encoded)
    assert again.encoded == made.encoded
    assert again.hash == made.hash
    assert again.program.order == form().order
    assert again.fingerprint == made.fingerprint


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "另一份"},
        {"least": 6},
        {"comment_least": 11},
        {"breakdowns": ()},
        {"mode": Mode.OPEN},
        {"plaintext_size": 64},
        {"survey": "f" * 16},
        {"transport": "http"},
    ],
    ids=repr,
)
def test_whatever_is_changed_changes_the_hash(changes):
    assert a_manifest(**changes).hash != a_manifest().hash


def test_the_box_learns_keys_and_size_and_no_title():
    made = a_manifest()
    poll = made.box_poll
    assert poll.manifest_hash == made.hash
    assert poll.sealed_size == made.plaintext_size + hpke.OVERHEAD
    assert [key.n for key in poll.paper_keys] == [keys().issuing.n]


@pytest.mark.parametrize("of", ["box_poll", "paper_keys", "sealing_key", "receipt_key"])
def test_a_named_survey_has_no_box(of):
    with pytest.raises(ValueError, match="no box"):
        getattr(named(), of)


HOSTILE = [
    {"format": "voting-survey/2"},
    {"mode": "secret"},
    {"mode": None},
    {"mode": "named"},
    {"title": None},
    {"title": ["x"]},
    {"least": "5"},
    {"least": True},
    {"plaintext_size": None},
    {"breakdowns": "食堂"},
    {"breakdowns": [1]},
    {"form": {"title": "x"}},
    {"issuing_key": None},
    {"issuing_key": "x"},
    {"issuing_key": {"n": "AQ"}},
    {"issuing_key": {"e": 3, "n": "AQ"}},
    {"sealing_key": ""},
    {"sealing_key": "!!"},
    {"extra": 1},
]


@pytest.mark.parametrize("changes", HOSTILE, ids=repr)
def test_a_document_that_is_no_manifest_is_malformed(changes):
    document = json.loads(a_manifest().encoded) | changes
    with pytest.raises(Malformed):
        SurveyManifest.decode(canonical.encode(document))


def test_a_missing_member_or_another_spacing_is_malformed():
    document = json.loads(a_manifest().encoded)
    for name in document:
        less = {key: value for key, value in document.items() if key != name}
        with pytest.raises(Malformed):
            SurveyManifest.decode(canonical.encode(less))
    with pytest.raises(Malformed):
        SurveyManifest.decode(json.dumps(document).encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_malformed(data):
    with pytest.raises(Malformed):
        SurveyManifest.decode(data)


@pytest.mark.parametrize("data", [b"[]", b"null", b"5", b'"x"', b"{}", b"[[]]", b"[" * 9999])
def test_documents_of_other_kinds_are_malformed(data):
    with pytest.raises(Malformed):
        SurveyManifest.decode(data)


LONG_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co"]) | st.just("\n"))


@settings(max_examples=60)
@given(
    LONG_TEXT.map(lambda text: (text * 300)[:2000]),
    LONG_TEXT.map(lambda text: (text * 300)[:200]),
    LONG_TEXT.map(lambda text: (text * 300)[:200]),
)
def test_every_good_response_fits_into_the_one_size(wish, short, other):
    answers = {
        "食堂": "5",
        "wants": ("a", "b", "c", "other"),
        "wants_other": other,
        "order": ("c", "b", "a"),
        "day": "2026-11-25",
        "short": short,
        "wish": wish,
    }
    plain = content.encoded(answers, hurried=True, language="中文 (zh)")
    assert len(plain) <= size_of(form())


def test_sizes_are_of_whole_blocks_and_bounded():
    many = "\n".join(f"    | text | wish{n} | 意见{n} | multiline |" for n in range(40))
    longest = program("| type | name | label | appearance |\n" + many)
    assert size_of(longest) == LARGEST
    short = program("| select_one 是否 | fine | 好吗 |")
    assert size_of(short) % 64 == 0
    assert size_of(short) < size_of(form()) < LARGEST


def test_a_size_does_not_hang_on_what_is_answered():
    assert a_manifest().sealed_size == a_manifest().plaintext_size + hpke.OVERHEAD
