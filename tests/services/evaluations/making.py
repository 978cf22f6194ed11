"""Evaluations for tests: drafts ready to be sealed, and whole evaluations held and counted."""

from collections.abc import Mapping, Sequence

from tests.cast import ACTOR, Hall, count_up, manifest, queries_poll, take_paper, version
from tests.services.congress.school import number_of
from voting.ballots.device import Device
from voting.ballots.rules import Selections
from voting.db import db
from voting.evaluations import queries, service
from voting.evaluations.readiness import issues
from voting.evaluations.service import GroupFacts, NewEvaluation, SheetFacts, VisibilityFacts
from voting.evaluations.starting_plans import STARTING_PLANS, Start
from voting.evaluations.visibility import Visibility
from voting.polls import counting, lifecycle, roll
from voting.polls.box import the_post

E, C, B, I = "excellent", "competent", "basic", "incompetent"  # noqa: E741 - short for tables


def a_draft(
    hall: Hall,
    people: Sequence[int] = (),
    *,
    start: Start = Start.ANNUAL,
    bodies: Sequence[str] = (),
    title: str = "中层干部民主测评",
    **plan,
) -> int:
    """Create an evaluation of these people and bodies; ``plan`` changes members of its plan."""
    made = NewEvaluation(hall.meeting_id, title, STARTING_PLANS[start], tuple(bodies))
    poll_id = service.create_evaluation(made, ACTOR).id
    for person_id in people:
        service.add_subject(poll_id, version(poll_id), person_id, ACTOR)
    if plan:
        change(poll_id, **plan)
    return poll_id


def change(poll_id: int, *, own_rows: bool = True, **plan) -> bool:
    sheet = SheetFacts(the_evaluation(poll_id).slots, own_rows)
    return service.change_plan(poll_id, version(poll_id), plan, sheet, ACTOR)


def score_by(poll_id: int, *points: int) -> None:
    """Score the grades, from the best on, by so many points."""
    scale = queries.plan_of(the_evaluation(poll_id)).scale
    worth = dict(zip(scale, map(str, points), strict=True))
    changes = {"scheme": {"type": "points", "points": worth}}
    service.change_scheme(poll_id, version(poll_id), changes, ACTOR)


def group(poll_id: int, *groups: tuple[str, str], **more) -> None:
    """Make voter groups of (title, weight)."""
    facts = [GroupFacts(title, weight) for title, weight in groups]
    service.set_groups(poll_id, version(poll_id), facts, ACTOR, **more)


def assign_all(poll_id: int, group_id: str, people: Sequence[int]) -> list[str]:
    """Put these people into a group."""
    numbers = [number_of(person_id) for person_id in people]
    return service.assign(poll_id, version(poll_id), group_id, numbers, ACTOR)


def show_to(poll_id: int, visibility: Visibility, **more) -> None:
    service.set_visibility(poll_id, version(poll_id), VisibilityFacts(visibility, **more), ACTOR)


def the_evaluation(poll_id: int):
    db.session.rollback()
    db.session.expire_all()
    return queries.evaluation(poll_id)


def options(poll_id: int) -> dict[str, str]:
    """Return the options of the sheet by the names of the subjects."""
    db.session.rollback()
    return {one.name: one.option_id for one in queries.subjects(poll_id)}


def option_of(poll_id: int, person_id: int) -> str:
    db.session.rollback()
    return queries.subject_of(poll_id, person_id).option_id


def seal(app, poll_id: int) -> None:
    lifecycle.seal(poll_id, version(poll_id), ACTOR, app.config["SETTINGS"])


def open_up(app, poll_id: int) -> None:
    seal(app, poll_id)
    lifecycle.open_poll(poll_id, version(poll_id), ACTOR)


def cast(app, hall: Hall, poll_id: int, person_id: int, marks: Mapping, texts=None) -> None:
    """Cast one sheet: option → mark of the only contest, or contest → option → mark."""
    nested = marks and all(isinstance(each, Mapping) for each in marks.values())
    whole = marks if nested else {"all": dict(marks)}
    frozen = manifest(poll_id)
    ids = [each.id for each in frozen.groups]
    group_id = roll.entry_of(poll_id, person_id).group_id
    device = Device(person_id.to_bytes(16), frozen, ids.index(group_id))
    paper = take_paper(app, hall, poll_id, person_id, device)
    ballot = device.fill_in(Selections(whole, {}, texts or {}), paper)
    the_post().cast(frozen.hash, ballot.body)


def hold(
    app, hall: Hall, poll_id: int, sheets: Mapping[int, Mapping], texts=None, *, declare=True
) -> dict:
    """Hold a whole evaluation: person → sheet; return the result."""
    open_up(app, poll_id)
    for person_id, marks in sheets.items():
        cast(app, hall, poll_id, person_id, marks, (texts or {}).get(person_id))
    return finish(app, poll_id, declare=declare)


def finish(app, poll_id: int, *, declare: bool = True) -> dict:
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    result = count_up(app, poll_id)
    if declare:
        counting.declare(poll_id, version(poll_id), ACTOR)
    return result


def all_issues(poll_id: int) -> list:
    db.session.rollback()
    return issues(queries_poll(poll_id))


def blocking(poll_id: int) -> list[str]:
    return [issue.code for issue in all_issues(poll_id) if issue.blocking]


def noted(poll_id: int) -> list[str]:
    return [issue.code for issue in all_issues(poll_id) if not issue.blocking]
