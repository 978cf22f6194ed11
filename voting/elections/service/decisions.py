"""What the meeting decides about open seats without another ballot: fewer, none for now, a tie."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.elections import queries
from voting.elections.models import Decision
from voting.elections.rules import Body, Next, Round, Step
from voting.elections.seats import consent_reached, may_reduce
from voting.elections.service.declared import declared_result
from voting.errors import NotReady, WrongInput
from voting.i18n import _
from voting.polls.lifecycle import subject


@dataclass(frozen=True, slots=True)
class Consent:
    """The meeting's vote on fewer seats: how many were there, and how many agreed."""

    present: int
    agreed: int


def reduce_seats(poll_id: int, consent: Consent, note: str, actor: str) -> Decision:
    """Reduce the seats to those who are elected, by consent of the meeting, within the range."""
    with unit_of_work() as session:
        declared = declared_result(session, poll_id, Next.REDUCE_SEATS)
        eligible = declared.result["counts"]["eligible"]
        left = len(declared.result["elected"])
        _refuse_without_consent(consent, eligible)
        found = declared.election
        if not may_reduce(Body(found.body), left, found.members, queries.base_rules(found)):
            raise NotReady(_("减少后的名额不在规定范围内，请另行选举或暂缺。"))
        made = declared.decide(
            Step.REDUCE_SEATS, actor, seats=left, agreed=consent.agreed, note=note
        )
        audit.record(
            actor,
            Event.SEATS_REDUCED,
            subject(declared.poll),
            seats=left,
            eligible=eligible,
            present=consent.present,
            agreed=consent.agreed,
        )
    return made


def _refuse_without_consent(consent: Consent, eligible: int) -> None:
    if not 0 <= consent.agreed <= consent.present <= eligible:
        raise WrongInput(
            _(
                "同意人数不能多于到会人数，到会人数不能多于应到会 %(n)s 人，请核对。",
                n=eligible,
            )
        )
    if not consent_reached(consent.agreed, eligible):
        raise NotReady(
            _(
                "同意减少名额的 %(agreed)s 人，没有超过应到会 %(n)s 人的半数，不能减少名额。"
                "请另行选举或暂缺。",
                agreed=consent.agreed,
                n=eligible,
            )
        )


def leave_vacant(poll_id: int, note: str, actor: str) -> Decision:
    """Leave the seats empty for now (暂缺), with what the meeting said about it."""
    if not note:
        raise WrongInput(_("名额暂缺须写明大会的决定。"))
    with unit_of_work() as session:
        declared = declared_result(session, poll_id, Next.LEAVE_VACANT)
        made = declared.decide(Step.LEAVE_VACANT, actor, note=note)
        audit.record(
            actor,
            Event.VACANCY_LEFT,
            subject(declared.poll),
            vacant=declared.result["vacant"],
            note=note,
        )
    return made


def decide_tie(poll_id: int, chosen: Sequence[str], note: str, actor: str) -> Decision:
    """Record whom the presidium named after a run-off that was a tie again; we never choose."""
    if not note:
        raise WrongInput(_("请写明主席团的决定和依据。"))
    with unit_of_work() as session:
        declared = declared_result(session, poll_id, Next.RUNOFF)
        runoff = declared.result["runoff"]
        if declared.election.round != Round.RUNOFF:
            raise NotReady(_("得票相等的，须先就这些人再次投票；再次相等时才能由主席团决定。"))
        if len(set(chosen)) != runoff["seats"] or not set(chosen) <= set(runoff["between"]):
            raise WrongInput(_("须从得票相等者中选定 %(n)s 人，请重新选择。", n=runoff["seats"]))
        made = declared.decide(
            Step.TIE, actor, chosen=json.dumps(sorted(set(chosen)), ensure_ascii=False), note=note
        )
        audit.record(
            actor,
            Event.TIE_DECIDED,
            subject(declared.poll),
            chosen=sorted(set(chosen)),
            note=note,
        )
    return made
