"""The desk of a department, its head and the office, and what is done with a task there."""

from markupsafe import Markup

from voting import clock
from voting.access.policy import signed_in
from voting.access.principal import Principal, current
from voting.congress.views.replies import Reply, done
from voting.i18n import _
from voting.motions import panels, queries_desk
from voting.motions.forms import handling as forms
from voting.motions.held import held
from voting.motions.models import Motion
from voting.motions.queries.seeing import OFFICES, standing_of
from voting.motions.queries_handling import demand_office
from voting.motions.rules import Role, State
from voting.motions.service import handling
from voting.motions.views.blueprint import bp
from voting.motions.views.work import acted, sent, units, work_page, work_url
from voting.web.pages import page

TASK = "/motions/<int:motion_id>/tasks/<int:task_id>"
MOST_ON_HOME = 8


@bp.get("/motions/desk")
@signed_in
def desk() -> Reply:
    """Show what waits for somebody's department, signature or decision, by last day."""
    found = queries_desk.desk_of(current(), clock.today())
    return page("motions/desk/desk.html", desk=found, today=clock.today())


@panels.home_block(20)
def waiting(who: Principal) -> Markup:
    """Show on the home page what waits for somebody who handles, signs or decides."""
    due = queries_desk.reminders_for(who, clock.today())
    if not due and not held(who).departments:
        return Markup("")
    return panels.shown("motions/desk/_waiting.html", due=due, most=MOST_ON_HOME)


@panels.motion_block(40)
def way_to_work(motion: Motion, who: Principal) -> Markup:
    """Show on the page of a motion the way to where it is handled, to whoever handles it."""
    busy = State(motion.state) in {
        State.FILED,
        State.HANDLING,
        State.REPLIED,
        State.FOLLOW_UP,
        State.ESCALATED,
    }
    if not busy or standing_of(motion, who).isdisjoint(OFFICES - {Role.PRESIDIUM}):
        return Markup("")
    return panels.shown("motions/desk/_way.html", url=work_url(motion.id))


@bp.get("/motions/<int:motion_id>/handling")
@signed_in
def work(motion_id: int) -> Reply:
    """Show where a motion is worked on."""
    return work_page(motion_id)


@bp.post(f"{TASK}/accept")
@signed_in
def accept_task(motion_id: int, task_id: int) -> Reply:
    """Take a task on."""
    demand_office(motion_id, current())
    handling.accept(motion_id, task_id, current())
    return done(work_url(motion_id), _("已接收，请按期办理。"))


@bp.post(f"{TASK}/decline")
@signed_in
def decline_task(motion_id: int, task_id: int) -> Reply:
    """Hand a task back with the reason."""
    form = sent(forms.DeclineForm, "decline", task_id).offer(units())
    return acted(
        motion_id,
        form,
        ("decline", task_id),
        lambda: handling.decline(
            motion_id, task_id, form.reason.data or "", current(), form.better_unit
        ),
        _("已退回，工会将重新交办。"),
        after="/motions/desk",
    )


@bp.post(f"{TASK}/opinion")
@signed_in
def give_opinion(motion_id: int, task_id: int) -> Reply:
    """Give the lead department a co-handler's opinion."""
    form = sent(forms.OpinionForm, "opinion", task_id)
    return acted(
        motion_id,
        form,
        ("opinion", task_id),
        lambda: handling.countersign(motion_id, task_id, form.opinion.data or "", current()),
        _("会签意见已提交给主办部门。"),
    )


@bp.post("/motions/<int:motion_id>/contact")
@signed_in
def contact(motion_id: int) -> Reply:
    """Write down that the department spoke with the mover."""
    form = sent(forms.ContactForm, "contact")
    return acted(
        motion_id,
        form,
        ("contact", 0),
        lambda: handling.note_contact(motion_id, form.note.data or "", current()),
        _("沟通记录已保存，提案人可以看到。"),
    )
