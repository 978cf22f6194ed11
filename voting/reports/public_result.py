"""What anybody may see of a poll: figures with their bases and rules, never a list of voters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from voting.errors import NotAllowed, NotFound
from voting.i18n import _
from voting.polls import queries as polls
from voting.polls.box import the_box
from voting.polls.kinds import Audience, kind_of
from voting.polls.models import Poll
from voting.polls.rules import BOARD_SHOWN, DECLARED, STATE_LABELS, State
from voting.reports.announced import Announced, Viewer
from voting.reports.bundle_source import told_of
from voting.reports.counts import Counts, count_figures
from voting.reports.heads import signatures
from voting.reports.kinds import reports_of

_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_CODE_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Ballots:
    """All that strangers see of a result that is not theirs: how many ballots there were."""

    issued: int
    returned: int
    valid: int


@dataclass(frozen=True, slots=True)
class Shown:
    """The page of a poll's result as it stands now; ``announced`` once this viewer may see it.

    ``ballots``: of a published result that is not for this viewer.
    """

    organisation: str
    meeting: str
    title: str
    state: str
    fingerprint: str
    degraded: bool
    board: bool
    declared: bool
    bundle: bool
    announced: Announced | None
    ballots: Ballots | None


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to somebody who asked for a receipt's code."""

    code: str
    well_formed: bool
    place: int
    total: int


def shown(poll: Poll, viewer: Viewer) -> Shown:
    """Return the page: the meeting sees a result when it is declared, all when published.

    Unless the result is for the meeting only, or for its officers: then publishing opens the
    board and the number of ballots, and no figure.
    """
    manifest = polls.manifest_of(poll)
    visible = poll.state in DECLARED and viewer in _viewers(poll)
    return Shown(
        organisation=manifest.organisation,
        meeting=manifest.meeting,
        title=manifest.title,
        state=str(STATE_LABELS[State(poll.state)]),
        fingerprint=manifest.fingerprint,
        degraded=manifest.transport != "https",
        board=poll.state in BOARD_SHOWN,
        declared=poll.state in DECLARED,
        bundle=_is_published(poll) and kind_of(poll).audience(poll) is Audience.PUBLIC,
        announced=_announced(poll) if visible else None,
        ballots=_ballots(poll) if _is_published(poll) and not visible else None,
    )


def _is_published(poll: Poll) -> bool:
    return poll.state == State.PUBLISHED


def _viewers(poll: Poll) -> frozenset[Viewer]:
    """Return who may see a declared result as it stands now."""
    audience = kind_of(poll).audience(poll)
    if audience is Audience.LEADERS:
        return frozenset({Viewer.OFFICER})
    if audience is Audience.PUBLIC and _is_published(poll):
        return frozenset(Viewer)
    return frozenset({Viewer.OFFICER, Viewer.PARTICIPANT})


def refuse_bundle(poll: Poll) -> None:
    """Refuse a bundle that is not everybody's: not published yet, or never to be."""
    if not _is_published(poll):
        raise NotFound(_("结果还没有公布，公布后才能下载公布包。"))
    if kind_of(poll).audience(poll) is not Audience.PUBLIC:
        raise NotAllowed(
            _("这项投票的结果不向社会公布，公布包里有全部票数，不能下载；凭回执可以查公告板。")
        )


def _announced(poll: Poll) -> Announced:
    told = told_of(poll)
    return Announced(
        said=reports_of(told).said(told),
        figures=count_figures(Counts(**told.result["counts"])),
        signed=tuple(f"{each.name}（{each.office}）" for each in signatures(poll)),
        times=_times(poll),
    )


def _ballots(poll: Poll) -> Ballots:
    counts = Counts(**told_of(poll).result["counts"])
    return Ballots(counts.issued, counts.returned, counts.valid)


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
