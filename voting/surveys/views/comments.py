"""Comments before they are printed: one person redacts, another consents."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress.views.replies import Reply, done
from voting.i18n import _
from voting.surveys import queries
from voting.surveys.form import OTHER_SUFFIX, said
from voting.surveys.forms.office import CommentForm, StepForm
from voting.surveys.models import Comment, Survey
from voting.surveys.rules import CommentState
from voting.surveys.service import commenting
from voting.surveys.views.blueprint import ONE, bp
from voting.web.pages import page

_ALL = f"{ONE}/comments"
_OF = f"{_ALL}/<question>"


@bp.get(_ALL)
@requires(Permission.SURVEY_CONSENT)
def comments(survey_id: int) -> Reply:
    """Show what people wrote, by question, and how each text would be printed."""
    return _page(queries.survey(survey_id))


def _page(found: Survey, form: CommentForm | None = None, typed: str = "") -> str:
    """``typed``: the comment whose text was sent and refused, as ``question-position``."""
    every = queries.comments(found.id)
    groups = [
        (question, _title(found, question), list(texts))
        for question, texts in groupby(every, attrgetter("question"))
    ]
    return page(
        "surveys/office/comments.html",
        survey=found,
        groups=groups,
        left=_left(every),
        form=form or CommentForm(None),
        typed=typed,
        versions=commenting.versions,
        mine=current().account_id,
        step=StepForm(None, version=found.version),
    )


def _left(every: Sequence[Comment]) -> int:
    return sum(each.state != CommentState.AGREED for each in every)


def _title(found: Survey, name: str) -> str:
    program = queries.manifest_of(found).program
    owner = name.removesuffix(OTHER_SUFFIX) if name not in program.steps else name
    label = said(program.steps[owner].question.label) if owner in program.steps else name
    return label if owner == name else _("%(label)s——其他", label=label)


@bp.post(f"{_OF}/<int:position>")
@requires(Permission.SURVEY_EDIT)
def comment_propose(survey_id: int, question: str, position: int) -> Reply:
    """Say how a comment would be printed."""
    form, here = CommentForm.from_request(), f"{question}-{position}"
    if form.submitted():
        printed = form.printed.data or ""
        form.tried(
            lambda: commenting.propose(
                survey_id, question, position, form.read_version, printed, current()
            )
        )
        if form.refused is None:
            return done(f"/surveys/{survey_id}/comments#{here}", _("已记下，等另一位同意。"))
    return _page(queries.survey(survey_id), form, here), form.status


@bp.post(f"{_OF}/as-written")
@requires(Permission.SURVEY_EDIT)
def comment_propose_all(survey_id: int, question: str) -> Reply:
    """Say that all comments that wait may be printed as they are."""
    n = commenting.propose_as_written(survey_id, question, current())
    return done(f"/surveys/{survey_id}/comments", _("%(n)s 条照原文公布，等另一位同意。", n=n))


@bp.post(f"{_OF}/<int:position>/consent")
@requires(Permission.SURVEY_CONSENT)
def comment_consent(survey_id: int, question: str, position: int) -> Reply:
    """Agree with how another would print a comment."""
    version = StepForm.from_request().read_version
    commenting.consent(survey_id, question, position, version, current())
    return done(f"/surveys/{survey_id}/comments#{question}-{position}", _("已同意。"))


@bp.post(f"{_OF}/consent")
@requires(Permission.SURVEY_CONSENT)
def comment_consent_all(survey_id: int, question: str) -> Reply:
    """Agree with how others would print all comments on one question."""
    seen = StepForm.from_request().read_version
    n = commenting.consent_all(survey_id, question, current(), seen)
    return done(f"/surveys/{survey_id}/comments", _("已同意 %(n)s 条。", n=n))
