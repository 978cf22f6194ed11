"""Setting up the work on motions: categories, numbers and deadlines, the call of a meeting."""

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from voting import clock
from voting.access.principal import Principal
from voting.audit import service as audit
from voting.audit.events import Event
from voting.congress.models import Congress, Meeting
from voting.db import unit_of_work
from voting.errors import NotFound, NotReady, StaleEdit, WrongInput
from voting.i18n import _, lazy
from voting.motions.models import Motion, MotionCall, MotionSettings
from voting.motions.office import demand_secretary
from voting.motions.rules import Late
from voting.motions.settings import defaults

CATEGORY_LENGTH, MOST_CATEGORIES = 20, 40
MOST_DAYS = 250
LIMITS = {
    "seconders": 50,
    "review_days": MOST_DAYS,
    "accept_days": MOST_DAYS,
    "countersign_days": MOST_DAYS,
    "reply_days": MOST_DAYS,
    "second_reply_days": MOST_DAYS,
    "extension_days": MOST_DAYS,
    "extensions": 5,
    "feedback_days": MOST_DAYS,
}
"""The most each number may be; none may be less than 0. Days are working days."""
NUMBER_LABELS: dict[str, str] = {
    "seconders": lazy("附议人数"),
    "review_days": lazy("审查"),
    "accept_days": lazy("部门退回"),
    "countersign_days": lazy("协办会签"),
    "reply_days": lazy("答复"),
    "second_reply_days": lazy("重办答复"),
    "extension_days": lazy("每次延期"),
    "extensions": lazy("延期次数"),
    "feedback_days": lazy("反馈"),
}
_STALE = lazy("设置刚被别人修改过，您的改动没有保存。请刷新页面，核对后再改。")


def subject(congress: Congress) -> str:
    """Return how the log names the congress whose motions are set up."""
    return f"congress:{congress.id} {congress.name}"


def locked_congress(session: Session, congress_id: int) -> Congress:
    """Return a congress whose set-up nobody else can change until the work is done."""
    congress = session.get(Congress, congress_id, with_for_update=True, populate_existing=True)
    if congress is None:
        raise NotFound(_("没有这届大会，可能地址有误。"))
    return congress


# --- Categories, numbers, deadlines --------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsFacts:
    """How a congress handles its motions; days are working days."""

    categories: tuple[str, ...]
    seconders: int
    late: Late
    review_days: int
    accept_days: int
    countersign_days: int
    reply_days: int
    second_reply_days: int
    extension_days: int
    extensions: int
    feedback_days: int
    co_replies_needed: bool


def set_settings(
    congress_id: int, version: int, facts: SettingsFacts, who: Principal
) -> MotionSettings:
    """Set how a congress handles its motions; days already running keep their last day."""
    demand_secretary(who)
    categories = _judged_categories(facts.categories)
    _judge_numbers(facts)
    with unit_of_work() as session:
        congress = locked_congress(session, congress_id)
        found = session.get(MotionSettings, congress_id, populate_existing=True)
        settings = found or defaults(congress_id)
        if settings.version != version:
            raise StaleEdit(str(_STALE))
        changed = _change(settings, facts, "\n".join(categories))
        settings.version += 1
        session.add(settings)
        audit.record(who.actor, Event.MOTION_SETTINGS_CHANGED, subject(congress), changed=changed)
    return settings


def _judged_categories(given: tuple[str, ...]) -> list[str]:
    named = [line.strip() for line in given if line.strip()]
    if not named:
        raise WrongInput(_("请至少填写一个类别，每行一个。"))
    if len(named) > MOST_CATEGORIES:
        raise WrongInput(_("类别太多，最多 %(most)s 个，请合并一些。", most=MOST_CATEGORIES))
    for place, name in enumerate(named):
        if len(name) > CATEGORY_LENGTH:
            raise WrongInput(
                _("类别“%(name)s”太长，最多 %(most)s 个字。", name=name, most=CATEGORY_LENGTH)
            )
        if name in named[:place]:
            raise WrongInput(_("类别“%(name)s”写了两次，请删去一个。", name=name))
    return named


def _judge_numbers(facts: SettingsFacts) -> None:
    for key, most in LIMITS.items():
        if not 0 <= getattr(facts, key) <= most:
            raise WrongInput(
                _("“%(what)s”须在 0 至 %(most)s 之间，请改正。", what=NUMBER_LABELS[key], most=most)
            )


def _change(settings: MotionSettings, facts: SettingsFacts, categories: str) -> list[str]:
    """Write the facts; return what they changed, as the log keeps it."""
    new = {each.name: getattr(facts, each.name) for each in fields(facts)}
    new |= {"categories": categories, "late": facts.late.value}
    changed = []
    for key, value in new.items():
        before = getattr(settings, key)
        if before != value:
            shown = value.replace("\n", "、") if key == "categories" else f"{before} → {value}"
            changed.append(f"{key}: {shown}"[:300])
            setattr(settings, key, value)
    return changed


# --- The call of a meeting -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CallFacts:
    """The first and the last day for motions, and a fixed last day for replies (or none)."""

    opens_on: date
    closes_on: date
    reply_by: date | None = None


def set_call(meeting_id: int, version: int, facts: CallFacts, who: Principal) -> MotionCall:
    """Set when motions for a meeting are taken (征集); those submitted already stay in time."""
    demand_secretary(who)
    if facts.closes_on < facts.opens_on:
        raise WrongInput(_("截止日早于开始日，请改正。"))
    if facts.reply_by is not None and facts.reply_by <= facts.closes_on:
        raise WrongInput(_("统一答复日须在征集截止之后，请改正；没有统一答复日可以不填。"))
    with unit_of_work() as session:
        meeting = session.get(Meeting, meeting_id)
        if meeting is None:
            raise NotFound(_("没有这次会议，可能地址有误。"))
        congress = locked_congress(session, meeting.congress_id)
        call = session.get(MotionCall, meeting_id, with_for_update=True, populate_existing=True)
        if version != (call.version if call else 0):
            raise StaleEdit(str(_STALE))
        _refuse_leaving_out(session, meeting_id, facts)
        if call is None:
            call = MotionCall(meeting_id=meeting_id, last_serial=0, version=0)
            session.add(call)
        call.opens_on, call.closes_on, call.reply_by = (
            facts.opens_on,
            facts.closes_on,
            facts.reply_by,
        )
        call.version += 1
        audit.record(
            who.actor,
            Event.MOTION_SETTINGS_CHANGED,
            subject(congress),
            note=meeting.short_name,
            first=facts.opens_on.isoformat(),
            last=facts.closes_on.isoformat(),
            on=facts.reply_by.isoformat() if facts.reply_by else "",
        )
    return call


def _refuse_leaving_out(session: Session, meeting_id: int, facts: CallFacts) -> None:
    """Refuse a call that would begin after, or end before, a motion that came in time."""
    span = select(func.min(Motion.submitted_at), func.max(Motion.submitted_at)).where(
        Motion.meeting_id == meeting_id,
        Motion.submitted_at.is_not(None),
        Motion.late.is_(False),
    )
    first, last = session.execute(span).one()
    if first is not None and clock.local(first).date() < facts.opens_on:
        raise NotReady(
            _(
                "已有提案于%(day)s提交，开始日不能晚于这一天。",
                day=clock.local(first).date().isoformat(),
            )
        )
    if last is not None and clock.local(last).date() > facts.closes_on:
        raise NotReady(
            _(
                "已有提案于%(day)s按时提交，截止日不能早于这一天。",
                day=clock.local(last).date().isoformat(),
            )
        )
