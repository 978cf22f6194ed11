"""Addresses and forms of an award's pages, for their tests."""

from html import unescape

from tests.cast import version


def said(reply) -> str:
    return unescape(reply.text)


def home(hall, poll_id: int) -> str:
    return f"/meetings/{hall.meeting_id}/polls/{poll_id}"


def url(hall, poll_id: int, name: str) -> str:
    return f"{home(hall, poll_id)}/award/{name}"


def section_url(hall, poll_id: int, section_id: int, name: str = "") -> str:
    return url(hall, poll_id, f"sections/{section_id}{'/' if name else ''}{name}")


def a_section_form(poll_id: int, **changes) -> dict:
    """Return what the form of a section would send."""
    return {
        "version": version(poll_id),
        "title": "先进个人",
        "subject": "person",
        "quota": "2",
        "ticks": "",
        "jury_weight": "",
        "threshold_share": "",
        "threshold_op": ">=",
        "threshold_base": "valid",
    } | changes
