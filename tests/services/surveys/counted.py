"""A survey that is counted or released, put there as it stands after all its steps."""

from datetime import UTC, datetime
from typing import Any

from tests.rules.survey_results import FORM, released
from voting.ballots import canonical
from voting.db import unit_of_work
from voting.surveys import content, form_data
from voting.surveys.manifest import SurveyManifest, size_of, text_of
from voting.surveys.models import Invitation, NamedResponse, Survey
from voting.surveys.rules import Mode, State, Visibility

MOMENT = datetime(2026, 11, 20, 8, tzinfo=UTC)


def put_survey(
    public_id: str = "shitang",
    *,
    state: State = State.RELEASED,
    visibility: Visibility = Visibility.PUBLIC,
    mode: Mode = Mode.NAMED,
    document: dict[str, Any] | None = None,
    copied_from: int | None = None,
    title: str = "食堂满意度",
) -> int:
    """Put a survey there with its frozen results; return its number."""
    manifest = SurveyManifest(
        survey=public_id,
        title=title,
        organisation="红星小学工会",
        mode=Mode.NAMED,
        form=text_of(FORM),
        least=5,
        comment_least=10,
        breakdowns=("unit",),
        keys=None,
        plaintext_size=size_of(FORM),
    )
    frozen = state in {State.COUNTED, State.RELEASED}
    draft = state is State.DRAFT
    with unit_of_work() as session:
        survey = Survey(
            public_id=public_id,
            title=title,
            organisation="红星小学工会",
            mode=mode.value,
            state=state.value,
            copied_from_id=copied_from,
            body="staff",
            breakdowns='["unit"]',
            visibility=visibility.value,
            form=form_data.encoded(FORM.form),
            manifest=None if draft else manifest.encoded,
            manifest_hash=None if draft else manifest.hash.hex(),
            created_at=MOMENT,
            withdrawn_why="重复发放" if state is State.WITHDRAWN else "",
            results=canonical.encode(document or released()) if frozen else None,
        )
        session.add(survey)
        session.flush()
        return survey.id


def answer(survey_id: int, person_id: int, **answers: Any) -> None:
    """Let somebody on the list have answered a signed survey."""
    with unit_of_work() as session:
        session.add(Invitation(survey_id=survey_id, person_id=person_id, unit="数学教研组"))
        session.add(
            NamedResponse(
                survey_id=survey_id,
                person_id=person_id,
                content=content.encoded(answers),
                given_on=MOMENT.date(),
            )
        )
