"""What is still to be done for a meeting: a list with places to go, not a yes or no."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from voting import clock
from voting.access.rules import OFFICE_LABELS, Office
from voting.congress.models import AgendaItem, Meeting
from voting.congress.queries.agenda import agenda
from voting.congress.queries.attendance import attendance
from voting.congress.queries.composition import composition_report
from voting.congress.queries.delegates import count_differences, count_leaderless
from voting.congress.queries.meetings import body_advice, congress_row
from voting.congress.queries.offices import appointed_people
from voting.congress.rules import Body, ItemClass
from voting.i18n import _

# Items whose documents delegates must have read before they decide.
_WITH_DOCUMENTS = frozenset({ItemClass.REVIEW.value, ItemClass.APPROVE.value})
_NEEDED = (Office.CHAIR, Office.HEAD_SCRUTINEER, Office.TELLER)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, where, and whether the vote has to wait for it."""

    code: str
    text: str
    url: str
    blocking: bool = True


def todo(meeting: Meeting) -> list[Task]:
    """Return what is still to be done for a meeting, what blocks first."""
    found = [
        *_about_approval(meeting),
        *_about_people(meeting),
        *_about_offices(meeting),
        *_about_agenda(meeting),
        *_about_term(meeting),
    ]
    return sorted(found, key=lambda task: not task.blocking)


def _page(meeting: Meeting, name: str) -> str:
    return f"/meetings/{meeting.id}/{name}"


def _about_approval(meeting: Meeting) -> Iterator[Task]:
    if not meeting.approved:
        yield Task(
            "approval",
            _("登记上级对召开会议的批复；没有批复不能开始投票。"),
            _page(meeting, "approval"),
        )


def _about_people(meeting: Meeting) -> Iterator[Task]:
    url = _page(meeting, "delegates")
    differences = count_differences(meeting.congress)
    figures = attendance(meeting.id)
    if figures.expected == 0:
        yield Task("nobody", _("确定参加会议的人员：目前应到 0 人。"), url)
    elif meeting.frozen_at is None:
        yield Task("credentials", _("完成资格审查，固定应到人数。"), url, blocking=False)
    if differences:
        yield Task(
            "differences",
            _("花名册与代表名单有 %(n)s 处不同，请查看是否更新。", n=differences),
            _page(meeting, "delegates/update"),
            blocking=False,
        )
    if meeting.congress.body == Body.DELEGATES and figures.expected:
        yield from _about_delegates(meeting)
    yield from _about_quorum(meeting)


def _about_delegates(meeting: Meeting) -> Iterator[Task]:
    report = composition_report(meeting.congress, clock.local(meeting.held_at).date())
    broken = [line.label for line in report.broken]
    if not report.enough:
        broken.append(_("代表总数"))
    if broken:
        yield Task(
            "composition",
            _("代表构成不符合规定：%(lines)s。", lines=_("、").join(broken)),
            _page(meeting, "composition"),
            blocking=False,
        )
    leaderless = count_leaderless(meeting.congress_id)
    if leaderless:
        yield Task(
            "leaders",
            _("%(n)s 个代表团还没有团长。", n=leaderless),
            _page(meeting, "delegates"),
            blocking=False,
        )
    if advice := body_advice(meeting.congress):
        yield Task("body", advice, f"/congresses/{meeting.congress_id}", blocking=False)


def _about_quorum(meeting: Meeting) -> Iterator[Task]:
    figures = attendance(meeting.id)
    begun = clock.local(meeting.held_at).date() <= clock.today()
    if begun and figures.expected and not figures.quorum:
        yield Task(
            "quorum",
            _(
                "签到：已到 %(present)s 人，还差 %(missing)s 人达到法定人数。",
                present=figures.present,
                missing=figures.missing,
            ),
            _page(meeting, "check-in"),
        )


def _about_offices(meeting: Meeting) -> Iterator[Task]:
    url = _page(meeting, "appointments")
    missing = [office for office in _NEEDED if not appointed_people(meeting.id, {office})]
    if missing:
        names = _("、").join(str(OFFICE_LABELS[office]) for office in missing)
        yield Task("offices", _("任命会议工作人员，还缺：%(names)s。", names=names), url)


def _about_agenda(meeting: Meeting) -> Iterator[Task]:
    url = _page(meeting, "agenda")
    items = agenda(meeting.id)
    if not items:
        yield Task("agenda", _("安排会议议程。"), url, blocking=False)
    days = meeting.congress.preset.materials_days
    latest = meeting.held_at - timedelta(days=days)
    late = [item for item in items if days and _documents_late(item, latest)]
    if late:
        yield Task(
            "documents",
            _(
                "%(n)s 项审议议程没有在会前 %(days)s 天把文件发给代表：%(titles)s。",
                n=len(late),
                days=days,
                titles=_("、").join(item.title for item in late),
            ),
            url,
            blocking=False,
        )


def _documents_late(item: AgendaItem, latest: datetime) -> bool:
    if item.item_class not in _WITH_DOCUMENTS:
        return False
    return not any(document.uploaded_at <= latest for document in item.documents)


def _about_term(meeting: Meeting) -> Iterator[Task]:
    if congress_row(meeting.congress).overdue:
        yield Task(
            "term",
            _("本届任期已满，请按期换届；经批准延期的，请登记延期日期。"),
            f"/congresses/{meeting.congress_id}",
            blocking=False,
        )
