"""Pages of the counting: what a teller types or uploads, what the other confirms, who differs."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import Response, request
from werkzeug.datastructures import FileStorage

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.ballots import canonical
from voting.ballots.contests import Contest
from voting.congress.views.replies import Reply, done
from voting.errors import NotReady, Refusal
from voting.i18n import _
from voting.polls import queries
from voting.polls.blueprint import bp
from voting.polls.models import Poll
from voting.polls.paper import queries as paper, table_file, typed
from voting.polls.paper.differing import figures
from voting.polls.paper.forms import ConfirmForm, FileForm
from voting.polls.paper.models import PaperEntry
from voting.polls.paper.queries import Pile
from voting.polls.paper.rules import PileCount, Source
from voting.polls.paper.service import entering
from voting.polls.paper.table import Reading
from voting.polls.paper.typed import Typed
from voting.polls.paper.views import loading
from voting.polls.paper.views.grid import tables_of
from voting.polls.paper.views.loading import IN_BOX
from voting.web.pages import page
from voting.web.uploads import accepts

# A file of 20 MB, and what a form wraps around it.
_LARGEST_BODY = 21
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get(f"{IN_BOX}/count")
@requires(Permission.PAPER_ENTER)
def paper_count(meeting_id: int, poll_id: int, batch_id: int) -> Reply:
    """Show the form for a count; what the same teller entered before stands in it."""
    poll, pile = _box(meeting_id, poll_id, batch_id)
    mine = _mine(pile)
    contests = _contests(poll)
    values = typed.values_of(contests, _count(mine)) if mine else {}
    return _count_page(poll, pile, Typed(values))


@bp.post(f"{IN_BOX}/count")
@accepts(1)
@requires(Permission.PAPER_ENTER)
def enter_paper_count(meeting_id: int, poll_id: int, batch_id: int) -> Reply:
    """Keep what a teller counted, or show beside each field what is wrong."""
    poll, pile = _box(meeting_id, poll_id, batch_id)
    found = typed.read(_contests(poll), request.form)
    if not found.right or found.pile is None:
        return _count_page(poll, pile, found), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        entering.enter(poll.id, batch_id, found.pile, loading.me_as_teller())
    except Refusal as refusal:
        found.general.append(refusal.message)
        return _count_page(poll, pile, found), int(refusal.status)
    return _after_entry(poll, batch_id)


def _after_entry(poll: Poll, batch_id: int, told: str = "") -> Reply:
    """Say where the box stands now, and go to its comparison once two have counted it."""
    pile = paper.pile(poll.id, batch_id)
    base = f"/meetings/{poll.meeting_id}/polls/{poll.id}/paper/boxes/{batch_id}"
    if pile.agreed is not None:
        reply = done(f"{base}/compare", told + _("两人的清点完全一致。"))
    elif len(pile.entries) >= paper.TELLERS:
        reply = done(f"{base}/compare", told + _("两人的清点不一致，请对照更正。"), "warn")
    else:
        reply = done(base, told + _("已保存。请另一名计票人独立清点录入。"))
    return reply


def _count_page(poll: Poll, pile: Pile, found: Typed) -> str:
    contests = _contests(poll)
    return page(
        "polls/paper/count.html",
        **loading.page_values(poll),
        box=pile.batch,
        issued=pile.issued,
        typed=found,
        tables=tables_of(contests, found),
        mine=_mine(pile),
        file_form=FileForm(),
        confirmable=loading.confirmable(pile, current().account_id),
    )


@bp.get(f"{IN_BOX}/compare")
@requires(Permission.PAPER_ENTER)
def compare_paper_counts(meeting_id: int, poll_id: int, batch_id: int) -> Reply:
    """Show two counts side by side, once there are two."""
    poll, pile = _box(meeting_id, poll_id, batch_id)
    if len(pile.entries) < paper.TELLERS:
        raise NotReady(_("两名计票人都录入之后才能对照；在此之前谁也看不到别人的数字。"))
    first, second = (_count(entry) for entry in pile.entries[: paper.TELLERS])
    return page(
        "polls/paper/compare.html",
        **loading.page_values(poll),
        box=pile.batch,
        line=loading.line(poll, pile),
        entries=pile.entries,
        figures=figures(_contests(poll), first, second),
        mine=_mine(pile),
    )


@bp.get(f"{IN_BOX}/template.xlsx")
@requires(Permission.PAPER_ENTER)
def paper_template(meeting_id: int, poll_id: int, batch_id: int) -> Response:
    """Send the workbook to fill in, one ballot a row."""
    poll, pile = _box(meeting_id, poll_id, batch_id)
    title = f"{poll.title} · {pile.batch.title}"
    content = table_file.template(queries.manifest_of(poll), title)
    reply = Response(content, mimetype=_XLSX)
    name = _("%(poll)s_%(box)s_选票.xlsx", poll=poll.title, box=pile.batch.title)
    reply.headers.set("Content-Disposition", "attachment", filename=name)
    return reply


@bp.route(f"{IN_BOX}/file", methods=["GET", "POST"])
@accepts(_LARGEST_BODY)
@requires(Permission.PAPER_ENTER)
def paper_file(meeting_id: int, poll_id: int, batch_id: int) -> Reply:
    """Take a filled-in workbook as one teller's count; nothing is kept if a cell is wrong."""
    poll, pile = _box(meeting_id, poll_id, batch_id)
    form = FileForm.from_request()
    reading = Reading()
    if form.submitted():
        sent: FileStorage = form.file.data
        content, name = sent.stream.read(), sent.filename or ""
        reading = (
            form.tried(lambda: table_file.read_file(_contests(poll), content, name)) or reading
        )
        count = reading.pile
        if count is not None and form.tried(lambda: _keep(poll, batch_id, count)) is not None:
            return _after_entry(poll, batch_id, _told(reading, count))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if reading.problems else form.status
    values = loading.page_values(poll)
    shown = page("polls/paper/file.html", **values, box=pile.batch, form=form, reading=reading)
    return shown, status


def _keep(poll: Poll, batch_id: int, count: PileCount) -> PaperEntry:
    return entering.enter(poll.id, batch_id, count, loading.me_as_teller(), Source.FILE)


def _told(reading: Reading, count: PileCount) -> str:
    told = _(
        "读到选票 %(n)s 张：有效 %(valid)s 张（其中空白 %(blank)s 张），无效 %(rejected)s 张。",
        n=count.returned,
        valid=count.valid,
        blank=count.blank,
        rejected=count.rejected,
    )
    if reading.rejected_rows:
        rows = "、".join(map(str, reading.rejected_rows[:20]))
        told += _("按规则无效的是第 %(rows)s 行。", rows=rows)
    return told


@bp.route(f"{IN_BOX}/confirm", methods=["GET", "POST"])
@requires(Permission.PAPER_ENTER)
def confirm_paper_count(meeting_id: int, poll_id: int, batch_id: int) -> Reply:
    """Show what another teller uploaded, and keep that a second one found the same."""
    poll, pile = _box(meeting_id, poll_id, batch_id)
    me = current().account_id
    uploaded = [one for one in pile.entries if one.source == Source.FILE and one.account_id != me]
    if not uploaded:
        raise NotReady(_("另一名计票人没有上传表格，请自己清点录入。"))
    form = ConfirmForm.from_request(digest=uploaded[0].digest)
    if form.submitted():
        digest = form.digest.data or ""
        teller = loading.me_as_teller()
        if form.tried(lambda: entering.confirm(poll.id, batch_id, digest, teller)):
            return _after_entry(poll, batch_id)
    count = _count(uploaded[0])
    shown = page(
        "polls/paper/confirm.html",
        **loading.page_values(poll),
        box=pile.batch,
        issued=pile.issued,
        entry=uploaded[0],
        figures=figures(_contests(poll), count, count),
        form=form,
    )
    return shown, form.status


def _box(meeting_id: int, poll_id: int, batch_id: int) -> tuple[Poll, Pile]:
    """Return a box to somebody who may count it."""
    poll, pile = loading.box_of(meeting_id, poll_id, batch_id)
    entering.refuse_candidate(poll, loading.me_as_teller())
    return poll, pile


def _contests(poll: Poll) -> Sequence[Contest]:
    return queries.manifest_of(poll).contests


def _mine(pile: Pile) -> PaperEntry | None:
    me = current().account_id
    return next((entry for entry in pile.entries if entry.account_id == me), None)


def _count(entry: PaperEntry) -> PileCount:
    return PileCount.of(canonical.parse(entry.counts))
