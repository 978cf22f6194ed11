"""The states of a survey and its window; who is shown how much is told elsewhere."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, strategies as st

from voting.errors import IllegalStep
from voting.surveys import triggers
from voting.surveys.rules import (
    BODY_LABELS,
    MODE_LABELS,
    NEXT_STATE,
    STATE_LABELS,
    VISIBILITY_LABELS,
    Body,
    Mode,
    State,
    Step,
    Visibility,
    Window,
    advance,
    in_steps,
    window,
)

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
def test_a_step_leads_where_the_table_says_or_is_refused_in_words(state, step):
    if (state, step) in NEXT_STATE:
        assert advance(state, step) is NEXT_STATE[state, step]
        return
    with pytest.raises(IllegalStep) as refused:
        advance(state, step)
    assert str(STATE_LABELS[state]) in refused.value.message
    assert state.value not in refused.value.message


def test_nothing_leads_back_and_the_ends_are_ends():
    order = [State.DRAFT, State.OPEN, State.CLOSED, State.COUNTED, State.RELEASED]
    for (state, step), after in NEXT_STATE.items():
        if step is not Step.WITHDRAW:
            assert order.index(after) == order.index(state) + 1
    assert not {state for state, _ in NEXT_STATE} & {State.RELEASED, State.WITHDRAWN}


def test_the_database_knows_the_same_steps():
    told = {f"{state.value}>{after.value}" for (state, _), after in NEXT_STATE.items()}
    assert set(triggers._STEPS) == told


def test_everything_has_a_name_for_people():
    for kind, labels in (
        (Mode, MODE_LABELS),
        (State, STATE_LABELS),
        (Body, BODY_LABELS),
        (Visibility, VISIBILITY_LABELS),
    ):
        assert set(labels) == set(kind)


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        (None, None, Window.OPEN),
        (0, None, Window.OPEN),
        (1, None, Window.BEFORE),
        (None, 1, Window.OPEN),
        (None, 0, Window.AFTER),
        (-2, -1, Window.AFTER),
        (1, 2, Window.BEFORE),
    ],
)
def test_answers_are_taken_from_the_beginning_on_until_the_end(opens, closes, expected):
    moments = [None if n is None else NOON + timedelta(seconds=n) for n in (opens, closes)]
    assert window(*moments, NOON) is expected


@given(st.integers(0, 20_000), st.integers(3, 20))
def test_steps_are_whole_groups_and_never_too_many(number, least):
    shown = in_steps(number, least)
    assert shown % least == 0
    assert number - least < shown <= number
