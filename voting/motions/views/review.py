"""The review of one motion: what it says beside similar ones, and the acts of the office on it."""

from flask import request
from markupsafe import Markup

from voting.access.policy import signed_in
from voting.access.principal import Principal, current
from voting.congress.views.replies import Reply, done
from voting.errors import NotFound
from voting.i18n import _
from voting.motions import queries
from voting.motions.deeds import DEEDS, Asked
from voting.motions.forms.review import ActForm
from voting.motions.models import Motion
from voting.motions.office import Reach, reach_of
from voting.motions.panels import motion_block, shown
from voting.motions.queries import Reading
from voting.motions.queries_choices import units_to_assign
from voting.motions.queries_review import Like, similar_to
from voting.motions.queues import left_people
from voting.motions.roles import roles_of
from voting.motions.rules import ACT_LABELS, KIND_LABELS, STATE_LABELS, Act, Kind, Role, State
from voting.motions.table import acts_for, demand
from voting.motions.views.blueprint import bp
from voting.web.pages import page

_COMPARED = frozenset({State.REVIEW, State.PRESIDIUM, State.FILED})
_NOT_OFFERED = {
    Kind.IMPROVEMENT: frozenset({Act.FILE, Act.CONVERT, Act.REJECT, Act.REFER}),
    Kind.LETTER: frozenset({Act.MERGE}),
}
"""Of an improvement these are one decision, which has a page of its own; letters stay apart."""
_OF_THE_OFFICE = frozenset({Role.SECRETARY, Role.COMMITTEE, Role.PRESIDIUM, Role.LEADER})
_LABELS = {"acts": ACT_LABELS, "kinds": KIND_LABELS, "states": STATE_LABELS}


def offered_acts(motion: Motion, who: Principal) -> list[Act]:
    """Return the acts of the office that somebody may do to a motion now."""
    left_out = _NOT_OFFERED.get(Kind(motion.kind), frozenset())
    return [
        act
        for act in acts_for(State(motion.state), roles_of(motion, who))
        if act in DEEDS and act not in left_out
    ]


def _read(motion_id: int, who: Principal) -> tuple[Reading, Reach]:
    reach = reach_of(who)
    reading = queries.read(motion_id, who)
    if not reach.sees(reading.motion):
        raise NotFound(_("没有这件事项，或者不由您审查。请返回列表。"))
    return reading, reach


@bp.get("/motions/<int:motion_id>/review")
@signed_in
def review_page(motion_id: int) -> Reply:
    """Show a motion to the office, similar ones beside it, and what can be done."""
    who = current()
    reading, reach = _read(motion_id, who)
    motion = reading.motion
    acts = offered_acts(motion, who)
    return page(
        "motions/office/review.html",
        reading=reading,
        motion=motion,
        likes=_likes(motion, reach),
        acts=acts,
        merges=Act.MERGE in acts,
        labels=_LABELS,
        deeds=DEEDS,
        left=left_people(motion.id),
    )


def _likes(motion: Motion, reach: Reach) -> list[Like]:
    return similar_to(motion, reach) if State(motion.state) in _COMPARED else []


@bp.route("/motions/<int:motion_id>/review/<name>", methods=["GET", "POST"])
@signed_in
def review_act(motion_id: int, name: str) -> Reply:
    """Ask for what one act needs, and do it."""
    who = current()
    reading, reach = _read(motion_id, who)
    motion, act = reading.motion, _act(name)
    deed = DEEDS[act]
    form = _form(motion)
    if request.method == "GET":
        demand(State(motion.state), act, roles_of(motion, who))
    elif form.validate():
        form.tried(lambda: deed.do(form, motion_id, form.read_version, who))
        if form.refused is None:
            return done(f"/motions/{motion_id}/review", str(deed.done))
    likes = _likes(motion, reach) if Asked.MERGE in deed.asks else []
    _offer(form, motion, likes)
    return page(
        "motions/office/act.html",
        motion=motion,
        reading=reading,
        act=act,
        deed=deed,
        asks=deed.asks,
        form=form,
        likes=likes,
        labels=_LABELS,
        at=f"/motions/{motion_id}/review/{act.value}",
    ), form.status


def _act(name: str) -> Act:
    found = next((act for act in DEEDS if act.value == name), None)
    if found is None:
        raise NotFound(_("没有这个页面。请检查地址，或回到首页重新进入。"))
    return found


def _form(motion: Motion) -> ActForm:
    wanted = str(motion.wanted_unit_id or "")
    into, person = request.args.get("into", ""), request.args.get("person", "")
    return ActForm.offering(
        units_to_assign((motion.congress_id,)),
        version=motion.version,
        lead_unit=wanted,
        into=into,
        person=person,
    )


def _offer(form: ActForm, motion: Motion, likes: list[Like]) -> None:
    """Let the form offer the motions to merge into, and the movers who can hand over."""
    form.into.choices = [
        (str(like.motion.id), like.motion.number or like.motion.title)
        for like in likes
        if like.motion.kind == motion.kind
        and like.motion.congress_id == motion.congress_id
        and like.motion.state in {State.REVIEW, State.FILED}
    ]
    form.person.choices = [
        (str(mover.person_id), f"{mover.person.name}　{mover.person.unit_name}")
        for mover in motion.movers
        if mover.left_on is None
    ]


@motion_block(80)
def review_block(motion: Motion, who: Principal) -> Markup:
    """Lead whoever may act for the office from the page of a motion to its review."""
    acts = offered_acts(motion, who)
    if not acts or roles_of(motion, who).isdisjoint(_OF_THE_OFFICE):
        return Markup()
    return shown("motions/office/_block.html", motion=motion, acts=acts, labels=_LABELS)
