"""What anybody may see of a poll: figures with their bases and rules, never a list of voters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from voting.errors import NotFound
from voting.i18n import _
from voting.polls import queries as polls
from voting.polls.box import the_box
from voting.polls.models import Poll
from voting.polls.rules import BOARD_SHOWN, DECLARED, STATE_LABELS, State
from voting.reports import source
from voting.reports.letter import Election
from voting.reports.result import OTHERS, Result, with_unit
from voting.reports.sheet import Figure, Share
from voting.reports.sheets import count_figures, in_order, still_open
from voting.reports.wording import (
    BASES,
    order_words,
    question_words,
    quorum_sentence,
    share_sentence,
    standing,
    threshold_words,
    validity_sentence,
)

_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_CODE_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One person's votes in a few words: 赞成 90 · 不赞成 2, 占应到 90.0%（90/100）, 当选."""

    name: str
    counts: str
    share: str
    fate: str
    elected: bool


@dataclass(frozen=True, slots=True)
class Announced:
    """A declared result: its figures, rules and times."""

    figures: tuple[Figure, ...]
    rules: tuple[str, ...]
    votes: tuple[Line, ...]
    written: tuple[Line, ...]
    elected: tuple[str, ...]
    elected_note: str
    recall: bool
    open_seats: tuple[str, ...]
    signed: tuple[str, ...]
    times: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The page of a poll's result as it stands now; ``announced`` once it may be seen."""

    organisation: str
    meeting: str
    title: str
    state: str
    fingerprint: str
    degraded: bool
    board: bool
    declared: bool
    published: bool
    announced: Announced | None


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to somebody who asked for a receipt's code."""

    code: str
    well_formed: bool
    place: int
    total: int


def is_published(poll: Poll) -> bool:
    """Tell whether the result is open to everybody."""
    return poll.state == State.PUBLISHED


def shown(poll: Poll, *, in_the_meeting: bool) -> Shown:
    """Return the page: the meeting sees a result when it is declared, all when published."""
    manifest = polls.manifest_of(poll)
    visible = is_published(poll) or (in_the_meeting and poll.state in DECLARED)
    return Shown(
        organisation=manifest.organisation,
        meeting=manifest.meeting,
        title=manifest.title,
        state=str(STATE_LABELS[State(poll.state)]),
        fingerprint=manifest.fingerprint,
        degraded=manifest.transport != "https",
        board=poll.state in BOARD_SHOWN,
        declared=poll.state in DECLARED,
        published=is_published(poll),
        announced=_announced(poll) if visible else None,
    )


def _announced(poll: Poll) -> Announced:
    told = source.election(poll)
    header, result = told.header, told.result
    rules = [
        quorum_sentence(result, header.quorum_share, header.quorum_operator),
        validity_sentence(result.counts),
    ]
    if result.held:
        words = threshold_words(result.threshold)
        rules += [question_words(header, result), _("所需票数：%(words)s。", words=words)]
    elected = tuple(result.called(person) for person in in_order(header, result))
    return Announced(
        figures=count_figures(result),
        rules=tuple(rules),
        votes=_votes(told),
        written=_written(told),
        elected=elected,
        elected_note=_(
            "%(post)s，共 %(n)s 人，%(order)s。",
            post=header.post,
            n=len(elected),
            order=order_words(header),
        ),
        recall=header.recall,
        open_seats=still_open(header, result),
        signed=tuple(f"{each.name}（{each.office}）" for each in header.signed),
        times=_times(poll),
    )


def _votes(told: Election) -> tuple[Line, ...]:
    header, result = told.header, told.result
    return tuple(
        Line(
            result.called(votes.person),
            _(
                "赞成 %(a)s · 不赞成 %(o)s · 弃权 %(n)s",
                a=votes.approve,
                o=votes.oppose,
                n=votes.abstain,
            ),
            _share(result, votes.approve),
            standing(result, votes.person, passed=votes.passed, recall=header.recall),
            votes.person in result.elected,
        )
        for votes in result.tally
    )


def _written(told: Election) -> tuple[Line, ...]:
    result = told.result
    lines = [
        Line(
            with_unit(written.person),
            _("赞成 %(a)s", a=written.approve),
            _share(result, written.approve),
            standing(result, written.person, passed=written.passed)
            if written.resolved
            else _("认定无效"),
            written.person in result.elected,
        )
        for written in result.written
    ]
    if result.others:
        others = _("赞成 %(a)s", a=result.others)
        lines.append(Line(OTHERS, others, "", _("各不足 2 票"), elected=False))
    return tuple(lines)


def _share(result: Result, part: int) -> str:
    base = str(BASES[result.threshold.base])
    return share_sentence(Share(part, result.threshold.of), base)


def _times(poll: Poll) -> tuple[tuple[str, datetime], ...]:
    told: Sequence[tuple[str, datetime | None]] = (
        (_("开始投票"), poll.opened_at),
        (_("截止投票"), poll.closed_at),
        (_("计票完成"), poll.counted_at),
        (_("宣布结果"), poll.declared_at),
        (_("公布结果"), poll.published_at),
    )
    return tuple((what, when) for what, when in told if when is not None)


def find(poll: Poll, typed: str) -> Found:
    """Look for a code, however it was typed, on the board of a closed poll."""
    if poll.state not in BOARD_SHOWN:
        raise NotFound(_("投票截止后才有公告板，请等投票截止后再查。"))
    code = "".join(letter for letter in typed.upper() if letter.isalnum())[: _CODE_LENGTH + 1]
    well_formed = len(code) == _CODE_LENGTH and set(code) <= _LETTERS
    if not well_formed:
        return Found(code, well_formed, 0, 0)
    codes = [entry.code for entry in the_box().board(polls.manifest_of(poll).hash)]
    return Found(code, well_formed, codes.index(code) + 1 if code in codes else 0, len(codes))
