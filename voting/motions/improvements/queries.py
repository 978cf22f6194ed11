"""Improvements as pages show them: those adopted, those to be decided about, the counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import selectinload

from voting import clock
from voting.congress.models import Congress
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _
from voting.motions.improvements.models import Adoption
from voting.motions.improvements.rules import TAKEN, Counts, Decision
from voting.motions.models import Motion, Mover
from voting.motions.rules import PUBLIC_STATES, Kind, State
from voting.names import fold

NOT_COUNTED = (State.DRAFT, State.SECONDING, State.WITHDRAWN, State.MERGED)
"""Nobody decides about these: they are not sent in, taken back, or one with another."""
PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class Row:
    """An improvement with what was decided about it, if anything was."""

    motion: Motion
    adoption: Adoption | None

    @property
    def names(self) -> str:
        """Who proposed it."""
        return "、".join(mover.person.name for mover in self.motion.movers)

    @property
    def units(self) -> str:
        """Where they work."""
        return "、".join(
            dict.fromkeys(m.person.unit_name for m in self.motion.movers if m.person.unit_name)
        )


@dataclass(frozen=True, slots=True)
class RowsPage:
    """One page of a list, as the pager shows it."""

    rows: Sequence[Row]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(-(-self.total // PAGE_SIZE), 1)


def serving_congress() -> Congress:
    """Return the congress whose term runs today, else the latest."""
    today = clock.today()
    terms = list(
        db.session.execute(
            select(Congress).order_by(Congress.term_starts.desc(), Congress.id.desc())
        ).scalars()
    )
    if not terms:
        raise NotFound(_("还没有建立大会，暂时不能提交。请与工会办公室联系。"))
    return next((each for each in terms if each.term_starts <= today), terms[0])


def adopted(congress_id: int, text: str = "", number: int = 1) -> RowsPage:
    """Return a page of the adopted ones, the latest first; 繁 and 简 are one in the search."""
    found = _rows(congress_id).where(
        Adoption.decision.in_([each.value for each in TAKEN]),
        Motion.state.in_([state.value for state in PUBLIC_STATES - {State.MERGED}]),
    )
    for word in text.split():
        found = found.where(Motion.folded.contains(fold(word), autoescape=True))
    total = db.session.execute(select(func.count()).select_from(found.subquery())).scalar_one()
    shown = RowsPage((), total, 1)
    number = min(max(number, 1), shown.pages)
    rows = found.order_by(Motion.filed_at.desc(), Motion.id.desc())
    cut = rows.offset((number - 1) * PAGE_SIZE).limit(PAGE_SIZE)
    return RowsPage(_read(cut), total, number)


def _rows(congress_id: int) -> Select[Motion, Adoption]:
    return (
        select(Motion, Adoption)
        .outerjoin(Adoption, Adoption.motion_id == Motion.id)
        .options(selectinload(Motion.movers).joinedload(Mover.person))
        .where(Motion.congress_id == congress_id, Motion.kind == Kind.IMPROVEMENT.value)
    )


def _read(rows: Select[Motion, Adoption]) -> list[Row]:
    return [Row(motion, adoption) for motion, adoption in db.session.execute(rows)]


def waiting(congress_id: int) -> list[Row]:
    """Return those to be decided about, the oldest first."""
    wanted = _rows(congress_id).where(Motion.state == State.REVIEW.value)
    return _read(wanted.order_by(Motion.submitted_at, Motion.id))


def decided(congress_id: int, most: int | None = None) -> list[Row]:
    """Return those that were decided about, the latest first."""
    wanted = _rows(congress_id).where(Adoption.motion_id.is_not(None))
    return _read(wanted.order_by(Adoption.decided_at.desc(), Motion.id.desc()).limit(most))


def own(person_id: int, most: int = 20) -> list[Row]:
    """Return what somebody proposed, the latest first."""
    wanted = (
        select(Motion, Adoption)
        .join(Mover, Mover.motion_id == Motion.id)
        .outerjoin(Adoption, Adoption.motion_id == Motion.id)
        .where(Mover.person_id == person_id, Motion.kind == Kind.IMPROVEMENT.value)
        .order_by(Motion.id.desc())
        .limit(most)
    )
    return _read(wanted)


def adoption_of(motion_id: int) -> Adoption | None:
    """Return what was decided about an improvement, if anything was."""
    return db.session.get(Adoption, motion_id)


def row_of(motion_id: int) -> Row:
    """Return one improvement that was sent in."""
    found = db.session.get(Motion, motion_id)
    if found is None or found.kind != Kind.IMPROVEMENT or found.state in NOT_COUNTED:
        raise NotFound(_("没有这条合理化建议，可能地址有误。"))
    return Row(found, db.session.get(Adoption, motion_id))


def _counted(congress_id: int) -> ColumnElement[bool]:
    return and_(
        Motion.congress_id == congress_id,
        Motion.kind == Kind.IMPROVEMENT.value,
        Motion.state.not_in([state.value for state in NOT_COUNTED]),
    )


def counts(congress_id: int) -> Counts:
    """Count the improvements of a congress; withdrawn ones are not among them."""
    rows = db.session.execute(
        select(Adoption.decision, Adoption.level, func.count())
        .select_from(Motion)
        .outerjoin(Adoption, Adoption.motion_id == Motion.id)
        .where(_counted(congress_id))
        .group_by(Adoption.decision, Adoption.level)
    ).all()
    found: Counter[str | None] = Counter()
    for decision, _level, number in rows:
        found[decision] += number
    return Counts(
        received=found.total(),
        adopted=found[Decision.ADOPTED],
        pilot=found[Decision.PILOT],
        rejected=found[Decision.REJECTED],
        waiting=found[None],
        rewarded=sum(number for _said, level, number in rows if level),
    )


def by_category(congress_id: int) -> list[tuple[str, int]]:
    """Count the improvements of a congress by category, the most first."""
    number = func.count()
    rows = db.session.execute(
        select(Motion.category, number)
        .where(_counted(congress_id))
        .group_by(Motion.category)
        .order_by(number.desc(), Motion.category)
    )
    return [(category, counted) for category, counted in rows]
