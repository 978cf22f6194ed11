"""What the monthly forms show on the home page of motions and on the page of a rolled-up matter."""

from markupsafe import Markup

from voting.access.principal import Principal
from voting.congress import queries as congress
from voting.motions.models import Motion
from voting.motions.office import is_secretary
from voting.motions.panels import home_block, motion_block, shown
from voting.motions.rules import Kind
from voting.motions.situations import queries
from voting.motions.situations.rules import Standing, month_name


@home_block(60)
def on_the_home_page(who: Principal) -> Markup:
    """Show a reporter the forms that are due, and the secretary the way to the grid."""
    forms = queries.own_forms(who.person_id) if who.person_id is not None else []
    due = [
        (form, standing)
        for form in forms
        if (standing := queries.how_it_stands(form)) in {Standing.WAITING, Standing.MISSING}
    ]
    office = is_secretary(who)
    if not forms and not office:
        return Markup("")
    return shown(
        "motions/situations/_home.html",
        due=due,
        month_name=month_name,
        reports=bool(forms),
        congresses=[row.congress for row in congress.congresses()] if office else [],
    )


@motion_block(15)
def under_a_motion(motion: Motion, who: Principal) -> Markup:
    """Show from which groups' forms a matter was rolled up."""
    if motion.kind != Kind.SITUATION:
        return Markup("")
    return shown(
        "motions/situations/_sources.html",
        sources=queries.sources_of(motion.id),
        month_name=month_name,
        office=is_secretary(who),
    )
