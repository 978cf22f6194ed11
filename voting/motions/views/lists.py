"""The public list of motions with their replies, over all congresses."""

from flask import request

from voting.access.policy import signed_in
from voting.access.principal import current
from voting.congress import queries as congress
from voting.congress.views.replies import Reply
from voting.errors import NotAllowed
from voting.i18n import _
from voting.motions import queries
from voting.motions.forms.drafting import ListForm
from voting.motions.queries.places import departments
from voting.motions.rules import State
from voting.motions.settings import categories_of
from voting.motions.views.blueprint import bp
from voting.web.pages import page


@bp.get("/motions/list")
@signed_in
def public_list() -> Reply:
    """List what all delegates may read, the latest first; search it."""
    if not queries.is_reader(current()):
        raise NotAllowed(_("提案目录只向代表和工作人员公开。如有疑问请联系工会办公室。"))
    form = ListForm(request.args)
    terms = congress.congresses()
    form.offer(terms, _categories([row.congress.id for row in terms]), departments())
    found = queries.public_list(_wanted(form)) if form.validate() else None
    kept = {name: value for name, value in request.args.items() if name != "before"}
    shown = page(
        "motions/list.html",
        form=form,
        found=found,
        kept=kept,
        asked=any(kept.values()),
        narrowed=any(value for name, value in kept.items() if name != "q"),
    )
    return shown, form.status


def _categories(congress_ids: list[int]) -> list[str]:
    return list(dict.fromkeys(each for id_ in congress_ids for each in categories_of(id_)))


def _wanted(form: ListForm) -> queries.Wanted:
    return queries.Wanted(
        text=form.q.data or "",
        congress_id=_number(form.congress.data),
        category=form.category.data or "",
        unit_id=_number(form.unit.data),
        state=State(form.state.data) if form.state.data else None,
        before=_number(request.args.get("before")),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
