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
from voting.reports.sheet import Figure, Table
from voting.reports.sheets import count_figures, in_order, still_open, votes_table, written_table
from voting.reports.wording import (
    order_words,
    question_words,
    quorum_sentence,
    threshold_words,
    validity_sentence,
)

_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_CODE_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Announced:
    """A declared result: its figures, rules and times."""

    figures: tuple[Figure, ...]
    rules: tuple[str, ...]
    votes: Table | None
    written: Table | None
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
    written = written_table(header, result)
    elected = tuple(result.called(person) for person in in_order(header, result))
    return Announced(
        figures=count_figures(result),
        rules=tuple(rules),
        votes=votes_table(header, result) if result.tally else None,
        written=written if written.rows else None,
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
