"""The sections of a draft: add, change, remove, or a ready-made plan of them."""

from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy.orm import Session

from voting.audit import service as audit
from voting.audit.events import Event
from voting.awards import queries
from voting.awards.models import AwardSection
from voting.awards.plans import PLANS
from voting.awards.rules import Subject
from voting.awards.service.locks import locked_first, locked_section
from voting.db import unit_of_work
from voting.errors import NotReady, WrongInput
from voting.i18n import _
from voting.polls.lifecycle import subject
from voting.polls.models import Poll
from voting.polls.sheets import Threshold

MOST_SECTIONS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionFacts:
    """What a section is: its title, whom it honours and how many; see ``SectionRules``.

    ``ticks``: how many a sheet may tick; ``None``: as many as the quota.
    """

    title: str
    subject: Subject = Subject.PERSON
    quota: int
    ticks: int | None = None
    exact: bool = False
    jury_weight: Fraction | None = None
    threshold: Threshold | None = None


def add_section(poll_id: int, version: int, facts: SectionFacts, actor: str) -> AwardSection:
    """Add a section."""
    with unit_of_work() as session:
        poll, _found = locked_first(session, poll_id, version)
        section = _added(session, poll, facts)
        _log(poll, facts, "added", actor)
    return section


def use_plan(poll_id: int, version: int, name: str, actor: str) -> Poll:
    """Set up the sections of a ready-made plan, where there are none yet."""
    plan = PLANS.get(name)
    if plan is None:
        raise WrongInput(_("没有这种模板，请重新选择。"))
    with unit_of_work() as session:
        poll, _found = locked_first(session, poll_id, version)
        if queries.sections(poll_id):
            raise NotReady(_("已经有奖项了，不能再套用模板；可以逐个增加或修改。"))
        for each in plan.sections:
            facts = SectionFacts(title=str(each.title), subject=each.subject, quota=each.quota)
            _added(session, poll, facts)
            _log(poll, facts, "added", actor)
    return poll


def change_section(
    poll_id: int, version: int, section_id: int, facts: SectionFacts, actor: str
) -> AwardSection:
    """Change what a section is; what is nominated in it stays of one sort."""
    with unit_of_work() as session:
        poll, _found = locked_first(session, poll_id, version)
        section = locked_section(session, poll_id, section_id)
        if facts.subject != section.subject and queries.nominees(section_id):
            raise NotReady(_("已经有候选对象，不能再改评选对象的类别；请另建一个奖项。"))
        _record(session, section, facts)
        _log(poll, facts, "changed", actor)
    return section


def remove_section(poll_id: int, version: int, section_id: int, actor: str) -> Poll:
    """Remove a section nobody was nominated in."""
    with unit_of_work() as session:
        poll, _found = locked_first(session, poll_id, version)
        section = locked_section(session, poll_id, section_id)
        if queries.nominees(section_id):
            raise NotReady(_("“%(title)s”已有候选对象，不能删除。", title=section.title))
        audit.record(actor, Event.POLL_CHANGED, subject(poll), title=section.title, act="removed")
        session.delete(section)
    return poll


def _added(session: Session, poll: Poll, facts: SectionFacts) -> AwardSection:
    there = queries.sections(poll.id)
    if len(there) >= MOST_SECTIONS:
        raise NotReady(_("一张选票上最多 %(n)s 个奖项。", n=MOST_SECTIONS))
    last = max((one.position for one in there), default=0)
    section = AwardSection(
        poll_id=poll.id, position=last + 1, title="", subject=Subject.PERSON.value, quota=1, ticks=1
    )
    _record(session, section, facts)
    return section


def _record(session: Session, section: AwardSection, facts: SectionFacts) -> None:
    _refuse_wrong(facts)
    titles = {one.title for one in queries.sections(section.poll_id) if one.id != section.id}
    if facts.title in titles:
        raise WrongInput(_("已有名为“%(title)s”的奖项，请换一个名称。", title=facts.title))
    section.title, section.subject = facts.title, facts.subject.value
    section.quota, section.exact = facts.quota, facts.exact
    section.ticks = facts.quota if facts.ticks is None else facts.ticks
    section.jury_weight = None if facts.jury_weight is None else str(facts.jury_weight)
    least = facts.threshold
    section.threshold_share = least.text if least else None
    section.threshold_op = least.share.op if least else ">="
    section.threshold_base = least.base.value if least else None
    session.add(section)
    session.flush()


def _refuse_wrong(facts: SectionFacts) -> None:
    if not facts.title:
        raise WrongInput(_("请填写奖项名称。"))
    if facts.quota < 1 or (facts.ticks is not None and facts.ticks < 1):
        raise WrongInput(_("名额和每张票可推荐的个数至少为 1，请改正。"))
    if facts.jury_weight is not None and not 0 < facts.jury_weight < 1:
        raise WrongInput(_("评审分的比重应大于 0、小于 1；不用评审分就不填。"))


def _log(poll: Poll, facts: SectionFacts, act: str, actor: str) -> None:
    audit.record(
        actor,
        Event.POLL_CHANGED,
        subject(poll),
        title=facts.title,
        act=act,
        seats=facts.quota,
    )
