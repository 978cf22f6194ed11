"""The office of surveys: the list, a survey's home with what to do next, settings, the steps."""

from flask import current_app, request

from voting.access.policy import requires
from voting.access.principal import current, may
from voting.access.rules import Permission
from voting.config import Settings
from voting.congress.views.replies import Reply, done
from voting.errors import NotReady
from voting.i18n import _
from voting.surveys import queries, readiness, templates
from voting.surveys.form import Form
from voting.surveys.forms.office import (
    IMPORT,
    CopyForm,
    ExtendForm,
    NewForm,
    SettingsForm,
    StepForm,
)
from voting.surveys.models import Survey
from voting.surveys.progress import progress
from voting.surveys.rules import (
    BODY_LABELS,
    MODE_LABELS,
    STATE_LABELS,
    VISIBILITY_LABELS,
    Mode,
    State,
)
from voting.surveys.service import counting, drafts, publishing
from voting.surveys.service.drafts import Facts
from voting.surveys.views.blueprint import ONE, bp
from voting.web.fields import ReasonForm
from voting.web.pages import page

LABELS = {
    "bodies": BODY_LABELS,
    "modes": MODE_LABELS,
    "states": STATE_LABELS,
    "visibilities": VISIBILITY_LABELS,
}


@bp.get("/surveys")
@requires(Permission.SURVEY_READ)
def index() -> Reply:
    """List all surveys."""
    publishing.close_all_due()
    return page("surveys/office/list.html", surveys=queries.surveys(), labels=LABELS)


@bp.route("/surveys/new", methods=["GET", "POST"])
@requires(Permission.SURVEY_EDIT)
def new() -> Reply:
    """Begin a survey: empty, from a template, or like an earlier one."""
    form = NewForm.from_request(source=request.args.get("source", ""))
    form.offer([(each.key, each.title) for each in templates.all()], queries.surveys())
    if form.submitted():
        made = form.tried(lambda: _begin(form))
        if made is not None:
            if form.source.data == IMPORT:
                return done(f"/surveys/{made.id}/build/import", _("草稿已建立，请选择表格。"))
            return done(f"/surveys/{made.id}/build", _("草稿已建立，请编写题目。"))
    return page("surveys/office/new.html", form=form), form.status


def _begin(form: NewForm) -> Survey:
    source, title, actor = form.source.data or "", form.title.data or "", current().actor
    facts = Facts(title=title, mode=Mode(form.mode.data))
    which, _colon, key = source.partition(":")
    if which == "copy":
        return drafts.copy(int(key), title, actor, facts.mode)
    questions = templates.form(key) if which == "template" else Form(title=title)
    return drafts.create(facts, questions, actor)


@bp.get(ONE)
@requires(Permission.SURVEY_READ)
def home(survey_id: int) -> Reply:
    """Show a survey: where it stands, what is missing, what comes next."""
    found = publishing.close_if_due(survey_id)
    return _home(found)


def _home(found: Survey, **forms: object) -> str:
    draft = found.state == State.DRAFT
    return page(
        "surveys/office/home.html",
        survey=found,
        labels=LABELS,
        issues=readiness.issues(found) if draft else [],
        progress=None if draft or found.state == State.WITHDRAWN else progress(found),
        batches=queries.batches(found.id),
        questions=len([each for each in queries.form_of(found).questions() if each.is_answered]),
        fingerprint="" if draft else queries.manifest_of(found).fingerprint,
        address="" if draft else f"{_settings().public_url}/s/{found.public_id}",
        step=StepForm(None, version=found.version),
        extend=forms.get("extend") or ExtendForm.of(found),
        withdrawal=forms.get("withdrawal") or ReasonForm(None, version=found.version),
        may_edit=may(Permission.SURVEY_EDIT),
    )


@bp.route(f"{ONE}/settings", methods=["GET", "POST"])
@requires(Permission.SURVEY_EDIT)
def settings(survey_id: int) -> Reply:
    """Say who is asked, how, until when, and who may see the results."""
    found = queries.survey(survey_id)
    if found.state != State.DRAFT:
        raise NotReady(_("问卷已经发布，设置不能再改。截止时间可以在问卷首页调整。"))
    form = SettingsForm.of(found, queries.units())
    if form.submitted():
        kept = form.tried(
            lambda: drafts.change(survey_id, form.read_version, form.facts, current().actor)
        )
        if kept is not None:
            return done(f"/surveys/{survey_id}", _("设置已保存。"))
    return page("surveys/office/settings.html", survey=found, form=form), form.status


@bp.route(f"{ONE}/copy", methods=["GET", "POST"])
@requires(Permission.SURVEY_EDIT)
def copy(survey_id: int) -> Reply:
    """Begin a survey like this one."""
    found = queries.survey(survey_id)
    form = CopyForm.from_request(title=_("%(title)s（复制）", title=found.title)[:100])
    if form.submitted():
        made = form.tried(lambda: drafts.copy(survey_id, form.title.data or "", current().actor))
        if made is not None:
            return done(f"/surveys/{made.id}", _("已复制为草稿，公布后可以和原来的结果比较。"))
    return page("surveys/office/copy.html", survey=found, form=form), form.status


@bp.post(f"{ONE}/discard")
@requires(Permission.SURVEY_EDIT)
def discard(survey_id: int) -> Reply:
    """Delete a draft."""
    title = queries.survey(survey_id).title
    drafts.discard(survey_id, StepForm.from_request().read_version, current().actor)
    return done("/surveys", _("草稿“%(title)s”已删除。", title=title))


@bp.post(f"{ONE}/publish")
@requires(Permission.SURVEY_EDIT)
def publish(survey_id: int) -> Reply:
    """Publish a draft: from now on nothing in it changes."""
    version = StepForm.from_request().read_version
    publishing.publish(survey_id, version, current().actor, _settings())
    return done(f"/surveys/{survey_id}", _("问卷已发布。请发送邀请，或张贴二维码。"))


@bp.post(f"{ONE}/extend")
@requires(Permission.SURVEY_CLOSE)
def extend(survey_id: int) -> Reply:
    """Move the end of a survey that is under way."""
    found = queries.survey(survey_id)
    form = ExtendForm.of(found)
    if form.submitted():
        kept = form.tried(
            lambda: publishing.extend(survey_id, form.read_version, form.moment, current().actor)
        )
        if kept is not None:
            return done(f"/surveys/{survey_id}", _("截止时间已调整。"))
    return _home(found, extend=form), form.status


@bp.post(f"{ONE}/close")
@requires(Permission.SURVEY_CLOSE)
def close(survey_id: int) -> Reply:
    """End the answering for good."""
    publishing.close(survey_id, StepForm.from_request().read_version, current().actor)
    return done(f"/surveys/{survey_id}", _("问卷已截止，此后送来的答卷一律不收。"))


@bp.post(f"{ONE}/count")
@requires(Permission.SURVEY_EDIT)
def count(survey_id: int) -> Reply:
    """Freeze the tables and destroy the keys."""
    version = StepForm.from_request().read_version
    counting.count(survey_id, version, current().actor, _settings().secret_key)
    return done(f"/surveys/{survey_id}", _("统计完成，开封钥匙已销毁。请审读意见，再公布结果。"))


@bp.post(f"{ONE}/release")
@requires(Permission.SURVEY_RELEASE)
def release(survey_id: int) -> Reply:
    """Publish the results."""
    counting.release(survey_id, StepForm.from_request().read_version, current().actor)
    return done(f"/surveys/{survey_id}", _("结果已公布。"))


@bp.post(f"{ONE}/withdraw")
@requires(Permission.SURVEY_EDIT)
def withdraw(survey_id: int) -> Reply:
    """Declare a survey void for good."""
    found = queries.survey(survey_id)
    form = ReasonForm.from_request()
    if form.submitted():
        kept = form.tried(
            lambda: publishing.withdraw(survey_id, form.read_version, form.told(), current().actor)
        )
        if kept is not None:
            return done(
                f"/surveys/{survey_id}", _("问卷已作废，钥匙已销毁，收到的答卷不会再打开。")
            )
    return _home(found, withdrawal=form), form.status


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found
