"""The page of the log; who may read it is declared in voting.access.policy, which lies above."""

from flask import Blueprint, request

from voting.audit import queries
from voting.audit.forms import LogForm
from voting.web.pages import page

bp = Blueprint("audit", __name__)


@bp.get("/audit")
def log() -> str:
    """Show official acts, newest first, and where the chain ends."""
    form = LogForm(request.args)
    number = request.args.get("page", 1, type=int)
    entries = queries.entries(form.chosen, number)
    return page("audit/log.html", form=form, entries=entries, head=queries.head())
