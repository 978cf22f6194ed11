"""Handing out paper ballots: whoever took a phone's paper gets none, and the other way round.

The poll is locked as a phone's request locks it, so that of two at the same moment one wins.
"""

from dataclasses import dataclass
from typing import NoReturn

from sqlalchemy.orm import Session

from voting.audit import service as audit
from voting.audit.events import Event
from voting.congress import queries as congress, tickets
from voting.db import unit_of_work
from voting.errors import NotAllowed, WrongInput
from voting.i18n import _
from voting.people.models import Person
from voting.people.queries import by_number
from voting.polls import queries, roll
from voting.polls.issuing import AlreadyIssued, NotIssuing
from voting.polls.lifecycle import locked, subject
from voting.polls.models import IssuedPaper, Poll, RollEntry
from voting.polls.paper.models import PaperBatch
from voting.polls.paper.queries import pile
from voting.polls.paper.rules import BatchKind
from voting.polls.paper.service.boxes import box_of
from voting.polls.rules import ISSUING, State

_LONGEST_NUMBER = 32


@dataclass(frozen=True, slots=True)
class Handed:
    """Who was handed a paper: what the desk shows large."""

    elector: str
    name: str
    unit: str
    issued: int
    """Papers handed out from the box so far."""


def hand_out(poll_id: int, batch_id: int, given: str, actor: str) -> Handed:
    """Hand a paper of a box to whoever is named by a staff number, a name or a scanned code.

    Raises NotFound or WrongInput for nobody or several, NotAllowed for whoever is not on the
    roll, of another group, or (in the hall) not checked in, AlreadyIssued for a second paper.
    """
    with unit_of_work() as session:
        poll = locked(session, poll_id)
        _refuse_outside_issuing(poll.state)
        box = box_of(session, poll.id, batch_id)
        person = session.get_one(Person, _identified(poll.meeting_id, given))
        entry = _entitled(poll, box, person)
        _refuse_second(session, poll, entry, person)
        session.add(IssuedPaper(poll_id=poll.id, elector=entry.elector, batch_id=box.id))
        session.flush()
        audit.record(
            actor,
            Event.PAPER_HANDED_OUT,
            subject(poll),
            box=box.title,
            elector=entry.elector,
        )
        issued = pile(poll.id, box.id).issued
        return Handed(entry.elector, person.name, person.unit_name, issued)


def take_back(poll_id: int, batch_id: int, elector: str, reason: str, actor: str) -> None:
    """Take back a paper that was handed out by mistake and not put into the box, with a reason."""
    if not reason.strip():
        raise WrongInput(_("请写明收回的理由，理由将记入日志。"))
    with unit_of_work() as session:
        poll = locked(session, poll_id)
        if poll.state not in ISSUING:
            raise NotIssuing(_("投票已经截止，不能再收回发出的选票。"))
        box = box_of(session, poll.id, batch_id)
        paper = session.get(IssuedPaper, (poll.id, elector))
        if paper is None or paper.batch_id != box.id:
            raise WrongInput(_("此人没有领这个票箱的选票，可能别人已经收回，请刷新页面。"))
        session.delete(paper)
        audit.record(
            actor,
            Event.PAPER_TAKEN_BACK,
            subject(poll),
            box=box.title,
            elector=elector,
            reason=reason.strip(),
        )


def _refuse_outside_issuing(state: str) -> None:
    if state in ISSUING:
        return
    if state == State.DRAFT:
        raise NotIssuing(_("选票还没有封存，暂时不能发票。"))
    raise NotIssuing(_("投票已经截止，不能再发票。"))


def _identified(meeting_id: int, given: str) -> int:
    """Return whom a scanned code, a staff number or a name that only one bears means."""
    if tickets.looks_like_link(given):
        return tickets.holder(given, meeting_id)
    numbered = by_number(given.strip()[:_LONGEST_NUMBER])
    return numbered.id if numbered else congress.person_named(given.strip())


def _entitled(poll: Poll, box: PaperBatch, person: Person) -> RollEntry:
    entry = roll.entry_of(poll.id, person.id)
    if entry is None:
        raise NotAllowed(_("%(name)s 不在这项投票的选举人名册上，不能发票。", name=person.name))
    if entry.group_id != box.group_id:
        titles = {group.id: group.title for group in queries.manifest_of(poll).groups}
        raise NotAllowed(
            _(
                "%(name)s 属于“%(own)s”，这个票箱只发“%(box)s”的选票，请换一个票箱。",
                name=person.name,
                own=titles[entry.group_id],
                box=titles[box.group_id],
            )
        )
    if box.kind == BatchKind.HALL and not congress.is_checked_in(poll.meeting_id, person.id):
        raise NotAllowed(_("%(name)s 还没有签到，请先签到，再领纸质选票。", name=person.name))
    return entry


def _refuse_second(session: Session, poll: Poll, entry: RollEntry, person: Person) -> None:
    paper = session.get(IssuedPaper, (poll.id, entry.elector), populate_existing=True)
    if paper is None:
        return
    if paper.batch_id is None:
        raise AlreadyIssued(
            _(
                "%(name)s 已经用手机领过选票，每人只有一张，不能再发纸质选票。",
                name=person.name,
            )
        )
    _refuse_second_paper(session.get_one(PaperBatch, paper.batch_id), person)


def _refuse_second_paper(box: PaperBatch, person: Person) -> NoReturn:
    raise AlreadyIssued(
        _(
            "%(name)s 已经在“%(box)s”领过纸质选票，每人只有一张，不能再发。",
            name=person.name,
            box=box.title,
        )
    )
