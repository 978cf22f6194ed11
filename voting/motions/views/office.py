"""The home of the office: what is late or waits, the list with filters, and acts on many."""

from flask import request
from markupsafe import Markup

from voting.access.policy import signed_in
from voting.access.principal import Principal, current
from voting.congress.views.replies import Reply, done
from voting.errors import NotReady, WrongInput
from voting.i18n import _
from voting.motions import queries_office as office
from voting.motions.deeds import DEEDS, Asked, Deed
from voting.motions.forms.office import BULK_ACTS, BulkForm, FilterForm, nothing_ticked
from voting.motions.office import found_reach, is_secretary, reach_of
from voting.motions.panels import home_block, shown
from voting.motions.queries_choices import choices, units_to_assign
from voting.motions.queues import QUEUE_LABELS, URGENT
from voting.motions.rules import ACT_LABELS, KIND_LABELS, STATE_LABELS, State
from voting.motions.service import review
from voting.motions.views.blueprint import bp
from voting.web.pages import page

_LABELS = {
    "acts": ACT_LABELS,
    "kinds": KIND_LABELS,
    "queues": QUEUE_LABELS,
    "states": STATE_LABELS,
}


@bp.get("/motions/office")
@signed_in
def office_home() -> Reply:
    """Show what is late or without a reply, the oldest first."""
    who = current()
    reach = reach_of(who)
    return page(
        "motions/office/home.html",
        sections=office.sections(reach),
        numbers=office.numbers(reach),
        overdue=office.urgent_number(reach),
        urgent=URGENT,
        letters=office.stuck_letters() if reach.secretary else 0,
        reach=reach,
        state=State,
        labels=_LABELS,
    )


@bp.get("/motions/office/list")
@signed_in
def office_list() -> Reply:
    """List the motions of the office by filters, to tick and act on."""
    reach = reach_of(current())
    form = FilterForm.offering(choices(reach))
    number = request.args.get("page", 1, type=int)
    return page(
        "motions/office/list.html",
        form=form,
        found=office.office_page(reach, form.wanted, number, form.page_size),
        ticked="ticked" in request.args,
        bulk_acts=BULK_ACTS,
        labels=_LABELS,
    )


@bp.post("/motions/office/bulk")
@signed_in
def office_bulk() -> Reply:
    """Ask what one act on many motions needs, then do it to each and show what came of each."""
    who = current()
    reach = reach_of(who)
    form, ticked = BulkForm.offering(units_to_assign(reach.congress_ids)), BulkForm.ticked()
    act = form.chosen_act
    if act is None or not ticked:
        return done("/motions/office/list", nothing_ticked(), "warn")
    if "confirmed" in request.form and form.validate():
        results = form.tried(lambda: _each(form, DEEDS[act], ticked, who))
        if results is not None:
            return page(
                "motions/office/results.html",
                act=act,
                results=results,
                numbers={row.id: row.number for row in office.rows_of(reach, ticked)},
                labels=_LABELS,
            )
    return page(
        "motions/office/bulk.html",
        form=form,
        act=act,
        deed=DEEDS[act],
        asks=DEEDS[act].asks,
        rows=office.rows_of(reach, ticked),
        ticked=ticked,
        labels=_LABELS,
    ), form.status


def _each(form: BulkForm, deed: Deed, ticked: dict[int, int], who: Principal) -> list[review.Done]:
    _judge(form, deed)
    seen = {row.id for row in office.rows_of(reach_of(who), ticked)}
    results = review.each(
        [each for each in ticked if each in seen],
        lambda id_: deed.do(form, id_, ticked[id_], who),
    )
    gone = _("没有这件事项，或者不由您办理。")
    return results + [review.Done(each, "", gone) for each in ticked if each not in seen]


def _judge(form: BulkForm, deed: Deed) -> None:
    """Refuse at once what every single motion would be refused for."""
    if Asked.REASON in deed.asks and not form.why.strip():
        raise WrongInput(_("请写明理由，每位提案人都会看到。"))
    if Asked.DEPARTMENTS in deed.asks and not form.lead_unit.data:
        raise WrongInput(_("请选择主办部门。"))
    if Asked.VOTE in deed.asks and form.vote is not None and not form.vote.carried:
        raise NotReady(_("委员会表决没有过半数同意，这项决定不能作出。"))


@home_block(10)
def office_block(who: Principal) -> Markup:
    """Lead whoever is of the office from the home page of motions to theirs."""
    reach = found_reach(who)
    if reach is None:
        return Markup()
    return shown(
        "motions/office/_home_block.html",
        overdue=office.urgent_number(reach),
        numbers=office.numbers(reach),
        state=State,
        secretary=is_secretary(who),
    )
