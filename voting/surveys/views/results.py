"""Results: the page everybody may see once it is released, the officers' page, and all files."""

from collections.abc import Mapping, Sequence

from flask import Response, request, url_for
from markupsafe import Markup

from voting.access.policy import public, requires
from voting.access.principal import current, may
from voting.access.rules import Permission
from voting.congress.views.replies import Reply
from voting.errors import NotAllowed, NotFound, SignInNeeded, WrongInput
from voting.i18n import _
from voting.surveys import queries
from voting.surveys.models import Survey
from voting.surveys.results import downloads, phrases, sav
from voting.surveys.results.charts import chart
from voting.surveys.results.downloads import File
from voting.surveys.results.reading import Answered
from voting.surveys.results.shown import Shown, shown
from voting.surveys.rules import Mode, State, Visibility
from voting.surveys.service import exporting
from voting.surveys.views.blueprint import ANSWERED, ONE, bp
from voting.web.pages import page

_DIGITS = 10


@bp.get(f"{ANSWERED}/results")
@public
def public_results(public_id: str) -> Reply:
    """Show released results to those they are for."""
    found = shown(_released(public_id), _may_see)
    way = url_for(".public_results", public_id=public_id)
    return _page("surveys/results/public.html", found, way)


@bp.get(f"{ANSWERED}/results.<ending>")
@public
def public_file(public_id: str, ending: str) -> Response:
    """Send released results as a file."""
    return _attachment(downloads.file(shown(_released(public_id), _may_see), ending))


@bp.get(f"{ONE}/results")
@requires(Permission.SURVEY_READ)
def results(survey_id: int) -> Reply:
    """Show the frozen results to officers, also before they are released."""
    survey = queries.survey(survey_id)
    found = shown(survey, _may_see, _population())
    way = url_for(".results", survey_id=survey_id)
    return _page("surveys/results/office.html", found, way)


@bp.get(f"{ONE}/results.<ending>")
@requires(Permission.SURVEY_READ)
def results_file(survey_id: int, ending: str) -> Response:
    """Send the frozen results to officers as a file."""
    found = shown(queries.survey(survey_id), _may_see, _population())
    return _attachment(downloads.file(found, ending))


@bp.get(f"{ONE}/rows.<ending>")
@requires(Permission.SURVEY_READ)
def rows_file(survey_id: int, ending: str) -> Response:
    """Send the answers of a signed survey, one row a person."""
    return _attachment(exporting.signed_rows(survey_id, ending, current().actor))


def _released(public_id: str) -> Survey:
    """Return a survey whose results are there for this reader, or refuse."""
    survey = queries.by_public_id(public_id)
    if survey.state == State.WITHDRAWN:
        raise NotFound(_("这份问卷已作废，没有结果。"))
    if survey.state != State.RELEASED:
        raise NotFound(_("这份问卷的结果还没有公布。公布以后，从这个网址可以看到。"))
    if not _may_see(survey):
        if survey.visibility == Visibility.OFFICERS:
            raise NotAllowed(_("这份问卷的结果只供工会办公室查看。如需了解，请联系工会办公室。"))
        raise SignInNeeded(_("这份问卷的结果只给本单位的人看，请先登录。"))
    return survey


def _may_see(survey: Survey) -> bool:
    """Tell whether whoever makes this request may see the results of a released survey."""
    if survey.visibility == Visibility.PUBLIC or may(Permission.SURVEY_READ):
        return True
    return survey.visibility == Visibility.INVITED and current().is_known


def _population() -> int | None:
    """Return of how many people those asked are a sample, as an officer says in the address."""
    text = request.args.get("population", "").strip()
    if not text:
        return None
    is_number = text.isascii() and text.isdecimal() and len(text) < _DIGITS
    if not is_number or not int(text):
        raise WrongInput(_("总体人数请填大于 0 的整数（不超过 9 位）；全体都发了问卷的，不用填。"))
    return int(text)


def _page(template: str, found: Shown, way: str) -> str:
    by = request.args.get("by", "")
    if by and by not in {each.name for each in found.results.breakdowns}:
        raise NotFound(_("这份问卷没有这种分组，请从结果页重新选择。"))
    crosses = {cross.name: cross for cross in found.results.crosses(by)}
    return page(
        template,
        found=found,
        results=found.results,
        survey=found.survey,
        by=by,
        crosses=crosses,
        charts=_charts([*found.results.sample, *found.results.others]),
        phrases=phrases,
        files=_files(found, way),
        way=way,
        cuts=sav.cuts(found.results),
        signed=found.survey.mode == Mode.NAMED,
    )


def _charts(questions: Sequence[Answered]) -> Mapping[str, Markup]:
    return {each.name: chart(each, f"chart-{n}") for n, each in enumerate(questions)}


def _files(found: Shown, way: str) -> list[tuple[str, str]]:
    """Return the files there are: what each is called, and its address."""
    asked = f"?population={found.results.population}" if found.results.population else ""
    labels = {
        "docx": _("调查报告（Word）"),
        "pdf": _("调查报告（PDF）"),
        "xlsx": _("统计表（Excel）"),
        "csv": _("统计表（CSV）"),
        "sav": _("SPSS（.sav）"),
        "json": _("原始结果（JSON）"),
    }
    return [(label, f"{way}.{ending}{asked}") for ending, label in labels.items()]


def _attachment(file: File) -> Response:
    """Return a file to keep, so that a browser neither guesses its kind nor opens it in place."""
    reply = Response(file.content, content_type=file.mime)
    reply.headers.set("Content-Disposition", "attachment", filename=file.name)
    reply.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    reply.headers["Cache-Control"] = "private, no-store"
    return reply
