"""Which responses are odd, and which a person calls invalid; only after the end."""

from flask import current_app

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress.views.replies import Reply, done
from voting.i18n import _
from voting.surveys import answer_words, queries
from voting.surveys.models import Survey
from voting.surveys.opening import Response
from voting.surveys.rules import Mode
from voting.surveys.service import judging
from voting.surveys.service.publishing import close_if_due
from voting.surveys.views.blueprint import ONE, bp
from voting.web.fields import ReasonForm
from voting.web.pages import page

_ONE = f"{ONE}/judge/<response>"


@bp.get(f"{ONE}/judge")
@requires(Permission.SURVEY_EDIT)
def judge(survey_id: int) -> Reply:
    """List the responses that should be looked at."""
    found = close_if_due(survey_id)
    return page(
        "surveys/office/judge.html",
        survey=found,
        judged=judging.judged(found, _secret()),
        in_words=judging.flags_in_words,
        form=ReasonForm(None, version=found.version),
    )


@bp.route(_ONE, methods=["GET", "POST"])
@requires(Permission.SURVEY_EDIT)
def judge_one(survey_id: int, response: str) -> Reply:
    """Show one flagged response, and take the judgement that it is invalid."""
    found = queries.survey(survey_id)
    form = ReasonForm.from_request(version=found.version)
    if form.submitted():
        form.tried(
            lambda: judging.invalidate(
                survey_id, form.read_version, response, form.told(), current().actor, _secret()
            )
        )
        if form.refused is None:
            return done(f"/surveys/{survey_id}/judge", _("已判为无效，有效份数相应减少。"))
    shown = judging.one(found, response, _secret())
    return _one(found, shown, form), form.status


def _one(found: Survey, shown: Response, form: ReasonForm) -> str:
    program = queries.manifest_of(found).program
    breakdowns = queries.breakdowns_of(found)
    # A signed answer has its person anyway; of others only what a judgement needs is shown.
    named = found.mode == Mode.NAMED
    private = () if named else answer_words.telling(program, breakdowns)
    return page(
        "surveys/office/judge_one.html",
        survey=found,
        response=shown,
        rows=answer_words.rows(program, shown.checked, private=private),
        named=named,
        flags=judging.flags_in_words(shown.flags),
        invalidated=queries.invalidations(found.id).get(shown.id),
        form=form,
    )


@bp.post(f"{_ONE}/restore")
@requires(Permission.SURVEY_EDIT)
def judge_restore(survey_id: int, response: str) -> Reply:
    """Take back that a response is invalid."""
    version = ReasonForm.from_request().read_version
    judging.restore(survey_id, version, response, current().actor)
    return done(f"/surveys/{survey_id}/judge", _("已恢复为有效。"))


def _secret() -> str:
    secret: str = current_app.config["SETTINGS"].secret_key
    return secret
