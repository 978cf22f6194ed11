"""What pages ask of surveys; nothing here opens a response."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy import func, select

from voting import clock
from voting.congress.models import Congress
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _
from voting.people.models import Unit
from voting.polls.box import the_box
from voting.surveys.form import Form
from voting.surveys.form_data import decoded
from voting.surveys.manifest import SurveyManifest
from voting.surveys.models import (
    Comment,
    Invalidation,
    Invitation,
    NamedResponse,
    ResponseBatch,
    Survey,
)
from voting.surveys.rules import (
    CommentState,
    Mode,
    State,
    Window,
    window,
)


def survey(survey_id: int) -> Survey:
    """Return a survey, or raise NotFound."""
    found = db.session.get(Survey, survey_id)
    if found is None:
        raise NotFound(_("没有这份问卷，请回到问卷列表重新选择。"))
    return found


def by_public_id(public_id: str) -> Survey:
    """Return the published survey of an address; drafts are nobody's to find."""
    wanted = select(Survey).where(Survey.public_id == public_id, Survey.state != State.DRAFT.value)
    found = db.session.execute(wanted).scalar_one_or_none()
    if found is None:
        raise NotFound(_("没有这份问卷，请核对网址或重新扫描二维码。"))
    return found


def surveys() -> list[Survey]:
    """Return all surveys, the newest first."""
    return list(db.session.execute(select(Survey).order_by(Survey.id.desc())).scalars())


def organisation() -> str:
    """Return the name of the house as the newest congress has it, empty if there is none."""
    newest = select(Congress.organisation).order_by(Congress.id.desc()).limit(1)
    return db.session.execute(newest).scalar() or ""


def units() -> list[tuple[int, str]]:
    """Return the departments by name."""
    rows = db.session.execute(select(Unit.id, Unit.name).order_by(Unit.name))
    return [(unit_id, name) for unit_id, name in rows]


def form_of(found: Survey) -> Form:
    """Return the questionnaire as it stands in the draft, or as it was published."""
    return decoded(found.form)


def breakdowns_of(found: Survey) -> tuple[str, ...]:
    """Return the names of the questions by which tables are broken down."""
    return tuple(json.loads(found.breakdowns))


def units_of(found: Survey) -> tuple[int, ...]:
    """Return the units whose people are asked; none: all."""
    return tuple(json.loads(found.unit_ids))


def manifest_of(found: Survey) -> SurveyManifest:
    """Return what was frozen at publication."""
    assert found.manifest is not None
    return _decoded(found.manifest)


@lru_cache(maxsize=32)
def _decoded(raw: bytes) -> SurveyManifest:
    return SurveyManifest.decode(raw)


def window_of(found: Survey) -> Window:
    """Tell whether answers are taken now."""
    if found.state != State.OPEN:
        return Window.AFTER
    return window(found.opens_at, found.closes_at, clock.now())


def invitation(survey_id: int, person_id: int) -> Invitation | None:
    """Return the invitation of one person."""
    return db.session.get(Invitation, (survey_id, person_id))


def has_answered(survey_id: int, person_id: int) -> bool:
    """Tell whether somebody's signed answer is there."""
    return db.session.get(NamedResponse, (survey_id, person_id)) is not None


def invited(survey_id: int) -> int:
    """Return how many are asked."""
    wanted = select(func.count()).where(Invitation.survey_id == survey_id)
    return db.session.execute(wanted).scalar_one()


def taken(survey_id: int) -> int:
    """Return how many took a paper."""
    wanted = select(func.count()).where(
        Invitation.survey_id == survey_id, Invitation.signature.is_not(None)
    )
    return db.session.execute(wanted).scalar_one()


def on_paper(survey_id: int) -> int:
    """Return how many answer on paper, as the office's list has it."""
    wanted = select(func.count()).where(
        Invitation.survey_id == survey_id, Invitation.on_paper.is_(True)
    )
    return db.session.execute(wanted).scalar_one()


def returned_by_phone(found: Survey) -> int:
    """Return how many responses came by phone."""
    if found.mode == Mode.NAMED:
        wanted = select(func.count()).where(NamedResponse.survey_id == found.id)
        return db.session.execute(wanted).scalar_one()
    return the_box().returned(manifest_of(found).hash)


def batches(survey_id: int) -> list[ResponseBatch]:
    """Return the responses from paper and elsewhere, in the order they were imported."""
    wanted = (
        select(ResponseBatch).where(ResponseBatch.survey_id == survey_id).order_by(ResponseBatch.id)
    )
    return list(db.session.execute(wanted).scalars())


def batches_as_they_are(survey_id: int) -> tuple[tuple[int, datetime], ...]:
    """Return what tells the batches of one moment from those of another; numbers come back."""
    return tuple((each.id, each.imported_at) for each in batches(survey_id))


def invalidations(survey_id: int) -> dict[str, Invalidation]:
    """Return what persons found invalid, by response."""
    wanted = select(Invalidation).where(Invalidation.survey_id == survey_id)
    return {each.response: each for each in db.session.execute(wanted).scalars()}


def comments(survey_id: int, state: CommentState | None = None) -> Sequence[Comment]:
    """Return the torn-off comments by question, in their shuffled order."""
    wanted = select(Comment).where(Comment.survey_id == survey_id)
    if state is not None:
        wanted = wanted.where(Comment.state == state.value)
    ordered = wanted.order_by(Comment.question, Comment.position)
    return list(db.session.execute(ordered).scalars())
