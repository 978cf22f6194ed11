"""What the improvements show on the home page of motions, and on the page of one."""

from markupsafe import Markup

from voting.access.principal import Principal
from voting.errors import NotFound
from voting.motions.improvements import queries
from voting.motions.improvements.rules import DECISION_LABELS
from voting.motions.models import Motion
from voting.motions.panels import home_block, motion_block, shown
from voting.motions.reporting_access import is_reviewer
from voting.motions.rules import Kind


@home_block(65)
def on_the_home_page(who: Principal) -> Markup:
    """Show the way to the improvements, and how many wait to whoever decides."""
    try:
        term = queries.serving_congress()
    except NotFound:
        return Markup("")
    waiting = len(queries.waiting(term.id)) if is_reviewer(term.id, who) else None
    return shown(
        "motions/improvements/_home.html", waiting=waiting, knows_who=who.person_id is not None
    )


@motion_block(13)
def under_an_improvement(motion: Motion, who: Principal) -> Markup:
    """Show what was decided about an improvement."""
    if motion.kind != Kind.IMPROVEMENT:
        return Markup("")
    return shown(
        "motions/improvements/_decision.html",
        motion=motion,
        adoption=queries.adoption_of(motion.id),
        decisions=DECISION_LABELS,
        decides=motion.state not in queries.NOT_COUNTED and is_reviewer(motion.congress_id, who),
    )
