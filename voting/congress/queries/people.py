"""Who takes part in a meeting or has a seat in a congress, as other slices and the pages ask."""

from sqlalchemy import and_, or_, select

from voting.congress import participants as rows
from voting.congress.expected import entitled, still_here
from voting.congress.models import Congress, Delegate
from voting.congress.participants import PersonRow
from voting.congress.queries.meetings import meeting
from voting.congress.rules import Body, Constituency, DelegateKind
from voting.congress.seats import Standing
from voting.db import db
from voting.errors import NotAllowed
from voting.i18n import _
from voting.people.models import Person

_MOST_SUGGESTIONS = 400


def expected_people(meeting_id: int) -> list[PersonRow]:
    """Return everyone a meeting expects (应到), by staff number."""
    return rows.expected_rows(db.session(), meeting(meeting_id))


def participants(meeting_id: int) -> list[PersonRow]:
    """Return everyone who may check in: the expected, then observers and guests, each by number."""
    return rows.participants(db.session(), meeting(meeting_id))


def participant(meeting_id: int, person_id: int) -> PersonRow:
    """Return one who takes part in a meeting; a stranger is refused."""
    found = rows.participant(db.session(), meeting(meeting_id), person_id)
    if found is None:
        raise NotAllowed(_("您不在本次会议的参加人员名单上。如有疑问请联系会务处。"))
    return found


def standing(meeting_id: int, person_id: int) -> Standing:
    """Tell what a person is in a meeting."""
    return rows.standing(db.session(), meeting(meeting_id), person_id)


def is_expected(meeting_id: int, person_id: int) -> bool:
    """Tell whether a meeting expects a person (counts and votes)."""
    return standing(meeting_id, person_id) is Standing.EXPECTED


def seats_held(person_id: int) -> list[tuple[Congress, Standing]]:
    """Return the congresses a person has a seat in now and what they are there, the latest first.

    Where all members meet there is no row of a full seat: whoever the congress stands for has one.
    """
    facts = select(still_here(), *(entitled(each) for each in Constituency))
    found = db.session.execute(facts.where(Person.id == person_id)).one_or_none()
    if found is None or not found[0]:
        return []
    rights = dict(zip(Constituency, found[1:], strict=True))
    own = and_(
        Delegate.congress_id == Congress.id,
        Delegate.person_id == person_id,
        Delegate.ended_on.is_(None),
    )
    seats = db.session.execute(
        select(Congress, Delegate.kind)
        .outerjoin(Delegate, own)
        .where(or_(Congress.body == Body.MEMBERS.value, Delegate.id.is_not(None)))
        .order_by(Congress.term_starts.desc(), Congress.id.desc())
    )
    held = [
        (each, _in_congress(each, kind, has_rights=bool(rights[each.preset.constituency])))
        for each, kind in seats
    ]
    return [(each, what) for each, what in held if what is not Standing.STRANGER]


def _in_congress(each: Congress, kind: str | None, *, has_rights: bool) -> Standing:
    if has_rights and (each.body == Body.MEMBERS or kind == DelegateKind.FULL):
        return Standing.EXPECTED
    return Standing(kind) if kind in {Standing.OBSERVER, Standing.GUEST} else Standing.STRANGER


def standing_in_congress(congress_id: int, person_id: int) -> Standing:
    """Tell what a person is in a congress now: between its meetings, and before the next."""
    held = seats_held(person_id)
    return next((what for each, what in held if each.id == congress_id), Standing.STRANGER)


def suggestions(meeting_id: int) -> list[PersonRow]:
    """Return whom to suggest while an officer types, none where there are too many to list."""
    everybody = participants(meeting_id)
    return everybody if len(everybody) <= _MOST_SUGGESTIONS else []


def groups(meeting_id: int) -> tuple[list[str], list[str]]:
    """Return the delegations and the units of those who take part, in their order."""
    everybody = rows.in_official_order(participants(meeting_id))
    delegations = dict.fromkeys(row.delegation for row in everybody if row.delegation)
    units = {row.unit for row in everybody if row.unit}
    return list(delegations), sorted(units)
