"""Where the pages of an award hang."""

from flask import Blueprint

bp = Blueprint("awards", __name__)
IN_POLL = "/meetings/<int:meeting_id>/polls/<int:poll_id>"
SETUP = f"{IN_POLL}/award"
SECTION = f"{SETUP}/sections/<int:section_id>"
