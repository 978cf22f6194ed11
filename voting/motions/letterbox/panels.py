"""What the letters show on the home page of motions and on the page of a letter."""

from markupsafe import Markup

from voting.access.principal import Principal
from voting.motions.letterbox import queries
from voting.motions.letterbox.forms import MessageForm
from voting.motions.models import Motion
from voting.motions.office import is_secretary
from voting.motions.panels import home_block, motion_block, shown
from voting.motions.queries.seeing import OFFICES
from voting.motions.roles import roles_of
from voting.motions.rules import Kind


@home_block(70)
def on_the_home_page(who: Principal) -> Markup:
    """Show the way to the boxes, and to those who answer what waits."""
    office = is_secretary(who) or bool(queries.led_by(who))
    return shown(
        "motions/letterbox/_home.html",
        boxes=queries.open_boxes(),
        office=office,
        letters=queries.desk(who) if office else [],
    )


@motion_block(14)
def under_a_letter(motion: Motion, who: Principal) -> Markup:
    """Show the messages between a sender without a name and those who answer."""
    letter = queries.letter_of(motion.id) if motion.kind == Kind.LETTER else None
    if letter is None or letter.code_digest is None:
        return Markup("")
    if roles_of(motion, who).isdisjoint(OFFICES):
        return Markup("")
    return shown(
        "motions/letterbox/_messages.html",
        motion=motion,
        messages=queries.messages_shown(motion.id),
        form=MessageForm(),
    )
