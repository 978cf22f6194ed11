"""Every refusal of the secret core says in Chinese what was wrong and what to do."""

import inspect
import re

import pytest

from voting.ballots import refusals, words
from voting.errors import Refusal

KINDS = sorted(
    {
        kind
        for module in (refusals, words)
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Refusal) and kind.__module__.startswith("voting.ballots")
    },
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_refusal_reads_as_a_chinese_sentence_outside_any_request(kind):
    refusal = kind()
    sentence = str(refusal)
    assert re.search("[\u4e00-\u9fff]", sentence)
    assert sentence.endswith("。")
    assert str(refusal.message) == sentence
    assert 400 <= refusal.status < 600


def test_the_codes_of_the_protocol_are_kept():
    codes = {kind.code: int(kind.status) for kind in KINDS}
    assert codes.items() >= {
        ("already_cast", 409),
        ("poll_not_open", 409),
        ("poll_closed", 409),
        ("unavailable", 503),
        ("not_found", 404),
    }


def test_there_are_refusals_to_look_at():
    assert len(KINDS) >= 15
