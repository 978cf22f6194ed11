"""The settings of a congress for its motions, with the defaults where nobody set any."""

from datetime import date

from voting.db import db
from voting.motions.models import MotionCall, MotionSettings

CATEGORIES = (
    "学校发展",
    "教育教学",
    "队伍建设",
    "管理制度",
    "生活福利",
    "校园环境",
    "教代会建设",
    "其他",
)


def settings_of(congress_id: int) -> MotionSettings:
    """Return the settings of a congress; unsaved defaults where there are none."""
    found = db.session.get(MotionSettings, congress_id)
    return found or defaults(congress_id)


def defaults(congress_id: int) -> MotionSettings:
    """Return settings nobody has changed yet; days are working days."""
    return MotionSettings(
        congress_id=congress_id,
        categories="\n".join(CATEGORIES),
        seconders=2,
        late="suggestion",
        review_days=10,
        accept_days=7,
        countersign_days=20,
        reply_days=60,
        extension_days=30,
        extensions=1,
        feedback_days=15,
        second_reply_days=30,
        co_replies_needed=True,
        version=0,
    )


def categories_of(congress_id: int) -> list[str]:
    """Return the categories of a congress in their order."""
    return [line for line in settings_of(congress_id).categories.splitlines() if line]


def call_of(meeting_id: int | None) -> MotionCall | None:
    """Return the call for motions of a meeting, if there is one."""
    return db.session.get(MotionCall, meeting_id) if meeting_id is not None else None


def is_late(meeting_id: int | None, today: date) -> bool:
    """Tell whether the last day for motions of a meeting is over."""
    call = call_of(meeting_id)
    return call is not None and today > call.closes_on
