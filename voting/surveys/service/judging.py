"""After the end: which responses are odd, and which of them a person calls invalid."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import current_app

from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import NotFound, NotReady, WrongInput
from voting.i18n import _
from voting.surveys import opening, queries
from voting.surveys.flags import Flag
from voting.surveys.models import Invalidation, Survey
from voting.surveys.opening import Response
from voting.surveys.rules import State
from voting.surveys.service.drafts import demand_version, locked, subject

_MOST_LOOKED_AT = 8


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of the responses of a closed survey before they are counted."""

    returned: int
    valid: int
    unfit: tuple[Response, ...]
    flagged: tuple[Response, ...]
    invalidated: dict[str, Invalidation]


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was found in all responses, without what they say."""

    fit: int
    unfit: tuple[Response, ...]
    flagged: tuple[Response, ...]


def judged(survey: Survey, secret: str) -> Judged:
    """Return which responses need a look, and how many count; what they say is in :func:`one`."""
    demand_closed(survey)
    batches = queries.batches(survey.id)
    looked = _looked(survey, queries.batches_as_they_are(survey.id), secret)
    known = queries.invalidations(survey.id)
    valid = looked.fit - sum(each.id in known for each in looked.flagged)
    # Rows that an import could not use came back too.
    extra = sum(batch.returned - batch.valid for batch in batches)
    returned = looked.fit + len(looked.unfit) + extra
    return Judged(returned, valid, looked.unfit, looked.flagged, known)


def _looked(survey: Survey, batches: object, secret: str) -> _Looked:
    """Open all responses once in a process: it takes a second for a thousand of them."""
    kept: dict[int, tuple[object, _Looked]] = current_app.extensions.setdefault(
        "voting.surveys_looked_at", {}
    )
    stands = (survey.manifest_hash, survey.closed_at, batches)
    before = kept.get(survey.id)
    if before is not None and before[0] == stands:
        return before[1]
    fit, unfit, flagged = 0, [], []
    for response in opening.responses(survey, secret):
        if response.unfit:
            unfit.append(replace(response, checked=None))
            continue
        fit += 1
        if response.flags:
            flagged.append(replace(response, checked=None))
    # The box keeps an order that the board shows too; who knows a receipt finds nothing here by it.
    flagged.sort(key=lambda each: each.id)
    looked = _Looked(fit, tuple(unfit), tuple(flagged))
    if len(kept) >= _MOST_LOOKED_AT:
        kept.clear()
    kept[survey.id] = stands, looked
    return looked


def one(survey: Survey, response_id: str, secret: str) -> Response:
    """Open one flagged response and return it; the others are nobody's to read."""
    demand_closed(survey)
    for response in opening.responses(survey, secret, response_id):
        if response.flags and not response.unfit:
            return response
    raise NotFound(_("没有这份需要核查的答卷，请回到核查列表。"))


def invalidate(
    survey_id: int, version: int, response_id: str, reason: str, actor: str, secret: str
) -> None:
    """Call a flagged response invalid, with the reason; what it says stays sealed."""
    reason = reason.strip()
    if not reason:
        raise WrongInput(_("请写明判为无效的理由。"))
    response = one(queries.survey(survey_id), response_id, secret)
    with unit_of_work() as session:
        found = locked(session, survey_id)
        demand_version(found, version)
        demand_closed(found)
        if session.get(Invalidation, (survey_id, response.id)) is not None:
            raise NotReady(_("这份答卷已经判为无效，不用再判。"))
        session.add(
            Invalidation(survey_id=survey_id, response=response.id, reason=reason, actor=actor)
        )
        found.version += 1
        audit.record(
            actor,
            Event.SURVEY_RESPONSE_INVALIDATED,
            subject(found),
            reason=reason,
            flags=sorted(flag.value for flag in response.flags),
        )


def restore(survey_id: int, version: int, response_id: str, actor: str) -> None:
    """Take back that a response is invalid."""
    with unit_of_work() as session:
        found = locked(session, survey_id)
        demand_version(found, version)
        demand_closed(found)
        kept = session.get(Invalidation, (survey_id, response_id))
        if kept is None:
            raise NotFound(_("这份答卷没有判为无效，请刷新页面。"))
        session.delete(kept)
        found.version += 1
        audit.record(actor, Event.SURVEY_RESPONSE_RESTORED, subject(found), reason=kept.reason)


def demand_closed(survey: Survey) -> None:
    """Refuse to look at responses of a survey that is under way, or counted already."""
    if survey.state in {State.DRAFT, State.OPEN}:
        raise NotReady(_("问卷还没有截止，答卷封存在票箱里，任何人都不能查看。请先截止。"))
    if survey.state != State.CLOSED:
        raise NotReady(_("答卷已经统计完毕或已作废，不能再核查。"))


def flags_in_words(flags: Iterable[Flag]) -> list[str]:
    """Return why a response should be looked at, as people read it."""
    told = {
        Flag.STRAIGHT_LINE: _("量表题全部选了同一项"),
        Flag.CONTRADICTION: _("前后回答矛盾"),
        Flag.TOO_FAST: _("作答过快（由手机判断，没有记录时间）"),
    }
    return [told[flag] for flag in Flag if flag in set(flags)]
