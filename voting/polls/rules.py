"""The life of a poll as a table, and what must be done before each step."""

from dataclasses import dataclass
from enum import StrEnum

from voting.errors import IllegalStep
from voting.i18n import lazy


class State(StrEnum):
    """Where a poll stands; it never goes back."""

    DRAFT = "draft"
    SEALED = "sealed"
    OPEN = "open"
    CLOSED = "closed"
    OPENED = "opened"
    COUNTED = "counted"
    DECLARED = "declared"
    CERTIFIED = "certified"
    PUBLISHED = "published"
    ANNULLED = "annulled"


class Step(StrEnum):
    """What moves a poll on."""

    SEAL = "seal"
    OPEN = "open"
    CLOSE = "close"
    OPEN_BOX = "open_box"
    COUNT = "count"
    DECLARE = "declare"
    CERTIFY = "certify"
    PUBLISH = "publish"
    ANNUL = "annul"


NEXT_STATE: dict[tuple[State, Step], State] = {
    (State.DRAFT, Step.SEAL): State.SEALED,
    (State.SEALED, Step.OPEN): State.OPEN,
    (State.OPEN, Step.CLOSE): State.CLOSED,
    (State.CLOSED, Step.OPEN_BOX): State.OPENED,
    (State.OPENED, Step.COUNT): State.COUNTED,
    (State.COUNTED, Step.DECLARE): State.DECLARED,
    (State.DECLARED, Step.CERTIFY): State.CERTIFIED,
    (State.CERTIFIED, Step.PUBLISH): State.PUBLISHED,
    **{
        (state, Step.ANNUL): State.ANNULLED
        for state in State
        if state not in {State.DRAFT, State.ANNULLED}
    },
}

STATE_LABELS: dict[State, str] = {
    State.DRAFT: lazy("筹备中"),
    State.SEALED: lazy("名册已封存"),
    State.OPEN: lazy("投票进行中"),
    State.CLOSED: lazy("投票已截止"),
    State.OPENED: lazy("已开箱"),
    State.COUNTED: lazy("已计票"),
    State.DECLARED: lazy("已宣布"),
    State.CERTIFIED: lazy("已签字确认"),
    State.PUBLISHED: lazy("已公布"),
    State.ANNULLED: lazy("已作废"),
}
STEP_LABELS: dict[Step, str] = {
    Step.SEAL: lazy("封存名册和选票"),
    Step.OPEN: lazy("开始投票"),
    Step.CLOSE: lazy("截止投票"),
    Step.OPEN_BOX: lazy("开箱"),
    Step.COUNT: lazy("计票"),
    Step.DECLARE: lazy("宣布结果"),
    Step.CERTIFY: lazy("签字确认"),
    Step.PUBLISH: lazy("公布结果"),
    Step.ANNUL: lazy("作废"),
}

# A paper may be taken as soon as the roll is sealed, long before the box opens.
ISSUING = frozenset({State.SEALED, State.OPEN})
# The counts of marks exist from here on; before, nobody can know them.
WITH_RESULT = frozenset({State.COUNTED, State.DECLARED, State.CERTIFIED, State.PUBLISHED})
# What the meeting may see: the result once the chair has declared it.
DECLARED = frozenset({State.DECLARED, State.CERTIFIED, State.PUBLISHED})
BOARD_SHOWN = frozenset({State.CLOSED, State.OPENED}) | WITH_RESULT

SMALL_GROUP = 5


class RollBody(StrEnum):
    """Who may vote: where the roll of a poll is taken from."""

    EXPECTED = "expected"
    """Everyone the meeting expects: its full delegates, or all members."""
    WOMEN = "women"
    """The women among them (女职工委员会)."""
    COMMITTEE = "committee"
    """The persons elected by an earlier poll (officers chosen by the new committee)."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing on the to-do list: what is missing, where to mend it, whether it blocks."""

    code: str
    text: str
    url: str = ""
    blocking: bool = True


@dataclass(frozen=True, slots=True)
class Turnout:
    """The counts every sheet begins with; all are numbers of electors or ballots."""

    eligible: int
    attended: int
    issued: int
    returned: int


def advance(state: State, step: Step) -> State:
    """Return the state after a step; a step that is not in the table is refused."""
    try:
        return NEXT_STATE[state, step]
    except KeyError:
        raise IllegalStep(
            lazy("这项投票现在的状态不能进行这一步，可能别人已经操作过。请刷新页面查看最新状态。")
        ) from None


def steps_from(state: State) -> tuple[Step, ...]:
    """Return the steps the table allows from a state, in the order of the table."""
    return tuple(step for (start, step) in NEXT_STATE if start is state)


def in_steps(count: int, *, size: int = 5) -> int:
    """Round a live turnout down, so that no single phone's act can be seen on the screen."""
    return count - count % size


def quorum_reached(attended: int, eligible: int, numerator: int, denominator: int) -> bool:
    """Tell whether attended/eligible ≥ numerator/denominator, in whole numbers."""
    return eligible > 0 and attended * denominator >= eligible * numerator


def quorum_needed(eligible: int, numerator: int, denominator: int) -> int:
    """Return the least attendance that makes a quorum."""
    return -(-eligible * numerator // denominator)
