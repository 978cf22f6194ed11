"""Where the pages of an election hang."""

from flask import Blueprint

bp = Blueprint("elections", __name__)
IN_POLL = "/meetings/<int:meeting_id>/polls/<int:poll_id>"
SETUP = f"{IN_POLL}/election"
