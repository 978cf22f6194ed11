"""What every page of paper ballots loads: the poll, its boxes, and where each of them stands."""

from dataclasses import dataclass

from voting.access.principal import current
from voting.congress import queries as congress
from voting.errors import NotAllowed, NotFound
from voting.i18n import _
from voting.polls import queries
from voting.polls.blueprint import IN_POLL
from voting.polls.models import Poll
from voting.polls.paper import queries as paper
from voting.polls.paper.forms import KIND_LABELS
from voting.polls.paper.queries import Pile
from voting.polls.paper.rules import BatchKind, PileCount, Source
from voting.polls.paper.service.entering import COUNTING, Teller
from voting.polls.rules import ISSUING, SMALL_GROUP

IN_PAPER = f"{IN_POLL}/paper"
IN_BOX = f"{IN_PAPER}/boxes/<int:batch_id>"


@dataclass(frozen=True, slots=True)
class Line:
    """A box on a page: what it is, and how far its counting has come."""

    pile: Pile
    kind_label: str
    group_title: str
    state: str
    look: str
    count: PileCount | None
    over: bool


def sealed_poll(meeting_id: int, poll_id: int) -> Poll:
    """Return a poll whose ballot is frozen; before, there is nothing to print or to hand out."""
    poll = queries.poll_in(meeting_id, poll_id)
    if poll.manifest_hash is None:
        raise NotFound(_("选票还没有封存。封存名册和选票之后才能使用纸质选票。"))
    return poll


def box_of(meeting_id: int, poll_id: int, batch_id: int) -> tuple[Poll, Pile]:
    """Return a poll and one of its boxes."""
    poll = sealed_poll(meeting_id, poll_id)
    return poll, paper.pile(poll.id, batch_id)


def me_as_teller() -> Teller:
    """Return whoever makes this request as a teller."""
    me = current()
    if me.account_id is None:
        raise NotAllowed(_("请用工作人员账号登录后录入。"))
    return Teller(me.account_id, me.person_id, me.name)


def lines(poll: Poll) -> list[Line]:
    """Return the boxes of a poll as its pages show them."""
    return [line(poll, pile) for pile in paper.piles(poll.id)]


def line(poll: Poll, pile: Pile) -> Line:
    """Return one box as a page shows it."""
    groups = queries.manifest_of(poll).groups
    titles = {group.id: group.title for group in groups} if len(groups) > 1 else {}
    count = pile.agreed
    state, look = _state(poll, pile)
    return Line(
        pile,
        str(KIND_LABELS[BatchKind(pile.batch.kind)]),
        titles.get(pile.batch.group_id, ""),
        state,
        look,
        count,
        count is not None and count.returned > pile.issued,
    )


def _state(poll: Poll, pile: Pile) -> tuple[str, str]:
    names = "、".join(entry.name for entry in pile.entries)
    if poll.state in ISSUING:
        return _("可以发票"), "live"
    if pile.agreed is not None:
        return _("两人一致"), "ok"
    if poll.state not in COUNTING:
        return _("没有清点"), "bad"
    if len(pile.entries) >= paper.TELLERS:
        return _("两人不一致"), "bad"
    if pile.entries:
        return _("%(names)s已录入，还差一人", names=names), "warn"
    return _("等待清点"), "wait"


def page_values(poll: Poll) -> dict[str, object]:
    """Return what every page of paper ballots shows of its poll."""
    return {
        "meeting": congress.meeting(poll.meeting_id),
        "poll": poll,
        "base": f"/meetings/{poll.meeting_id}/polls/{poll.id}/paper",
        "issuing": poll.state in ISSUING,
        "counting": poll.state in COUNTING,
    }


def small(pile: Pile) -> bool:
    """Tell whether so few took a paper of a box that its marks may tell who gave them."""
    return 0 < pile.issued < SMALL_GROUP


def confirmable(pile: Pile, account_id: int | None) -> bool:
    """Tell whether an officer may confirm what another uploaded to a box."""
    return any(
        entry.source == Source.FILE and entry.account_id != account_id for entry in pile.entries
    )
