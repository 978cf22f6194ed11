"""应到 and 实到 in words, the same on a page and in the document that keeps it up to date."""

from voting.congress import queries
from voting.congress.rules import Attendance
from voting.i18n import _


def figures(meeting_id: int) -> dict[str, int | bool | str]:
    """Return the attendance of a meeting now: numbers of people, and the sentences they make."""
    found = queries.attendance(meeting_id)
    return {
        "present": found.present,
        "expected": found.expected,
        "quorum": found.quorum,
        "needed": found.needed,
        "rule": _rule(found),
        "verdict": _("可以开始") if found.quorum else _("人数不足"),
        "gap": _gap(found),
        "invited": found.observers_present + found.guests_present,
        "invited_note": _(
            "列席 %(observers)s，特邀 %(guests)s；不计入应到和实到",
            observers=found.observers_present,
            guests=found.guests_present,
        ),
        "quorum_note": _quorum_note(found),
    }


def _gap(found: Attendance) -> str:
    if found.expected == 0:
        return _("参加人员还没有确定")
    return _("已达到法定人数") if found.quorum else _("还差 %(n)s 人", n=found.missing)


def _quorum_note(found: Attendance) -> str:
    if found.quorum:
        return _("已达到法定人数（%(n)s 人）", n=found.needed)
    if found.expected == 0:
        return _gap(found)
    return _("法定人数 %(n)s 人，还差 %(missing)s 人", n=found.needed, missing=found.missing)


def _rule(found: Attendance) -> str:
    share = found.share
    if found.expected == 0:
        return _("法定人数为应到的 %(num)s/%(den)s", num=share.num, den=share.den)
    return _(
        "法定人数 %(n)s 人（应到的 %(num)s/%(den)s）", n=found.needed, num=share.num, den=share.den
    )
