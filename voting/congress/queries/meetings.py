"""Congresses and meetings as pages and other slices read them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from voting import clock
from voting.congress import expected, rules
from voting.congress.models import Congress, Meeting
from voting.congress.participants import standing
from voting.congress.rules import Body
from voting.congress.seats import Standing
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _


def congress(congress_id: int) -> Congress:
    """Return a congress."""
    found = db.session.get(Congress, congress_id)
    if found is None:
        raise NotFound(_("没有这届大会，可能地址有误。"))
    return found


def meeting(meeting_id: int) -> Meeting:
    """Return a meeting."""
    found = db.session.get(Meeting, meeting_id)
    if found is None:
        raise NotFound(_("没有这次会议，可能地址有误。"))
    return found


@dataclass(frozen=True, slots=True)
class CongressRow:
    """A congress in the list: how often it met, how often this year, whether its term is over."""

    congress: Congress
    meetings: int
    this_year: int
    overdue: bool


def congresses() -> list[CongressRow]:
    """Return all congresses, the latest term first."""
    rows = db.session.execute(
        select(Congress).order_by(Congress.term_starts.desc(), Congress.id.desc())
    ).scalars()
    return [congress_row(each) for each in rows]


def congress_row(each: Congress) -> CongressRow:
    """Return what is told of one congress beside its facts."""
    today = clock.today()
    held = [clock.local(when).year for when in _held(each.id)]
    return CongressRow(
        congress=each,
        meetings=len(held),
        this_year=held.count(today.year),
        overdue=rules.term_overdue(each.term_ends, each.extended_until, today),
    )


def _held(congress_id: int) -> list[datetime]:
    return list(
        db.session.execute(
            select(Meeting.held_at).where(Meeting.congress_id == congress_id)
        ).scalars()
    )


def meetings_of(congress_id: int) -> list[Meeting]:
    """Return the meetings of a congress, the latest first."""
    rows = select(Meeting).where(Meeting.congress_id == congress_id)
    return list(db.session.execute(rows.order_by(Meeting.ordinal.desc())).scalars())


def meetings() -> list[Meeting]:
    """Return all meetings, the latest first."""
    rows = select(Meeting).order_by(Meeting.held_at.desc(), Meeting.id.desc())
    return list(db.session.execute(rows).scalars())


def next_ordinal(congress_id: int) -> int:
    """Return the number the next meeting of a congress would have."""
    last = select(func.max(Meeting.ordinal)).where(Meeting.congress_id == congress_id)
    return (db.session.execute(last).scalar() or 0) + 1


def meetings_for(person_id: int) -> list[Meeting]:
    """Return the meetings a person takes part in, as delegate, member, observer or guest."""
    return [
        each
        for each in meetings()
        if standing(db.session(), each, person_id) is not Standing.STRANGER
    ]


def approval_ready(each: Meeting) -> bool:
    """Tell whether the meeting may vote: approved, or overridden with a logged reason."""
    return each.approved


def people_stood_for(each: Congress) -> int:
    """Count whom a congress stands for (members with full rights, or all staff)."""
    people = expected.entitled_ids(each).subquery()
    return db.session.execute(select(func.count()).select_from(people)).scalar_one()


def term_advice(each: Congress) -> str | None:
    """Say that a term has an unusual length, or None."""
    allowed = each.preset.term_years
    if rules.term_fits(each.term_starts, each.term_ends, allowed):
        return None
    return _(
        "任期一般为 %(years)s 年，请核对起止日期。",
        years=_(" 或 ").join(str(years) for years in allowed),
    )


def body_advice(each: Congress) -> str | None:
    """Say what body the number of people suggests where another was chosen, or None."""
    people = people_stood_for(each)
    threshold = each.preset.body_threshold
    if people == 0 or each.body != Body.DELEGATES:
        return None
    if rules.suggested_body(people, threshold) is Body.DELEGATES:
        return None
    return _(
        "现有 %(people)s 人，不满 %(threshold)s 人的一般召开%(assembly)s，全体参加，不另选代表。",
        people=people,
        threshold=threshold,
        assembly=each.preset.assemblies[Body.MEMBERS],
    )
