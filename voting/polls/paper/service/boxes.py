"""Setting up boxes of paper ballots: while papers are handed out, and removed only unused."""

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import NotFound, NotReady, WrongInput
from voting.i18n import _
from voting.polls import queries
from voting.polls.lifecycle import locked, subject
from voting.polls.models import Poll
from voting.polls.paper.models import PaperBatch
from voting.polls.paper.queries import pile
from voting.polls.paper.rules import BatchKind
from voting.polls.rules import ISSUING

FEWEST_CARRIERS = 2
_BETWEEN = re.compile(r"[、，,;；/\s]+")


@dataclass(frozen=True, slots=True)
class BoxFacts:
    """What a box is: its kind, its name, whose ballots it takes, who carries it."""

    kind: BatchKind
    title: str
    group_id: str = ""
    """Empty: the only voter group."""
    carriers: str = ""


def make_box(poll_id: int, facts: BoxFacts, actor: str) -> PaperBatch:
    """Set up a box; a mobile one is carried by two people at least (art. 25)."""
    with unit_of_work() as session:
        poll = _issuing(session, poll_id)
        group = _group(poll, facts.group_id)
        box = PaperBatch(
            poll_id=poll.id,
            group_id=group,
            kind=facts.kind.value,
            title=_free_title(session, poll.id, facts.title),
            carriers=_carriers(facts.kind, facts.carriers),
            made_by=actor,
            made_at=clock.now(),
        )
        session.add(box)
        session.flush()
        _record(poll, box, actor, act="made")
    return box


def rename_box(poll_id: int, batch_id: int, title: str, carriers: str, actor: str) -> PaperBatch:
    """Change a box's name and who carries it."""
    with unit_of_work() as session:
        poll = _issuing(session, poll_id)
        box = box_of(session, poll.id, batch_id)
        if title != box.title:
            box.title = _free_title(session, poll.id, title)
        box.carriers = _carriers(BatchKind(box.kind), carriers)
        _record(poll, box, actor, act="renamed")
    return box


def remove_box(poll_id: int, batch_id: int, actor: str) -> None:
    """Remove a box from which nobody took a paper."""
    with unit_of_work() as session:
        poll = _issuing(session, poll_id)
        box = box_of(session, poll.id, batch_id)
        issued = pile(poll.id, box.id).issued
        if issued:
            raise NotReady(
                _(
                    "“%(title)s”已经发出 %(n)s 张选票，不能移除；要移除请先逐张收回。",
                    title=box.title,
                    n=issued,
                )
            )
        _record(poll, box, actor, act="removed")
        session.delete(box)


def box_of(session: Session, poll_id: int, batch_id: int) -> PaperBatch:
    """Return a box of a poll."""
    box = session.get(PaperBatch, batch_id)
    if box is None or box.poll_id != poll_id:
        raise NotFound(_("没有这个票箱，可能已被移除。请返回纸质选票页面。"))
    return box


def _issuing(session: Session, poll_id: int) -> Poll:
    poll = locked(session, poll_id)
    if poll.state not in ISSUING:
        raise NotReady(_("名册封存之后、投票截止之前才能设置票箱。"))
    return poll


def _group(poll: Poll, group_id: str) -> str:
    known = [group.id for group in queries.manifest_of(poll).groups]
    chosen = group_id or (known[0] if len(known) == 1 else "")
    if chosen not in known:
        raise WrongInput(_("请选择这个票箱收哪一组的选票。"))
    return chosen


def _carriers(kind: BatchKind, given: str) -> str:
    names = list(dict.fromkeys(filter(None, _BETWEEN.split(given))))
    if kind is BatchKind.MOBILE and len(names) < FEWEST_CARRIERS:
        raise WrongInput(_("流动票箱须由两人以上同行，请写明至少两人的姓名。"))
    return "、".join(names)


def _free_title(session: Session, poll_id: int, title: str) -> str:
    taken = select(PaperBatch.id).where(PaperBatch.poll_id == poll_id, PaperBatch.title == title)
    if session.execute(taken).first():
        raise WrongInput(_("已经有一个票箱叫“%(title)s”，请换一个名称。", title=title))
    return title


def _record(poll: Poll, box: PaperBatch, actor: str, *, act: str) -> None:
    audit.record(
        actor,
        Event.PAPER_BOX_CHANGED,
        subject(poll),
        act=act,
        box=box.title,
        kind=box.kind,
        group=box.group_id,
        carriers=box.carriers,
    )
