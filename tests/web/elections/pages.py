"""Addresses and forms of an election's pages, for their tests."""

from html import unescape

from tests.cast import version
from voting.db import db
from voting.elections import queries


def said(reply) -> str:
    return unescape(reply.text)


def url(hall, poll_id: int, name: str) -> str:
    return f"/meetings/{hall.meeting_id}/polls/{poll_id}/election/{name}"


def the_election(poll_id: int):
    db.session.rollback()
    db.session.expire_all()
    return queries.election(poll_id)


def settings_of(poll_id: int, **changes) -> dict:
    """Return what the settings page of the union's preset would send."""
    return {
        "version": version(poll_id),
        "body": "committee",
        "shown_body": "committee",
        "seats": "3",
        "members": "",
        "preset": "union_election_2016",
        "shown_preset": "union_election_2016",
        "quorum": "2/3",
        "elect_share": "1/2",
        "elect_op": ">",
        "elect_base": "eligible",
        "margin": "1/20",
        "writein": "requires_disapprove",
        "blank": "valid_abstain",
        "list_order": "surname_strokes",
        "publicity_days": "5",
        "publicity_unit": "workdays",
        "reason": "",
    } | changes
