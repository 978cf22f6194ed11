"""The home page of motions: what waits for whoever opens it."""

from markupsafe import Markup

from voting.access.policy import signed_in
from voting.access.principal import Principal, current
from voting.congress.views.replies import Reply
from voting.motions import panels, queries
from voting.motions.views.blueprint import bp
from voting.web.pages import page


@bp.get("/motions")
@signed_in
def home() -> Reply:
    """Show what waits for somebody: as a mover, a seconder, an officer, a department."""
    who = current()
    return page(
        "motions/home.html", blocks=panels.home_blocks(who), may_list=queries.is_reader(who)
    )


@panels.home_block(50)
def of_a_mover(who: Principal) -> Markup:
    """Show a delegate what they wrote, what waits for their second and for their feedback."""
    if who.person_id is None:
        return Markup()
    places = queries.places(who.person_id)
    return panels.shown(
        "motions/_mine.html",
        own=queries.own(who.person_id),
        asked=queries.asked_to_second(who.person_id),
        to_rate=queries.to_rate(who.person_id),
        calls=[place for place in places if place.is_open],
        may_write=bool(places),
    )
