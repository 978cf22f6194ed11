"""Who may do what to a motion in which state: every cell of the table, allowed or refused."""

import itertools

import pytest

from voting.errors import IllegalStep, NotAllowed
from voting.motions.rules import (
    ACT_LABELS,
    OPEN_STATES,
    PUBLIC_STATES,
    ROLE_LABELS,
    STATE_LABELS,
    Act,
    Role,
    State,
)
from voting.motions.table import TABLE, acts_for, demand

CELLS = list(itertools.product(State, Act))


@pytest.mark.parametrize(("state", "act"), CELLS, ids=lambda each: each.value)
def test_every_act_is_open_to_exactly_the_roles_of_the_table(state, act):
    if (state, act) not in TABLE:
        with pytest.raises(IllegalStep, match="不能"):
            demand(state, act, frozenset(Role))
        return
    allowed = TABLE[state, act].roles
    for role in Role:
        if role in allowed:
            assert demand(state, act, {role}) == TABLE[state, act]
            assert act in acts_for(state, {role})
        else:
            with pytest.raises(NotAllowed, match="只有"):
                demand(state, act, {role})
            assert act not in acts_for(state, {role})


def test_nobody_may_do_anything_without_a_role():
    assert all(acts_for(state, ()) == [] for state in State)


def test_readers_change_nothing():
    assert not [cell for cell, rule in TABLE.items() if Role.READER in rule.roles]


def test_an_archived_motion_is_read_only():
    assert not [act for state, act in TABLE if state is State.ARCHIVED]


def test_every_state_but_the_last_leads_somewhere():
    leaving = {state for (state, _act), rule in TABLE.items() if rule.after not in {None, state}}
    decided_by_facts = {State.REPLIED, State.FOLLOW_UP}
    assert set(State) - leaving - decided_by_facts == {State.ARCHIVED}


def test_every_state_can_be_reached():
    reached = {rule.after for rule in TABLE.values()} - {None}
    by_facts = {State.DRAFT, State.FOLLOW_UP, State.ESCALATED}
    assert reached | by_facts == set(State)


def test_only_a_mover_answers_for_a_mover():
    assert {rule.roles for (_s, act), rule in TABLE.items() if act is Act.RATE} == {
        frozenset({Role.MOVER})
    }


def test_who_handles_a_motion_does_not_decide_on_the_own_request():
    deciding = TABLE[State.HANDLING, Act.DECIDE_REQUEST].roles
    assert not deciding & {Role.HANDLER, Role.CO_HANDLER, Role.HEAD}


def test_drafts_are_not_for_other_eyes_and_nothing_filed_is_hidden():
    assert not PUBLIC_STATES & {State.DRAFT, State.SECONDING, State.REVIEW, State.NOT_FILED}
    assert {
        State.FILED,
        State.HANDLING,
        State.REPLIED,
        State.FOLLOW_UP,
        State.ESCALATED,
    } == OPEN_STATES & PUBLIC_STATES


@pytest.mark.parametrize("labels", [STATE_LABELS, ACT_LABELS, ROLE_LABELS])
def test_every_word_has_a_chinese_one(labels):
    kind = type(next(iter(labels)))
    assert set(labels) == set(kind)
    assert len({str(label) for label in labels.values()}) == len(labels)
