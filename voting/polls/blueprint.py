"""The pages of a poll hang on one blueprint; each module of pages adds its own."""

from flask import Blueprint

bp = Blueprint("polls", __name__)
IN_MEETING = "/meetings/<int:meeting_id>"
IN_POLL = f"{IN_MEETING}/polls/<int:poll_id>"
