"""The monthly forms as pages show them: the grid, a group's own, a month with all its items."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from voting import clock
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _
from voting.motions.handling_models import MotionReply
from voting.motions.models import Motion
from voting.motions.rules import STATE_LABELS, State
from voting.motions.situations.models import (
    GroupReporter,
    SituationForm,
    SituationItem,
    SituationPeriod,
)
from voting.motions.situations.rules import Standing, Topic, counted, place_of, standing
from voting.people.models import Person

MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """A form in the grid: how it stands, and how much is on it once it is handed in."""

    form_id: int
    standing: Standing
    items: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group's forms, month by month; None where it was not asked."""

    group: str
    reporters: Sequence[str]
    cells: Sequence[Cell | None]


@dataclass(frozen=True, slots=True)
class Month:
    """A month with how many of its forms stand how."""

    period: SituationPeriod
    counts: dict[Standing, int]

    @property
    def groups(self) -> int:
        """How many groups were asked."""
        return sum(self.counts.values())

    @property
    def handed_in(self) -> int:
        """How many handed in, in time or late."""
        return self.counts[Standing.SUBMITTED] + self.counts[Standing.LATE]


@dataclass(frozen=True, slots=True)
class Grid:
    """Groups × months, the oldest month first."""

    months: Sequence[Month]
    rows: Sequence[GroupRow]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an item: the matter it was rolled up into, and the signed reply to it."""

    motion_id: int
    title: str
    state: str
    reply: MotionReply | None


@dataclass(frozen=True, slots=True)
class Line:
    """An item with its group and what became of it."""

    item: SituationItem
    group: str
    topic: Topic
    answer: Answer | None


def group_names() -> list[str]:
    """Return the union groups of those who are with us today, by name."""
    here = or_(Person.left_on.is_(None), Person.left_on > clock.today())
    names = select(Person.union_group).where(Person.union_group != "", here).distinct()
    return sorted(db.session.execute(names).scalars(), key=place_of)


def form_of(form_id: int) -> SituationForm:
    """Return a group's form."""
    found = db.session.get(SituationForm, form_id)
    if found is None:
        raise NotFound(_("没有这张情况反馈表，可能地址有误。"))
    return found


def period_of(period_id: int) -> SituationPeriod:
    """Return a month."""
    found = db.session.get(SituationPeriod, period_id)
    if found is None:
        raise NotFound(_("没有这个月的情况反馈，可能地址有误。"))
    return found


def how_it_stands(form: SituationForm) -> Standing:
    """Return how a form counts today."""
    handed_in = clock.local(form.submitted_at).date() if form.submitted_at else None
    return standing(handed_in, form.period.due_on, clock.today())


def forms_of(period_id: int) -> list[SituationForm]:
    """Return the forms of a month, by group."""
    forms = db.session.execute(
        select(SituationForm).where(SituationForm.period_id == period_id)
    ).scalars()
    return sorted(forms, key=lambda form: place_of(form.group_name))


def month_of(period: SituationPeriod, forms: Iterable[SituationForm]) -> Month:
    """Return a month with the counts of its forms."""
    return Month(period, counted(how_it_stands(form) for form in forms))


def grid(congress_id: int, months: int = MONTHS_SHOWN) -> Grid:
    """Return groups × months of a congress: the latest so many months."""
    latest = (
        select(SituationPeriod)
        .where(SituationPeriod.congress_id == congress_id)
        .order_by(SituationPeriod.month.desc())
        .limit(months)
    )
    periods = list(reversed(list(db.session.execute(latest).scalars())))
    forms: dict[tuple[str, int], SituationForm] = {
        (form.group_name, form.period_id): form
        for form in db.session.execute(
            select(SituationForm).where(SituationForm.period_id.in_([each.id for each in periods]))
        ).scalars()
    }
    appointed = reporters(congress_id)
    groups = {group for group, _period in forms} | set(group_names())
    rows = [
        GroupRow(
            group,
            [each.person.name for each in appointed.get(group, [])],
            [_cell(forms.get((group, period.id))) for period in periods],
        )
        for group in sorted(groups, key=place_of)
    ]
    standings = {
        period.id: [how_it_stands(form) for (_g, at), form in forms.items() if at == period.id]
        for period in periods
    }
    return Grid([Month(each, counted(standings[each.id])) for each in periods], rows)


def _cell(form: SituationForm | None) -> Cell | None:
    if form is None:
        return None
    shown = how_it_stands(form)
    return Cell(form.id, shown, len(form.items) if form.submitted_at else 0)


def reporters(congress_id: int) -> dict[str, list[GroupReporter]]:
    """Return who hands in for which group."""
    rows = db.session.execute(
        select(GroupReporter)
        .where(GroupReporter.congress_id == congress_id)
        .order_by(GroupReporter.appointed_on, GroupReporter.person_id)
    ).scalars()
    found: dict[str, list[GroupReporter]] = {}
    for each in rows:
        found.setdefault(each.group_name, []).append(each)
    return found


def own_forms(person_id: int, months: int = MONTHS_SHOWN) -> list[SituationForm]:
    """Return the forms somebody hands in for their groups: the latest month first."""
    wanted = (
        select(SituationForm)
        .join(SituationPeriod, SituationPeriod.id == SituationForm.period_id)
        .join(
            GroupReporter,
            (GroupReporter.congress_id == SituationPeriod.congress_id)
            & (GroupReporter.group_name == SituationForm.group_name),
        )
        .where(GroupReporter.person_id == person_id)
        .order_by(SituationPeriod.month.desc(), SituationForm.group_name)
        .limit(months)
    )
    return list(db.session.execute(wanted).scalars())


def lines(forms: Collection[SituationForm]) -> list[Line]:
    """Return the items of forms with what became of each."""
    answers = _answers([item for form in forms for item in form.items])
    return [
        Line(
            item,
            form.group_name,
            Topic(item.topic),
            answers.get(item.source.motion_id) if item.source else None,
        )
        for form in forms
        for item in form.items
    ]


def _answers(items: Collection[SituationItem]) -> dict[int, Answer]:
    motion_ids = {item.source.motion_id for item in items if item.source is not None}
    latest = (
        select(func.max(MotionReply.id))
        .where(MotionReply.motion_id.in_(motion_ids), MotionReply.signed_at.is_not(None))
        .group_by(MotionReply.motion_id)
    )
    replies = {
        reply.motion_id: reply
        for reply in db.session.execute(
            select(MotionReply).where(MotionReply.id.in_(latest))
        ).scalars()
    }
    motions = db.session.execute(
        select(Motion.id, Motion.title, Motion.state).where(Motion.id.in_(motion_ids))
    )
    return {
        motion_id: Answer(motion_id, title, str(STATE_LABELS[State(state)]), replies.get(motion_id))
        for motion_id, title, state in motions
    }


def sources_of(motion_id: int) -> list[tuple[str, str, SituationItem]]:
    """Return the items a matter was rolled up from: (group, month, item)."""
    rows = db.session.execute(
        select(SituationForm.group_name, SituationPeriod.month, SituationItem)
        .join(SituationForm, SituationForm.id == SituationItem.form_id)
        .join(SituationPeriod, SituationPeriod.id == SituationForm.period_id)
        .where(SituationItem.source.has(motion_id=motion_id))
        .order_by(SituationForm.group_name, SituationPeriod.month, SituationItem.id)
    )
    return [(group, month, item) for group, month, item in rows]
