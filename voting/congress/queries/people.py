"""Who takes part in a meeting, as other slices and the pages ask."""

from voting.congress import participants as rows
from voting.congress.participants import PersonRow
from voting.congress.queries.meetings import meeting
from voting.congress.seats import Standing
from voting.db import db
from voting.errors import NotAllowed
from voting.i18n import _

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
