"""Signed answers leave the house person by person: made for an officer, and logged."""

from voting.audit import service as audit
from voting.audit.events import Event
from voting.surveys import queries
from voting.surveys.results import rows
from voting.surveys.results.downloads import File
from voting.surveys.service.drafts import subject


def signed_rows(survey_id: int, ending: str, actor: str) -> File:
    """Return the answers of a signed survey, one row a person; refuse an anonymous one."""
    found = queries.survey(survey_id)
    made = rows.file(found, ending)
    audit.record(actor, Event.SURVEY_ROWS_EXPORTED, subject(found))
    return made
