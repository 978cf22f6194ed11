"""The page of cards: who gets one, and the sheets to print."""

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress import queries, service
from voting.congress.forms import CardsForm
from voting.congress.views.blueprint import bp
from voting.congress.views.replies import Reply
from voting.web.pages import page


@bp.get("/meetings/<int:meeting_id>/cards")
@requires(Permission.CARD_PRINT)
def cards(meeting_id: int) -> Reply:
    """Ask whose cards to print, and say what printing does."""
    return _choose(meeting_id, CardsForm.offering(*queries.groups(meeting_id)))


@bp.post("/meetings/<int:meeting_id>/cards")
@requires(Permission.CARD_PRINT)
def print_cards(meeting_id: int) -> Reply:
    """Make cards with new codes and show the sheets, this once."""
    form = CardsForm.offering(*queries.groups(meeting_id))
    if form.submitted():
        made = form.tried(lambda: service.print_cards(meeting_id, form.choice, current().actor))
        if made is not None:
            meeting = queries.meeting(meeting_id)
            return page("congress/cards_sheet.html", meeting=meeting, cards=made)
    return _choose(meeting_id, form)


def _choose(meeting_id: int, form: CardsForm) -> Reply:
    meeting = queries.meeting(meeting_id)
    return page("congress/cards.html", meeting=meeting, form=form), form.status
