"""Issuing keys for polls that tests seal: made once for each worker, and drawn anew by each test.

A key of 2,048 bits takes as long as a whole test. What a test seals gets a key that an earlier test
had, never one key twice; what outlives a test (a fixture of a module) gets a key of its own. Only
sealing draws from the store: ``IssuingKey.generate`` itself is what it is.
"""

import pytest

from voting.ballots.papers import IssuingKey
from voting.polls import lifecycle

_store: list[IssuingKey] = []
_drawn = 0
_lasting = 0
"""How many fixtures that outlive a test are being set up."""


class _Stored(IssuingKey):
    @classmethod
    def generate(cls) -> IssuingKey:
        global _drawn  # noqa: PLW0603 - one store for each worker
        if _lasting:
            return IssuingKey.generate()
        if _drawn == len(_store):
            _store.append(IssuingKey.generate())
        _drawn += 1
        return _store[_drawn - 1]


lifecycle.PaperSigner = _Stored


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    global _drawn  # noqa: PLW0603 - one store for each worker
    _drawn = 0


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef):
    global _lasting  # noqa: PLW0603 - one store for each worker
    lasts = fixturedef.scope != "function"
    _lasting += lasts
    try:
        return (yield)
    finally:
        _lasting -= lasts
