"""Where the pages of an election hang, and where the kind makes itself known."""

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from voting.congress import extensions
from voting.elections.kind import ElectionKind
from voting.elections.panels import phone_panel
from voting.polls.kinds import register

bp = Blueprint("elections", __name__)
IN_POLL = "/meetings/<int:meeting_id>/polls/<int:poll_id>"
SETUP = f"{IN_POLL}/election"


@bp.record_once
def make_known(state: BlueprintSetupState) -> None:
    """Tell polls of the kind and the meeting's phone page of the candidates."""
    assert isinstance(state.app, Flask)
    register(state.app, ElectionKind())
    extensions.add_phone_panel(state.app, phone_panel)
