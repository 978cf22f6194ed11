"""Where the pages of documents put to the vote hang."""

from flask import Blueprint

bp = Blueprint("resolutions", __name__)
IN_MEETING = "/meetings/<int:meeting_id>"
IN_POLL = f"{IN_MEETING}/polls/<int:poll_id>"
SETUP = f"{IN_POLL}/resolution"
ITEM = f"{SETUP}/items/<int:item_id>"
DOCUMENT = f"{IN_POLL}/documents/<int:item_id>"
