"""Who may do what to a motion in which state, and where that leads: one table, tested in full.

The state after an act may depend on facts (a grade, a class of reply): then the table says
``None`` and the rule that decides it says more. An act that is not in the table is refused.
"""

from collections.abc import Collection
from dataclasses import dataclass

from voting.errors import IllegalStep, NotAllowed
from voting.i18n import _
from voting.motions.rules import ACT_LABELS, ROLE_LABELS, STATE_LABELS, Act, Role, State

_M, _S = Role.MOVER, Role.SECRETARY
_REVIEWERS = frozenset({Role.SECRETARY, Role.COMMITTEE})
_OWNERS = frozenset({Role.MOVER})
_OFFICE = frozenset({Role.SECRETARY})


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: who may act, and the state after it (``None``: the motion stays, or facts say)."""

    roles: frozenset[Role]
    after: State | None = None


TABLE: dict[tuple[State, Act], Rule] = {
    (State.DRAFT, Act.EDIT): Rule(_OWNERS),
    (State.DRAFT, Act.DELETE): Rule(_OWNERS),
    (State.DRAFT, Act.INVITE): Rule(_OWNERS, State.SECONDING),
    (State.DRAFT, Act.SUBMIT): Rule(_OWNERS, State.REVIEW),
    (State.SECONDING, Act.EDIT): Rule(_OWNERS),
    (State.SECONDING, Act.DELETE): Rule(_OWNERS),
    (State.SECONDING, Act.INVITE): Rule(_OWNERS),
    (State.SECONDING, Act.SECOND): Rule(frozenset({Role.SECONDER})),
    (State.SECONDING, Act.SUBMIT): Rule(_OWNERS, State.REVIEW),
    (State.REVIEW, Act.WITHDRAW): Rule(_OWNERS, State.WITHDRAWN),
    (State.REVIEW, Act.FILE): Rule(_REVIEWERS, State.FILED),
    (State.REVIEW, Act.CONVERT): Rule(_REVIEWERS, State.FILED),
    (State.REVIEW, Act.MERGE): Rule(_REVIEWERS, State.MERGED),
    (State.REVIEW, Act.REJECT): Rule(_REVIEWERS, State.NOT_FILED),
    (State.REVIEW, Act.SEND_BACK): Rule(_REVIEWERS, State.RETURNED),
    (State.REVIEW, Act.REFER): Rule(_REVIEWERS, State.PRESIDIUM),
    (State.REVIEW, Act.HAND_OVER): Rule(_OFFICE),
    (State.RETURNED, Act.EDIT): Rule(_OWNERS),
    (State.RETURNED, Act.INVITE): Rule(_OWNERS),
    (State.RETURNED, Act.SECOND): Rule(frozenset({Role.SECONDER})),
    (State.RETURNED, Act.SUBMIT): Rule(_OWNERS, State.REVIEW),
    (State.RETURNED, Act.WITHDRAW): Rule(_OWNERS, State.WITHDRAWN),
    (State.RETURNED, Act.HAND_OVER): Rule(_OFFICE),
    (State.PRESIDIUM, Act.FILE): Rule(frozenset({Role.PRESIDIUM, _S}), State.FILED),
    (State.PRESIDIUM, Act.CONVERT): Rule(frozenset({Role.PRESIDIUM, _S}), State.FILED),
    (State.PRESIDIUM, Act.REJECT): Rule(frozenset({Role.PRESIDIUM, _S}), State.NOT_FILED),
    (State.PRESIDIUM, Act.WITHDRAW): Rule(_OWNERS, State.WITHDRAWN),
    (State.NOT_FILED, Act.APPEAL): Rule(_OWNERS, State.REVIEW),
    (State.NOT_FILED, Act.ARCHIVE): Rule(_OFFICE, State.ARCHIVED),
    (State.MERGED, Act.UNMERGE): Rule(_REVIEWERS, State.REVIEW),
    (State.MERGED, Act.RATE): Rule(_OWNERS),
    (State.MERGED, Act.HAND_OVER): Rule(_OFFICE),
    (State.FILED, Act.MERGE): Rule(_REVIEWERS, State.MERGED),
    (State.FILED, Act.ASSIGN): Rule(frozenset({_S, Role.LEADER}), State.HANDLING),
    (State.FILED, Act.WITHDRAW): Rule(frozenset({_M, Role.COMMITTEE, _S}), State.WITHDRAWN),
    (State.FILED, Act.HAND_OVER): Rule(_OFFICE),
    (State.HANDLING, Act.ASSIGN): Rule(frozenset({_S, Role.LEADER})),
    (State.HANDLING, Act.ACCEPT): Rule(frozenset({Role.HANDLER, Role.CO_HANDLER, Role.HEAD})),
    (State.HANDLING, Act.DECLINE): Rule(frozenset({Role.HANDLER, Role.CO_HANDLER, Role.HEAD})),
    (State.HANDLING, Act.COUNTERSIGN): Rule(frozenset({Role.CO_HANDLER})),
    (State.HANDLING, Act.CONTACT): Rule(frozenset({Role.HANDLER, Role.CO_HANDLER, Role.HEAD})),
    (State.HANDLING, Act.URGE): Rule(frozenset({_S, Role.COMMITTEE})),
    (State.HANDLING, Act.ASK_EXTENSION): Rule(frozenset({Role.HANDLER, Role.HEAD})),
    (State.HANDLING, Act.ASK_TRANSFER): Rule(frozenset({Role.HANDLER, Role.CO_HANDLER, Role.HEAD})),
    (State.HANDLING, Act.DECIDE_REQUEST): Rule(frozenset({_S, Role.COMMITTEE, Role.LEADER})),
    (State.HANDLING, Act.DRAFT_REPLY): Rule(frozenset({Role.HANDLER, Role.HEAD})),
    (State.HANDLING, Act.SIGN_REPLY): Rule(frozenset({Role.HEAD, Role.LEADER}), State.REPLIED),
    (State.HANDLING, Act.REFUSE_REPLY): Rule(frozenset({Role.HEAD, Role.LEADER})),
    (State.HANDLING, Act.WITHDRAW): Rule(frozenset({Role.COMMITTEE, _S}), State.WITHDRAWN),
    (State.HANDLING, Act.HAND_OVER): Rule(_OFFICE),
    (State.REPLIED, Act.RATE): Rule(_OWNERS),
    (State.REPLIED, Act.CLOSE_UNRATED): Rule(_OFFICE),
    (State.REPLIED, Act.HAND_OVER): Rule(_OFFICE),
    (State.FOLLOW_UP, Act.REPORT_PROGRESS): Rule(frozenset({Role.HANDLER, Role.HEAD})),
    (State.FOLLOW_UP, Act.URGE): Rule(frozenset({_S, Role.COMMITTEE})),
    (State.FOLLOW_UP, Act.RATE): Rule(_OWNERS),
    (State.FOLLOW_UP, Act.HAND_OVER): Rule(_OFFICE),
    (State.ESCALATED, Act.HOLD_MEETING): Rule(
        frozenset({_S, Role.COMMITTEE, Role.LEADER, Role.PRESIDIUM}), State.CLOSED
    ),
    (State.ESCALATED, Act.HAND_OVER): Rule(_OFFICE),
    (State.CLOSED, Act.RATE): Rule(_OWNERS),
    (State.CLOSED, Act.NOMINATE): Rule(_REVIEWERS),
    (State.CLOSED, Act.ARCHIVE): Rule(_OFFICE, State.ARCHIVED),
    (State.WITHDRAWN, Act.ARCHIVE): Rule(_OFFICE, State.ARCHIVED),
}


def rule(state: State, act: Act) -> Rule:
    """Return the line of the table; an act that is not in it is refused in plain words."""
    try:
        return TABLE[state, act]
    except KeyError:
        raise IllegalStep(
            _(
                "这件事项现在是“%(state)s”，不能%(act)s。可能别人刚办理过，请刷新页面查看。",
                state=STATE_LABELS[state],
                act=ACT_LABELS[act],
            )
        ) from None


def demand(state: State, act: Act, roles: Collection[Role]) -> Rule:
    """Return the line for somebody with these roles, or refuse and say whose act it is."""
    found = rule(state, act)
    if found.roles.isdisjoint(roles):
        whose = "、".join(str(ROLE_LABELS[role]) for role in Role if role in found.roles)
        raise NotAllowed(_("只有%(whose)s可以%(act)s。", whose=whose, act=ACT_LABELS[act]))
    return found


def acts_for(state: State, roles: Collection[Role]) -> list[Act]:
    """Return what somebody with these roles may do now, in the order of the acts."""
    return [
        act
        for act in Act
        if (found := TABLE.get((state, act))) and not found.roles.isdisjoint(roles)
    ]
