"""Where the pages of an evaluation hang."""

from flask import Blueprint

bp = Blueprint("evaluations", __name__)
IN_POLL = "/meetings/<int:meeting_id>/polls/<int:poll_id>"
SETUP = f"{IN_POLL}/evaluation"
