"""Pages of congresses: the list, one term, its set-up."""

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress import queries, service
from voting.congress.forms import CongressForm
from voting.congress.models import Congress
from voting.congress.rules import Body
from voting.congress.views.blueprint import bp
from voting.congress.views.replies import Reply, done
from voting.i18n import _
from voting.web.pages import page


@bp.get("/congresses")
@requires(Permission.CONGRESS_READ)
def congresses() -> Reply:
    """List all congresses."""
    return page("congress/congresses.html", rows=queries.congresses())


@bp.route("/congresses/new", methods=["GET", "POST"])
@requires(Permission.CONGRESS_EDIT)
def new_congress() -> Reply:
    """Create a congress."""
    form = CongressForm.from_request()
    if form.submitted():
        made = form.tried(lambda: service.create_congress(form.facts, current().actor))
        if made is not None:
            return _saved(made)
    return page("congress/congress_edit.html", form=form, congress=None), form.status


@bp.get("/congresses/<int:congress_id>")
@requires(Permission.CONGRESS_READ)
def congress(congress_id: int) -> Reply:
    """Show a congress and its meetings."""
    found = queries.congress(congress_id)
    return page(
        "congress/congress.html",
        congress=found,
        row=queries.congress_row(found),
        meetings=queries.meetings_of(congress_id),
        people=queries.people_stood_for(found),
        advice=[queries.body_advice(found), queries.term_advice(found)],
        body=Body(found.body),
    )


@bp.route("/congresses/<int:congress_id>/edit", methods=["GET", "POST"])
@requires(Permission.CONGRESS_EDIT)
def edit_congress(congress_id: int) -> Reply:
    """Change a congress."""
    found = queries.congress(congress_id)
    form = CongressForm.of(found)
    if form.submitted():
        version = int(form.version.data or 0)
        changed = form.tried(
            lambda: service.change_congress(congress_id, version, form.facts, current().actor)
        )
        if changed is not None:
            return _saved(changed)
    return page("congress/congress_edit.html", form=form, congress=found), form.status


def _saved(congress: Congress) -> Reply:
    advice = queries.body_advice(congress)
    url = f"/congresses/{congress.id}"
    return done(url, advice, "warn") if advice else done(url, _("已保存。"))
