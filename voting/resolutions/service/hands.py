"""A show of hands on one item of a meeting (举手表决), recorded as such."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.congress import queries as congress
from voting.congress.models import Meeting
from voting.db import unit_of_work
from voting.errors import IllegalStep, NotFound, NotReady, WrongInput
from voting.i18n import _
from voting.polls.sheets import Base
from voting.resolutions.checks import hands_findings
from voting.resolutions.models import HandVote
from voting.resolutions.outcome import need
from voting.resolutions.presets import preset
from voting.resolutions.rules import ItemClass, ResolutionRules
from voting.resolutions.wording import CLASS_LABELS


@dataclass(frozen=True, slots=True, kw_only=True)
class HandFacts:
    """What was decided by hands, and how many were counted.

    ``reason``: why an item that should be secret was decided by hands; ``agenda_item_id``: the
    item of the agenda it belongs to, if any.
    """

    title: str
    item_class: ItemClass
    preset: str
    present: int
    agree: int
    oppose: int
    abstain: int
    reason: str = ""
    note: str = ""
    agenda_item_id: int | None = None


def record_hand_vote(meeting_id: int, facts: HandFacts, actor: str) -> HandVote:
    """Record the counts of a show of hands; whether it carries follows from the rules.

    Refused where the rules demand a secret ballot, where too few are present, and where more
    hands were counted than people.
    """
    rules = preset(facts.preset).for_class(facts.item_class)
    _refuse_secret(rules, facts)
    with unit_of_work() as session:
        meeting = _meeting(session, meeting_id)
        if facts.agenda_item_id is not None:
            congress.agenda_item(meeting_id, facts.agenda_item_id)
        eligible = congress.attendance(meeting_id).expected
        _refuse_figures(rules, facts, eligible)
        made = _made(meeting_id, rules, facts, eligible)
        made.recorded_at, made.recorded_by = clock.now(), actor
        session.add(made)
        session.flush()
        _log(actor, meeting, made)
    return made


def withdraw_hand_vote(meeting_id: int, vote_id: int, reason: str, actor: str) -> HandVote:
    """Take a record back that was wrong; it stays to be read, with the reason."""
    if not reason:
        raise WrongInput(_("请写明撤销记录的理由，理由将记入日志。"))
    with unit_of_work() as session:
        meeting = _meeting(session, meeting_id)
        found = session.get(HandVote, vote_id, populate_existing=True)
        if found is None or found.meeting_id != meeting_id:
            raise NotFound(_("没有这条举手表决记录。请刷新页面。"))
        if found.withdrawn_at is not None:
            raise IllegalStep(_("这条记录已经撤销，不必再撤。"))
        found.withdrawn_at, found.withdrawn_reason = clock.now(), reason
        audit.record(
            actor,
            Event.HAND_VOTE_WITHDRAWN,
            _subject(meeting),
            title=found.title,
            number=found.id,
            reason=reason,
        )
    return found


def _meeting(session: Session, meeting_id: int) -> Meeting:
    meeting = session.get(Meeting, meeting_id, with_for_update={"of": Meeting})
    if meeting is None:
        raise NotFound(_("没有这次会议，可能地址有误。"))
    return meeting


def _subject(meeting: Meeting) -> str:
    return f"meeting:{meeting.id} {meeting.name}"


def _refuse_secret(rules: ResolutionRules, facts: HandFacts) -> None:
    for finding in hands_findings(rules, facts.item_class):
        if finding.blocking or not facts.reason:
            raise NotReady(finding.text)


def _refuse_figures(rules: ResolutionRules, facts: HandFacts, eligible: int) -> None:
    if facts.agree + facts.oppose + facts.abstain > facts.present:
        raise WrongInput(_("同意、不同意、弃权之和多于到会人数，请核对清点的数字。"))
    if facts.present > eligible:
        raise WrongInput(
            _(
                "到会人数 %(n)s 多于应到会人数 %(of)s，列席、特邀人员不计入，请核对。",
                n=facts.present,
                of=eligible,
            )
        )
    if not rules.quorum.share.met(facts.present, eligible):
        raise NotReady(
            _(
                "到会人数不足：应到 %(of)s 人，须到会 %(need)s 人，不能表决。",
                of=eligible,
                need=rules.quorum.share.needed(eligible),
            )
        )


def _made(meeting_id: int, rules: ResolutionRules, facts: HandFacts, eligible: int) -> HandVote:
    passes = rules.passes
    hands = facts.agree + facts.oppose + facts.abstain
    of = {
        Base.ELIGIBLE: eligible,
        Base.ATTENDED: facts.present,
        Base.RETURNED: hands,
        Base.VALID: hands,
    }[passes.base]
    needed = need(passes, of)
    return HandVote(
        meeting_id=meeting_id,
        agenda_item_id=facts.agenda_item_id,
        title=facts.title,
        item_class=facts.item_class.value,
        preset=facts.preset,
        eligible=eligible,
        present=facts.present,
        agree=facts.agree,
        oppose=facts.oppose,
        abstain=facts.abstain,
        share=passes.text,
        operator=passes.share.op,
        base=passes.base.value,
        need=needed,
        carried=facts.agree >= needed,
        reason=facts.reason,
        note=facts.note,
    )


def _log(actor: str, meeting: Meeting, made: HandVote) -> None:
    audit.record(
        actor,
        Event.HAND_VOTE_RECORDED,
        _subject(meeting),
        title=made.title,
        item_class=str(CLASS_LABELS[ItemClass(made.item_class)]),
        eligible=made.eligible,
        present=made.present,
        agreed=made.agree,
        need=made.need,
        carried=made.carried,
        reason=made.reason,
    )
