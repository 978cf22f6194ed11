"""A mover's browser at the pages of a draft."""

from html import unescape

from werkzeug.test import TestResponse

from tests.services.motions.moving import TEXT, version
from tests.web.access.visiting import Visitor

JSON = {"Accept": "application/json"}
PDF = b"%PDF-1.7\n1 0 obj\n"


def written(motion_id: int, **changes) -> dict[str, object]:
    """Return what the form of a draft sends."""
    return {
        "version": version(motion_id),
        "title": TEXT.title,
        "cause": TEXT.cause,
        "analysis": TEXT.analysis,
        "advice": TEXT.advice,
        "category": "",
        "wanted_unit": "0",
    } | changes


def save(visitor: Visitor, motion_id: int, **changes) -> TestResponse:
    """Press the button that saves."""
    return visitor.post(f"/motions/{motion_id}/edit", **written(motion_id, **changes))


def autosave(visitor: Visitor, motion_id: int, **changes) -> TestResponse:
    """Let the page save by itself."""
    return visitor.client.post(
        f"/motions/{motion_id}/autosave",
        data=written(motion_id, **changes),
        headers=JSON | {"X-CSRF-Token": visitor.token()},
    )


def says(reply: TestResponse, status: int, words: str) -> None:
    """Check that a page refuses with these words of its sentence."""
    assert reply.status_code == status
    assert words in unescape(reply.text)
