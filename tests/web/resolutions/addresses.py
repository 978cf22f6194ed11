"""Addresses and forms of the pages of a vote on documents, for their tests."""

from html import unescape

from tests.cast import version
from voting.db import db
from voting.resolutions import queries


def said(reply) -> str:
    return unescape(reply.text)


def home(hall, poll_id: int) -> str:
    return f"/meetings/{hall.meeting_id}/polls/{poll_id}"


def url(hall, poll_id: int, name: str) -> str:
    return f"{home(hall, poll_id)}/resolution/{name}"


def documents(hall, poll_id: int, item_id: int | None = None) -> str:
    base = f"{home(hall, poll_id)}/documents"
    return base if item_id is None else f"{base}/{item_id}"


def the_set_up(poll_id: int):
    db.session.rollback()
    db.session.expire_all()
    return queries.resolution(poll_id)


def the_items(poll_id: int) -> list:
    db.session.rollback()
    db.session.expire_all()
    return queries.items(poll_id)


def comments_on(item_id: int) -> list:
    db.session.rollback()
    db.session.expire_all()
    return queries.comments(item_id)


def settings_of(poll_id: int, **changes) -> dict:
    """Return what the page of the enterprise's rules would send."""
    return {
        "version": version(poll_id),
        "preset": "enterprise_congress_2012",
        "shown_preset": "enterprise_congress_2012",
        "quorum": "2/3",
        "pass_share": "1/2",
        "pass_op": ">",
        "pass_base": "eligible",
        "materials_days": "7",
        "reason": "",
    } | changes


def item_of(poll_id: int, **changes) -> dict:
    """Return what the form of a document would send."""
    return {
        "version": version(poll_id),
        "title": "绩效工资分配方案（草案）",
        "item_class": "distribution",
        "preset": "",
        "pass_share": "",
        "pass_op": "",
        "pass_base": "",
        "reason": "",
    } | changes
