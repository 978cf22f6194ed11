"""The page of a survey: to answer it, or why there is nothing to answer; and its preview."""

from dataclasses import dataclass

from flask import Response, make_response, request, url_for

from voting.access.policy import public, requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress.views.replies import Reply
from voting.i18n import _
from voting.polls.reading import WrongDocument
from voting.surveys import queries
from voting.surveys.form import Kind, Question
from voting.surveys.manifest import text_of
from voting.surveys.models import Survey
from voting.surveys.program import Program
from voting.surveys.readiness import program_of
from voting.surveys.rules import Mode, State, Visibility, Window
from voting.surveys.service.publishing import close_if_due
from voting.surveys.views.answering_phone import BOARD_SHOWN
from voting.surveys.views.blueprint import ANSWERED, ONE, bp
from voting.web.headers import CONTENT_POLICY
from voting.web.pages import moment, page

_SECONDS = {Kind.TEXT: 20, Kind.RANK: 20, Kind.NOTE: 4, Kind.CALCULATE: 0}
_SECONDS_OF_LONG, _SECONDS_OF_CHOICE = 40, 7


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the phone asks for what; nothing where it has nothing to ask."""

    hash: str = ""
    manifest: str = ""
    paper: str = ""
    answer: str = ""
    cast: str = ""
    board: str = ""


@bp.get(ANSWERED)
@public
def answering(public_id: str) -> Reply:
    """Show the survey, or say in a sentence why there is nothing to answer."""
    found = close_if_due(queries.by_public_id(public_id).id)
    if found.state == State.WITHDRAWN:
        return _notice(
            found,
            _("问卷已经作废"),
            _("这份问卷已经作废，收到的答卷不会被打开。原因：%(why)s", why=found.withdrawn_why),
        )
    if queries.window_of(found) is Window.BEFORE:
        sentence = _("将于 %(when)s 开始，请到时再来。", when=moment(found.opens_at))
        return _notice(found, _("问卷还没有开始"), sentence)
    return _to_whom(found)


def _to_whom(found: Survey) -> Reply:
    """Show the survey to whoever may answer it, and tell others how they could."""
    is_open = queries.window_of(found) is Window.OPEN
    if found.mode == Mode.OPEN:
        return _shown(found, "open", issued=False, is_open=is_open)
    person_id = current().person_id
    if person_id is None:
        return _how_to_enter(found, is_open=is_open)
    mine = queries.invitation(found.id, person_id)
    if mine is None:
        return _notice(
            found,
            _("您不在邀请名单上"),
            _("这份问卷没有邀请您作答。如果您认为有误，请联系工会办公室。"),
        )
    if mine.on_paper:
        sentence = _("您领的是纸质问卷，请填好交回。如果登记有误，请联系工会办公室。")
        return _notice(found, _("您用纸质问卷作答"), sentence)
    taken = mine.signature is not None
    if found.mode == Mode.NAMED:
        taken = queries.has_answered(found.id, person_id)
    return _shown(found, str(person_id), issued=taken, is_open=is_open)


def _how_to_enter(found: Survey, *, is_open: bool) -> Reply:
    if not is_open:
        sentence = _("已经不能作答。交过卷的，用会议卡或个人链接进入后可以核对回执。感谢您的关心。")
        return _notice(found, _("问卷已经截止"), sentence, enter=request.path)
    if current().is_known:
        sentence = _("这个账号没有对应的教职工，不能作答。请用会议卡或个人链接进入。")
        return _notice(found, _("请用会议卡进入"), sentence, enter=request.path)
    sentence = (
        _("这份问卷实名填写，只邀请名单上的人。请扫描会议卡上的二维码，或点开发给您的个人链接。")
        if found.mode == Mode.NAMED
        else _(
            "每位受邀的人只有一份答卷，所以要先知道您是谁；答了什么不会和您联系起来。"
            "请扫描会议卡上的二维码，或点开发给您的个人链接。"
        )
    )
    return _notice(found, _("请先进入"), sentence, enter=request.path)


def _notice(found: Survey, heading: str, sentence: str, enter: str = "") -> Reply:
    return page(
        "surveys/answering/notice.html",
        survey=found,
        heading=heading,
        sentence=sentence,
        enter=enter,
        results_url=_results_url(found),
    )


def _results_url(found: Survey) -> str:
    """Return where the results stand, for those who may see them."""
    if found.state != State.RELEASED or found.visibility == Visibility.OFFICERS:
        return ""
    if found.visibility == Visibility.INVITED and not current().is_known:
        return ""
    return f"/s/{found.public_id}/results"


def _shown(found: Survey, elector: str, *, issued: bool, is_open: bool) -> str:
    sealed = queries.manifest_of(found)
    return page(
        "surveys/answering/page.html",
        survey=found,
        phase="open" if is_open else "after",
        elector=elector,
        issued=issued,
        addresses=_addresses(found),
        results_url=_results_url(found),
        source=None,
        **_measured(sealed.program),
    )


def _addresses(found: Survey) -> Addresses:
    def of(endpoint: str) -> str:
        return url_for(f"surveys.{endpoint}", public_id=found.public_id)

    key = found.manifest_hash or ""
    manifest = url_for("surveys.manifest", public_id=found.public_id, h=key[:16])
    if found.mode == Mode.NAMED:
        return Addresses(key, manifest, answer=of("answer"))
    return Addresses(
        hash=key,
        manifest=manifest,
        paper=of("paper" if found.mode == Mode.INVITED else "open_paper"),
        cast=url_for("polls.cast", manifest_hash=key),
        board=of("board") if found.state in BOARD_SHOWN else "",
    )


def _measured(program: Program) -> dict[str, int]:
    """Return how many questions there are, and about how many minutes they take."""
    asked = [step.question for step in program.steps.values()]
    seconds = sum(_seconds(question) for question in asked)
    answered = sum(question.is_answered for question in asked)
    return {"questions": answered, "minutes": max(1, -(-seconds // 60))}


def _seconds(question: Question) -> int:
    if question.kind is Kind.TEXT and question.is_long:
        return _SECONDS_OF_LONG
    return _SECONDS.get(question.kind, _SECONDS_OF_CHOICE)


@bp.get(f"{ONE}/preview/form")
@requires(Permission.SURVEY_EDIT)
def preview_form(survey_id: int) -> Response:
    """Show the questionnaire as it stands, to try out; nothing is kept or sent."""
    found = queries.survey(survey_id)
    try:
        program = program_of(found)
    except WrongDocument as wrong:
        return _framed(
            page("surveys/answering/problems.html", survey=found, problems=wrong.problems)
        )
    shown = page(
        "surveys/answering/page.html",
        survey=found,
        phase="preview",
        elector="",
        issued=False,
        addresses=Addresses(),
        results_url="",
        source=text_of(program),
        **_measured(program),
    )
    return _framed(shown)


def _framed(shown: str) -> Response:
    """Let a page stand in the builder's phone frame, and nowhere else."""
    response = make_response(shown)
    response.headers["Content-Security-Policy"] = CONTENT_POLICY.replace(
        "frame-ancestors 'none'", "frame-ancestors 'self'"
    )
    return response
