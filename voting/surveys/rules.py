"""The life of a survey: its modes and states, who is asked, when it is open, what officers see."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from voting.errors import IllegalStep
from voting.i18n import _, lazy

LEAST_MINIMUM, LEAST_MAXIMUM = 3, 20
"""How small and how large the minimum group may be set."""


class Mode(StrEnum):
    """How answers are given; fixed at publication for good."""

    INVITED = "invited"
    """Anonymous, one each: blind-signed papers for those on the roster, a sealed box."""
    OPEN = "open"
    """Anonymous, by an open link: nobody knows how many were given out."""
    NAMED = "named"
    """Signed: the answer is kept with the person."""


MODE_LABELS: dict[Mode, str] = {
    Mode.INVITED: lazy("匿名，每人一份"),
    Mode.OPEN: lazy("匿名，公开链接"),
    Mode.NAMED: lazy("实名"),
}


class State(StrEnum):
    """Where a survey stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    COUNTED = "counted"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


STATE_LABELS: dict[State, str] = {
    State.DRAFT: lazy("草稿"),
    State.OPEN: lazy("进行中"),
    State.CLOSED: lazy("已截止，待核查"),
    State.COUNTED: lazy("已统计，待公布"),
    State.RELEASED: lazy("已公布"),
    State.WITHDRAWN: lazy("已作废"),
}


class Step(StrEnum):
    """What moves a survey on."""

    PUBLISH = "publish"
    CLOSE = "close"
    COUNT = "count"
    RELEASE = "release"
    WITHDRAW = "withdraw"


NEXT_STATE: dict[tuple[State, Step], State] = {
    (State.DRAFT, Step.PUBLISH): State.OPEN,
    (State.OPEN, Step.CLOSE): State.CLOSED,
    (State.CLOSED, Step.COUNT): State.COUNTED,
    (State.COUNTED, Step.RELEASE): State.RELEASED,
    (State.OPEN, Step.WITHDRAW): State.WITHDRAWN,
    (State.CLOSED, Step.WITHDRAW): State.WITHDRAWN,
    (State.COUNTED, Step.WITHDRAW): State.WITHDRAWN,
}

_STEP_LABELS: dict[Step, str] = {
    Step.PUBLISH: lazy("发布"),
    Step.CLOSE: lazy("截止"),
    Step.COUNT: lazy("统计"),
    Step.RELEASE: lazy("公布结果"),
    Step.WITHDRAW: lazy("作废"),
}


def advance(state: State, step: Step) -> State:
    """Return the state a step leads to, or raise :class:`IllegalStep`."""
    try:
        return NEXT_STATE[state, step]
    except KeyError:
        raise IllegalStep(
            _(
                "问卷现在是“%(state)s”，不能%(step)s。请刷新页面查看最新情况。",
                state=STATE_LABELS[state],
                step=_STEP_LABELS[step],
            )
        ) from None


class Body(StrEnum):
    """Whom a survey asks: an audience on the roster, within the chosen units."""

    STAFF = "staff"
    MEMBERS = "members"
    DELEGATES = "delegates"
    WOMEN = "women"


BODY_LABELS: dict[Body, str] = {
    Body.STAFF: lazy("全体教职工"),
    Body.MEMBERS: lazy("全体会员"),
    Body.DELEGATES: lazy("全体正式代表"),
    Body.WOMEN: lazy("全体女教职工"),
}


class Visibility(StrEnum):
    """Who may see the results once they are released."""

    PUBLIC = "public"
    INVITED = "invited"
    OFFICERS = "officers"


VISIBILITY_LABELS: dict[Visibility, str] = {
    Visibility.PUBLIC: lazy("所有人（公开链接）"),
    Visibility.INVITED: lazy("本单位登录的人"),
    Visibility.OFFICERS: lazy("只有工会办公室"),
}


class Letter(StrEnum):
    """What is written to those who are asked."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    """To everybody, whether they took a paper or not."""
    NUDGE = "nudge"
    """Only to those who took none; how many they are is told nobody."""


LETTER_LABELS: dict[Letter, str] = {
    Letter.INVITATION: lazy("邀请"),
    Letter.REMINDER: lazy("提醒所有人"),
    Letter.NUDGE: lazy("只提醒还没有领问卷的人"),
}


class CommentState(StrEnum):
    """What was decided about a comment that people wrote."""

    WAITING = "waiting"
    PROPOSED = "proposed"
    """One person decided how to print it, or to leave it out; a second has to consent."""
    AGREED = "agreed"


class Window(StrEnum):
    """Whether answers are taken at a moment."""

    BEFORE = "before"
    OPEN = "open"
    AFTER = "after"


def window(opens_at: datetime | None, closes_at: datetime | None, moment: datetime) -> Window:
    """Tell whether answers are taken at a moment; without an end until somebody closes it."""
    if opens_at is not None and moment < opens_at:
        return Window.BEFORE
    if closes_at is not None and moment >= closes_at:
        return Window.AFTER
    return Window.OPEN


def in_steps(number: int, least: int) -> int:
    """Return a number rounded down to whole groups, so that no single person shows in it."""
    return number - number % least


class Shown(NamedTuple):
    """What is shown of a number of people: it is from ``fewest`` to ``most``, both included."""

    fewest: int
    most: int


def shown_progress(asked: int, taken: int, least: int) -> Shown | None:
    """Return what is shown of how many of a group took a paper; nothing of one under the least.

    There are at least ``least`` numbers it can be, and neither is it ever known that somebody of
    the group took one who might not have, nor that all did.
    """
    if asked < least:
        return None
    # The last step is long enough to hide how near to all of them it is.
    last = in_steps(asked - least + 1, least)
    fewest = in_steps(min(taken, last), least)
    return Shown(fewest, asked if fewest == last else fewest + least - 1)


def shown_total(groups: Sequence[tuple[int, int]], least: int) -> Shown | None:
    """Return what is shown of all groups (asked, taken) together, beside what is of each.

    At most one of the groups is under ``least``: small ones are counted together before.

    From the total and the groups as they are shown, of no set of groups that holds one of at least
    ``least`` people can the number be told more closely than ``least`` numbers; of a single group
    it can be told no more closely than the group itself is shown, so that of one under the least
    nothing is known: not even from what is left when all others are taken off the total.
    """
    if sum(asked for asked, _taken in groups) < least:
        return None
    known = [shown_progress(*group, least) or Shown(0, group[0]) for group in groups]
    fewest, most = (sum(ends) for ends in zip(*known, strict=True))
    widest = max(each.most - each.fewest for each in known)
    # A step of the total may begin only where each group may still be at either of its ends.
    first, last = in_steps(fewest + widest, least) + least, in_steps(most - widest, least)
    begin = in_steps(min(sum(taken for _asked, taken in groups), last), least)
    if begin < first:
        return Shown(fewest, most if last < first else first - 1)
    return Shown(begin, most if begin == last else begin + least - 1)
