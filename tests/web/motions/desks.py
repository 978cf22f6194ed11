"""What is typed at the desk of a department, for the tests of its pages."""

from tests.services.motions.moving import task_of, the_motion
from voting.db import db
from voting.motions.handling_models import HandlingRequest
from voting.motions.service import replies


def work_url(motion_id: int) -> str:
    return f"/motions/{motion_id}/handling"


def task_url(motion_id: int, unit_id: int, act: str) -> str:
    return f"/motions/{motion_id}/tasks/{task_of(motion_id, unit_id).id}/{act}"


def typed(name: str, about: int | str = "", **values: str) -> dict[str, str]:
    """Return the fields of one form of the work page as a browser names them."""
    return {f"{name}{about}-{key}": value for key, value in values.items()}


def draft_of(motion_id: int):
    db.session.expire_all()
    return replies.open_draft(motion_id, the_motion(motion_id).round)


def seen(motion_id: int) -> str:
    return replies.seen(draft_of(motion_id))


def last_request() -> HandlingRequest:
    db.session.rollback()
    return db.session.query(HandlingRequest).order_by(HandlingRequest.id.desc()).first()
