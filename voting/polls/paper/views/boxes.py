"""Pages of the boxes: all of a poll's, a new one, one of them with who took its papers."""

from werkzeug.wrappers import Response

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress.views.replies import Reply, done
from voting.errors import WrongInput
from voting.i18n import _
from voting.polls import queries, roll
from voting.polls.blueprint import bp
from voting.polls.models import Poll
from voting.polls.paper import queries as paper
from voting.polls.paper.forms import BoxForm, RenameForm, TakeBackForm
from voting.polls.paper.rules import BatchKind
from voting.polls.paper.service import boxes, handing
from voting.polls.paper.service.boxes import BoxFacts
from voting.polls.paper.views import loading
from voting.polls.paper.views.loading import IN_BOX, IN_PAPER
from voting.web.pages import page


@bp.get(IN_PAPER)
@requires(Permission.POLL_READ)
def paper_boxes(meeting_id: int, poll_id: int) -> Reply:
    """Show the paper boxes of a poll, and where each stands."""
    poll = loading.sealed_poll(meeting_id, poll_id)
    return _boxes_page(poll, _box_form(poll))


@bp.post(f"{IN_PAPER}/boxes")
@requires(Permission.PAPER_HAND_OUT)
def make_paper_box(meeting_id: int, poll_id: int) -> Reply:
    """Set up a box."""
    poll = loading.sealed_poll(meeting_id, poll_id)
    form = _box_form(poll)
    if form.submitted():
        facts = BoxFacts(
            BatchKind(form.kind.data),
            form.title.data or "",
            form.group_id.data or "",
            form.carriers.data or "",
        )
        made = form.tried(lambda: boxes.make_box(poll.id, facts, current().actor))
        if made:
            told = _("“%(title)s”已设好，可以发票了。", title=made.title)
            return done(_address(poll, made.id), told)
    return _boxes_page(poll, form), form.status


def _box_form(poll: Poll) -> BoxForm:
    form = BoxForm.from_request()
    form.group_id.choices = [(one.id, one.title) for one in queries.manifest_of(poll).groups]
    return form


def _boxes_page(poll: Poll, form: BoxForm) -> str:
    return page(
        "polls/paper/boxes.html",
        **loading.page_values(poll),
        lines=loading.lines(poll),
        form=form,
        groups=queries.manifest_of(poll).groups,
    )


def _address(poll: Poll, batch_id: int) -> str:
    return f"/meetings/{poll.meeting_id}/polls/{poll.id}/paper/boxes/{batch_id}"


@bp.get(IN_BOX)
@requires(Permission.POLL_READ)
def paper_box(meeting_id: int, poll_id: int, batch_id: int) -> Reply:
    """Show a box: who took its papers, and how far its counting has come."""
    poll, pile = loading.box_of(meeting_id, poll_id, batch_id)
    form = RenameForm(title=pile.batch.title, carriers=pile.batch.carriers)
    return _box_page(poll, pile, form)


@bp.post(f"{IN_BOX}/rename")
@requires(Permission.PAPER_HAND_OUT)
def rename_paper_box(meeting_id: int, poll_id: int, batch_id: int) -> Reply:
    """Change a box's name and who carries it."""
    poll, pile = loading.box_of(meeting_id, poll_id, batch_id)
    form = RenameForm.from_request()
    if form.submitted():
        title, carriers = form.title.data or "", form.carriers.data or ""
        actor = current().actor
        if form.tried(lambda: boxes.rename_box(poll.id, batch_id, title, carriers, actor)):
            return done(_address(poll, batch_id), _("已保存。"))
    return _box_page(poll, pile, form), form.status


def _box_page(poll: Poll, pile: paper.Pile, form: RenameForm) -> str:
    return page(
        "polls/paper/box.html",
        **loading.page_values(poll),
        line=loading.line(poll, pile),
        box=pile.batch,
        small=loading.small(pile),
        takers=roll.named(paper.electors_of(poll.id, pile.batch.id)),
        form=form,
        confirmable=loading.confirmable(pile, current().account_id),
        mine=any(entry.account_id == current().account_id for entry in pile.entries),
        full=len(pile.entries) >= paper.TELLERS,
    )


@bp.post(f"{IN_BOX}/remove")
@requires(Permission.PAPER_HAND_OUT)
def remove_paper_box(meeting_id: int, poll_id: int, batch_id: int) -> Response:
    """Remove a box from which nobody took a paper."""
    poll, pile = loading.box_of(meeting_id, poll_id, batch_id)
    title = pile.batch.title
    boxes.remove_box(poll.id, batch_id, current().actor)
    back = f"/meetings/{meeting_id}/polls/{poll_id}/paper"
    return done(back, _("“%(title)s”已移除。", title=title), "warn")


@bp.post(f"{IN_BOX}/take-back")
@requires(Permission.PAPER_HAND_OUT)
def take_back_paper(meeting_id: int, poll_id: int, batch_id: int) -> Response:
    """Take back a paper that was handed out by mistake."""
    poll, _pile = loading.box_of(meeting_id, poll_id, batch_id)
    form = TakeBackForm.from_request()
    if not form.submitted():
        raise WrongInput(_("请写明收回的理由（最多 200 个字），理由将记入日志。"))
    handing.take_back(
        poll.id, batch_id, form.elector.data or "", form.reason.data or "", current().actor
    )
    told = _("已收回。此人可以重新领票：领手机票，或领纸质票。")
    return done(_address(poll, batch_id), told, "warn")
