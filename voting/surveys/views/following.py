"""A survey under way: how far it is, letters to those who are asked, a poster, personal slips."""

from dataclasses import dataclass

from flask import current_app, request

from voting.access.policy import requires
from voting.access.principal import current, may
from voting.access.rules import Permission
from voting.congress.views.replies import Reply, done
from voting.errors import NotReady
from voting.i18n import _
from voting.surveys import letters, progress, queries
from voting.surveys.forms.following import PlanForm, RoundForm
from voting.surveys.letters import Asked
from voting.surveys.models import Survey
from voting.surveys.rules import STATE_LABELS, Letter, Mode, State
from voting.surveys.service import following
from voting.surveys.service.publishing import close_if_due
from voting.surveys.views.blueprint import ONE, bp
from voting.web.pages import page

FOLLOW = f"{ONE}/follow"
SLIPS_ON_A_PAGE = 80
SLIPS_ON_A_SHEET = 8


@bp.get(FOLLOW)
@requires(Permission.SURVEY_READ)
def follow(survey_id: int) -> Reply:
    """Show how far a survey is, and what was sent."""
    return _follow(_published(survey_id))


def _published(survey_id: int) -> Survey:
    found = close_if_due(survey_id)
    if found.state == State.DRAFT:
        raise NotReady(_("问卷还没有发布。发布以后才能邀请、提醒和打印二维码。"))
    return found


def _follow(found: Survey, plan: PlanForm | None = None, told: RoundForm | None = None) -> str:
    rounds = following.rounds(found.id)
    shown = progress.progress(found)
    writes = found.state == State.OPEN and found.mode != Mode.OPEN
    people = letters.asked(found) if writes else []
    return page(
        "surveys/following/follow.html",
        survey=found,
        states=STATE_LABELS,
        progress=shown,
        seen_at=progress.seen_at(found),
        minutes=int(progress.RENEWED.total_seconds() // 60),
        rounds=rounds,
        label=following.label,
        number=following.next_number(rounds),
        is_invited=any(each.kind == Letter.INVITATION and each.sent_at for each in rounds),
        may_nudge=following.may_nudge(found, shown),
        writes=writes and may(Permission.SURVEY_EDIT),
        addressed=sum(bool(each.address) for each in people),
        asked=len(people),
        plan=plan or PlanForm(None, number=str(following.next_number(rounds))),
        told=told,
        may_edit=may(Permission.SURVEY_EDIT),
    )


@bp.post(f"{FOLLOW}/send")
@requires(Permission.SURVEY_EDIT)
def send_letters(survey_id: int) -> Reply:
    """Put an invitation or a reminder into the outbox."""
    form = RoundForm.from_request()
    made = form.tried(
        lambda: following.send(survey_id, form.read_number, form.read_kind, current().actor)
    )
    if made is None:
        return _follow(_published(survey_id), told=form), form.status
    if made.letters is None:
        message = _("提醒已放入待发邮件，只发给还没有领问卷的人；发给了谁、多少封，都不显示。")
    else:
        message = _("已放入待发邮件：%(n)s 封。", n=made.letters)
    return done(f"/surveys/{survey_id}/follow", message)


@bp.post(f"{FOLLOW}/plan")
@requires(Permission.SURVEY_EDIT)
def plan_letters(survey_id: int) -> Reply:
    """Plan a reminder to everybody."""
    form = PlanForm.from_request()
    if form.submitted():
        made = form.tried(
            lambda: following.plan(survey_id, form.read_number, form.moment, current().actor)
        )
        if made is not None:
            return done(f"/surveys/{survey_id}/follow", _("提醒已排定，到时自动发出。"))
    return _follow(_published(survey_id), plan=form), form.status


@bp.post(f"{FOLLOW}/<int:number>/cancel")
@requires(Permission.SURVEY_EDIT)
def cancel_letters(survey_id: int, number: int) -> Reply:
    """Take back a planned reminder."""
    following.cancel(survey_id, number, current().actor)
    return done(f"/surveys/{survey_id}/follow", _("这次提醒已取消，不会发出。"))


@bp.get(f"{ONE}/poster")
@requires(Permission.SURVEY_READ)
def poster(survey_id: int) -> Reply:
    """Show a poster to print, with the code that leads to the survey."""
    found = _published(survey_id)
    base: str = current_app.config["SETTINGS"].public_url
    return page(
        "surveys/following/poster.html",
        survey=found,
        address=f"{base.rstrip('/')}/s/{found.public_id}",
        fingerprint=queries.manifest_of(found).fingerprint,
    )


@dataclass(frozen=True, slots=True)
class SlipsPage:
    """Some of the slips of a choice of units."""

    people: list[Asked]
    page: int
    pages: int
    total: int


@bp.get(f"{ONE}/slips")
@requires(Permission.SURVEY_EDIT)
def slips(survey_id: int) -> Reply:
    """Choose whose personal slips to print."""
    found = _invited(survey_id)
    people = letters.by_unit(letters.asked(found))
    units: dict[str, int] = {}
    for each in people:
        units[each.unit] = units.get(each.unit, 0) + 1
    unaddressed = sum(not each.address for each in people)
    return page("surveys/following/slips.html", survey=found, units=units, unaddressed=unaddressed)


@bp.get(f"{ONE}/slips/print")
@requires(Permission.SURVEY_EDIT)
def print_slips(survey_id: int) -> Reply:
    """Show the personal slips of some units to print, at most so many at once."""
    found = _invited(survey_id)
    people = letters.by_unit(letters.asked(found, request.args.getlist("unit")))
    if request.args.get("who") == "unaddressed":
        people = [each for each in people if not each.address]
    if not people:
        return done(f"/surveys/{survey_id}/slips", _("没有选到人，请先选部门。"), "bad")
    pages = -(-len(people) // SLIPS_ON_A_PAGE)
    number = min(max(request.args.get("page", 1, int), 1), pages)
    start = (number - 1) * SLIPS_ON_A_PAGE
    shown = SlipsPage(people[start : start + SLIPS_ON_A_PAGE], number, pages, len(people))
    return page(
        "surveys/following/slips_sheet.html",
        survey=found,
        found=shown,
        on_a_sheet=SLIPS_ON_A_SHEET,
    )


def _invited(survey_id: int) -> Survey:
    found = _published(survey_id)
    if found.mode == Mode.OPEN:
        raise NotReady(_("公开链接的问卷没有邀请名单，不用个人纸条。请打印海报。"))
    if found.state != State.OPEN:
        raise NotReady(_("问卷已经截止，不用再发个人纸条。"))
    return found
