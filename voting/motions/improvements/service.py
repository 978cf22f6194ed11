"""Proposing an improvement, deciding about it, and rewarding an adopted one."""

from dataclasses import dataclass

from voting import clock
from voting.access.principal import Principal
from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import NotAllowed, NotFound, NotReady, StaleEdit, WrongInput
from voting.i18n import _
from voting.motions.improvements.models import Adoption
from voting.motions.improvements.rules import DECISION_LABELS, TAKEN, Decision
from voting.motions.models import Motion
from voting.motions.roles import roles_of
from voting.motions.rules import Act, Kind, Role
from voting.motions.service import drafting
from voting.motions.service.acting import acting, locked, subject
from voting.motions.service.drafting import Content

_DECIDERS = frozenset({Role.SECRETARY, Role.COMMITTEE})


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody proposes: how things are, the idea, what it would bring."""

    title: str
    present: str
    idea: str
    benefit: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """What an adopted improvement brought, and what its proposer gets for it."""

    benefit: str
    level: str = ""
    bonus: str = ""


def propose(congress_id: int, proposal: Proposal, who: Principal) -> Motion:
    """Send an improvement in: no seconders, no window; it goes to the review at once."""
    if not proposal.present.strip() or not proposal.idea.strip() or not proposal.title.strip():
        raise WrongInput(_("请填写标题、现状和改进办法。"))
    content = Content(
        proposal.title.strip(),
        proposal.present.strip(),
        proposal.benefit.strip(),
        proposal.idea.strip(),
        proposal.category,
    )
    with unit_of_work():
        motion = drafting.create(Kind.IMPROVEMENT, congress_id, None, content, who)
        return drafting.submit(motion.id, motion.version, who)


def decide(
    motion_id: int, version: int, decision: Decision, reason: str, who: Principal
) -> Adoption:
    """Adopt an improvement, have it tried, or not adopt it with the reason its proposer is told."""
    act = Act.FILE if decision in TAKEN else Act.REJECT
    with acting(motion_id, act, who, version) as work:
        motion = work.motion
        if motion.kind != Kind.IMPROVEMENT:
            raise NotFound(_("没有这条合理化建议，可能地址有误。"))
        if decision is Decision.REJECTED and not reason.strip():
            raise WrongInput(_("不采纳的，请写明理由，提出人会看到。"))
        label = str(DECISION_LABELS[decision])
        work.note = f"{label}：{reason.strip()}" if reason.strip() else label
        if decision in TAKEN:
            motion.filed_at = clock.now()
        made = work.session.get(Adoption, motion_id) or Adoption(motion_id=motion_id, version=0)
        made.decision, made.reason = decision.value, reason.strip()
        made.decided_by, made.decided_at = who.actor, clock.now()
        made.version += 1
        work.session.add(made)
    return made


def reward(motion_id: int, version: int, award: Award, who: Principal) -> Adoption:
    """Write down what an adopted improvement brought, and its award if it gets one."""
    with unit_of_work() as session:
        motion = locked(session, motion_id)
        if roles_of(motion, who).isdisjoint(_DECIDERS):
            raise NotAllowed(_("只有秘书和提案工作委员会可以登记效益和奖励。"))
        made = session.get(Adoption, motion_id)
        if made is None or Decision(made.decision) not in TAKEN:
            raise NotReady(_("这条建议没有采纳或试行，不能登记效益和奖励。"))
        if version != made.version:
            raise StaleEdit(_("效益和奖励刚被别人改过，您的改动没有保存。请刷新后再改。"))
        if award.bonus.strip() and not award.level.strip():
            raise WrongInput(_("填写了奖金或奖品的，请同时填写奖励等级。"))
        made.benefit, made.level = award.benefit.strip(), award.level.strip()
        made.bonus, made.rewarded_by = award.bonus.strip(), who.actor
        made.version += 1
        audit.record(
            who.actor,
            Event.IMPROVEMENT_REWARDED,
            subject(motion),
            level=made.level,
            note=made.bonus,
        )
    return made
