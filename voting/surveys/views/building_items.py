"""Questions and matrices, each on its page; pages of the questionnaire and its languages."""

from flask import request, url_for

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress.views.replies import Reply, done
from voting.errors import NotFound
from voting.i18n import _
from voting.surveys import editing, languages, outline, queries
from voting.surveys.completeness import flaws
from voting.surveys.form import Choice, Form, Item, Matrix
from voting.surveys.forms.building_matrices import MatrixForm
from voting.surveys.forms.building_pages import (
    ConfirmForm,
    LanguageForm,
    NewPageForm,
    SectionForm,
)
from voting.surveys.forms.building_questions import QuestionForm
from voting.surveys.makes import MAKE_LABELS, Begun, Make, begun, make_of
from voting.surveys.models import Survey
from voting.surveys.service import building
from voting.surveys.service.building import Spot
from voting.surveys.views.blueprint import bp
from voting.surveys.views.building import BUILD
from voting.web.pages import page


@bp.route(f"{BUILD}/new", methods=["GET", "POST"])
@requires(Permission.SURVEY_EDIT)
def new_item(survey_id: int) -> Reply:
    """Add a question or a matrix to a page."""
    found = building.draft(survey_id)
    wanted = request.args.get("make", "")
    if wanted not in set(Make):
        raise NotFound(_("没有这种题型，请重新选择。"))
    asked = queries.form_of(found)
    spot = Spot(request.args.get("page", 0, int))
    return _item(found, asked, "", begun(Make(wanted), asked), spot)


@bp.route(f"{BUILD}/items/<name>", methods=["GET", "POST"])
@requires(Permission.SURVEY_EDIT)
def item(survey_id: int, name: str) -> Reply:
    """Change a question or a matrix."""
    found = building.draft(survey_id)
    asked = queries.form_of(found)
    known = editing.item(asked, name)
    return _item(found, asked, name, Begun(known, _choices(asked, known)), Spot())


def _choices(asked: Form, known: Item) -> tuple[Choice, ...]:
    first = next(iter(known.questions), None) if isinstance(known, Matrix) else known
    lists = {each.name: each.choices for each in asked.lists}
    return lists.get(first.choices, ()) if first else ()


def _item(found: Survey, asked: Form, old: str, start: Begun, spot: Spot) -> Reply:
    form = _form_of(found, asked, old, start)
    if form.submitted():
        actor = current().actor
        kept = form.tried(
            lambda: building.write(found.id, form.read_version, old, form.written, spot, actor)
        )
        if kept is not None:
            return _kept(found.id, kept, form.written.item)
    return page(
        f"surveys/building/{'matrix' if isinstance(start.item, Matrix) else 'question'}.html",
        survey=found,
        form=form,
        item=start.item,
        old=old,
        make=MAKE_LABELS[make_of(start.item)],
        number=outline.numbers(asked).get(old, ""),
        sharing=editing.sharing(asked, old) if old else (),
        shown=outline.numbers(asked),
    ), form.status


def _form_of(found: Survey, asked: Form, old: str, start: Begun) -> QuestionForm | MatrixForm:
    if isinstance(start.item, Matrix):
        return MatrixForm.of(asked, start.item, start.choices, found.version)
    marked = old in queries.breakdowns_of(found)
    return QuestionForm.of(asked, start.item, start.choices, found.version, is_breakdown=marked)


def _kept(survey_id: int, kept: Survey, written: Item) -> Reply:
    """Go back to the list; say what is still wrong with the item that was kept."""
    rows = written.questions if isinstance(written, Matrix) else ()
    about = {written.name, *(each.name for each in rows)}
    wrong = [each.text for each in flaws(queries.form_of(kept)) if each.name in about]
    url = url_for(".build", survey_id=survey_id, _anchor=f"i-{written.name}")
    if wrong:
        return done(url, _("已保存，但还有问题：%(what)s", what=wrong[0]), "warn")
    return done(url, _("已保存。"))


@bp.route(f"{BUILD}/pages/new", methods=["GET", "POST"])
@requires(Permission.SURVEY_EDIT)
def new_page(survey_id: int) -> Reply:
    """Add a page at the end."""
    found = building.draft(survey_id)
    form = NewPageForm.from_request(version=found.version)
    if form.submitted():

        def change(asked: Form) -> Form:
            label = form.label.data or ""
            return editing.add_page(asked, ((asked.languages[0], label),) if label else ())

        kept = form.tried(
            lambda: building.edit(survey_id, form.read_version, change, current().actor)
        )
        if kept is not None:
            last = len(queries.form_of(kept).sections)
            url = url_for(".build", survey_id=survey_id, _anchor=f"page-{last}")
            return done(url, _("已加一页，请在这一页里加题。"))
    return page("surveys/building/new_page.html", survey=found, form=form), form.status


@bp.route(f"{BUILD}/pages/<int:place>", methods=["GET", "POST"])
@requires(Permission.SURVEY_EDIT)
def section(survey_id: int, place: int) -> Reply:
    """Change the title of a page and when it is shown."""
    found = building.draft(survey_id)
    asked = queries.form_of(found)
    known = editing.page_at(asked, place)
    form = SectionForm.of(asked, known, found.version)
    if form.submitted():

        def change(asked: Form) -> Form:
            return editing.change_page(asked, place, form.words(asked), form.relevant())

        kept = form.tried(
            lambda: building.edit(survey_id, form.read_version, change, current().actor)
        )
        if kept is not None:
            url = url_for(".build", survey_id=survey_id, _anchor=f"page-{place + 1}")
            return done(url, _("已保存。"))
    shown = {"survey": found, "form": form, "place": place, "languages": asked.languages[1:]}
    return page("surveys/building/page.html", **shown), form.status


@bp.route(f"{BUILD}/languages", methods=["GET", "POST"])
@requires(Permission.SURVEY_EDIT)
def spoken(survey_id: int) -> Reply:
    """Show the languages of a questionnaire, and add one."""
    found = building.draft(survey_id)
    asked = queries.form_of(found)
    form = LanguageForm.of(asked, found.version)
    if form.submitted():
        language = str(form.language.data)
        kept = form.tried(
            lambda: building.edit(
                survey_id,
                form.read_version,
                lambda current_form: languages.add_language(current_form, language),
                current().actor,
            )
        )
        if kept is not None:
            url = url_for(".spoken", survey_id=survey_id)
            return done(url, _("已增加，请在每道题里填写这种语言的文字。"))
    return page(
        "surveys/building/languages.html",
        survey=found,
        form=form,
        languages=asked.languages,
        confirm=ConfirmForm(None, version=found.version),
    ), form.status


@bp.post(f"{BUILD}/languages/remove")
@requires(Permission.SURVEY_EDIT)
def unspoken(survey_id: int) -> Reply:
    """Take a further language out."""
    language = request.form.get("language", "")
    version = ConfirmForm.from_request().read_version
    building.edit(
        survey_id,
        version,
        lambda asked: languages.remove_language(asked, language),
        current().actor,
    )
    return done(url_for(".spoken", survey_id=survey_id), _("已删去这种语言的文字。"))
