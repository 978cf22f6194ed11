import pytest

from voting.errors import IllegalStep
from voting.polls.rules import (
    NEXT_STATE,
    State,
    Step,
    advance,
    in_steps,
    quorum_needed,
    quorum_reached,
    steps_from,
)

COURSE = [
    (Step.SEAL, State.SEALED),
    (Step.OPEN, State.OPEN),
    (Step.CLOSE, State.CLOSED),
    (Step.OPEN_BOX, State.OPENED),
    (Step.COUNT, State.COUNTED),
    (Step.DECLARE, State.DECLARED),
    (Step.CERTIFY, State.CERTIFIED),
    (Step.PUBLISH, State.PUBLISHED),
]


def test_a_poll_goes_from_draft_to_published_in_eight_steps():
    state = State.DRAFT
    for step, reached in COURSE:
        state = advance(state, step)
        assert state is reached


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_every_step_not_in_the_table_is_refused(state, step):
    if (state, step) in NEXT_STATE:
        assert advance(state, step) is NEXT_STATE[state, step]
        assert step in steps_from(state)
    else:
        with pytest.raises(IllegalStep, match="刷新页面"):
            advance(state, step)
        assert step not in steps_from(state)


def test_no_step_leads_back_to_an_earlier_state():
    order = list(State)
    assert all(
        order.index(after) > order.index(before) for (before, _), after in NEXT_STATE.items()
    )


@pytest.mark.parametrize("state", [s for s in State if s not in {State.DRAFT, State.ANNULLED}])
def test_every_state_after_sealing_can_be_annulled(state):
    assert advance(state, Step.ANNUL) is State.ANNULLED


def test_a_draft_is_deleted_or_changed_but_never_annulled():
    with pytest.raises(IllegalStep):
        advance(State.DRAFT, Step.ANNUL)


@pytest.mark.parametrize(
    ("eligible", "needed"), [(120, 80), (100, 67), (121, 81), (47, 32), (3, 2), (1, 1)]
)
def test_two_thirds_of_the_roll_is_the_least_attendance(eligible, needed):
    assert quorum_needed(eligible, 2, 3) == needed
    assert quorum_reached(needed, eligible, 2, 3)
    assert not quorum_reached(needed - 1, eligible, 2, 3)


def test_an_empty_roll_never_has_a_quorum():
    assert not quorum_reached(0, 0, 2, 3)


@pytest.mark.parametrize(("exact", "shown"), [(0, 0), (4, 0), (5, 5), (99, 95), (100, 100)])
def test_the_live_turnout_moves_in_steps_of_five(exact, shown):
    assert in_steps(exact) == shown
