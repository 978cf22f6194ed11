"""Addresses and forms of an evaluation's pages, for their tests."""

from html import unescape

from tests.cast import version
from tests.services.evaluations.making import the_evaluation
from voting.evaluations import queries


def said(reply) -> str:
    return unescape(reply.text)


def url(hall, poll_id: int, name: str) -> str:
    return f"/meetings/{hall.meeting_id}/polls/{poll_id}/evaluation/{name}"


def plan_of(poll_id: int):
    return queries.plan_of(the_evaluation(poll_id))


def names(poll_id: int) -> list[str]:
    return [row.shown for row in queries.sheet_rows(the_evaluation(poll_id))]


def plan_form(poll_id: int, **changes) -> dict:
    """Return what the page of the plan would send for the yearly form."""
    return {
        "version": version(poll_id),
        "how": "grades",
        "grades": "优秀\n称职\n基本称职\n不称职",
        "unknown": "",
        "most": "",
        "places": "",
        "bands": "",
        "dimensions": "",
        "limits": "",
        "least": "",
        "remarks": "y",
        "reason_for": "",
        "own_rows": "y",
        "base": "valid",
        "quorum": "",
    } | changes
