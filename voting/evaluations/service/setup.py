"""Setting up an evaluation: its plan, and who will see the result."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from voting.audit import service as audit
from voting.audit.events import Event
from voting.ballots import canonical
from voting.db import unit_of_work
from voting.errors import NotFound, WrongInput
from voting.evaluations import queries
from voting.evaluations.comments import Slots, slots_data
from voting.evaluations.models import Evaluation, VoterGroupRow
from voting.evaluations.rules import Plan, plan_data, plan_from_rules
from voting.evaluations.service.locks import locked_draft, set_up_of
from voting.evaluations.visibility import Visibility
from voting.i18n import _
from voting.polls.lifecycle import locked, subject, touch
from voting.polls.models import Poll
from voting.polls.reading import WrongDocument
from voting.polls.rules import State

COUNTS_ONLY = {"type": "counts"}
MAXIMA_INSTEAD = ("coefficients", "sums")
OF_GROUPS = ("min_group", "small_groups")


@dataclass(frozen=True, slots=True)
class VisibilityFacts:
    """Who sees the result: how far it reaches, and what each subject reads about themselves."""

    visibility: Visibility
    own_sheet: bool = True
    comments_shown: bool = False


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """Which series and period an evaluation belongs to, and the polls it stands beside."""

    series: str = ""
    period: str = ""
    previous_poll_id: int | None = None
    linked_poll_id: int | None = None


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What stands on the sheet beside the plan: remarks, and whether one's own row is left out."""

    slots: Slots = ()
    own_rows: bool = True


def set_up(
    poll_id: int, version: int, data: Mapping[str, Any], sheet: SheetFacts, actor: str
) -> Poll:
    """Give a draft its plan, or another one; subjects and groups stay, with what hides small ones.

    A draft without groups takes those the plan brings along.
    """
    plan = plan_from_rules(data)
    with unit_of_work() as session:
        poll = touch(session, poll_id, version)
        if poll.kind != queries.KIND:
            raise WrongInput(_("这项投票不是民主测评，不能设置测评方案。"))
        found = session.get(Evaluation, poll_id, populate_existing=True)
        kept: dict[str, Any] = {}
        if found is None:
            found = Evaluation(poll_id=poll_id, plan=_kept(plan))
            session.add(found)
        elif queries.group_rows(poll_id):
            kept = {key: found.plan_data[key] for key in OF_GROUPS}
        _put_on_sheet(found, sheet, plan)
        session.flush()
        if plan.groups and not queries.group_rows(poll_id):
            _add_groups(session, poll_id, plan)
        store(session, found, {**data, **kept, **_of_tables(found)})
        _log(actor, poll, plan)
    return poll


def change_plan(
    poll_id: int, version: int, data: Mapping[str, Any], sheet: SheetFacts, actor: str
) -> bool:
    """Change the plan of a draft; tell whether the scoring had to be given up for it.

    A scheme that speaks of grades or dimensions the plan no longer has goes back to counts only.
    """
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        plan, given_up = _fitting({**queries.whole_data(found), **data, **_of_tables(found)})
        _put_on_sheet(found, sheet, plan)
        store(session, found, plan_data(plan))
        _log(actor, poll, plan)
    return given_up


def _put_on_sheet(found: Evaluation, sheet: SheetFacts, plan: Plan) -> None:
    """Keep the remarks; a reason can be asked only for a grade there is."""
    known = {*plan.scale, *([plan.unknown] if plan.unknown else [])}
    if any(not known.issuperset(slot.needed_for) for slot in sheet.slots):
        raise WrongInput(_("须写理由的等次不在等次表中，请改正。"))
    found.own_rows = sheet.own_rows
    found.texts = json.dumps(slots_data(sheet.slots), ensure_ascii=False)


def change_scheme(poll_id: int, version: int, changes: Mapping[str, Any], actor: str) -> Poll:
    """Change how a draft is scored: members of its plan such as ``scheme`` and ``points``."""
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        plan = plan_from_rules(_weighed({**queries.whole_data(found), **changes}))
        store(session, found, plan_data(plan))
        _log(actor, poll, plan)
    return poll


def _weighed(data: dict[str, Any]) -> dict[str, Any]:
    """Leave the weights of items out where the scheme gives each a maximum instead."""
    if data["scheme"].get("type") not in MAXIMA_INSTEAD:
        return data
    items = [{**one, "weight": None} for one in data["dimensions"]]
    return {**data, "dimensions": items}


def _fitting(data: Mapping[str, Any]) -> tuple[Plan, bool]:
    try:
        return plan_from_rules(data), False
    except WrongDocument as wrong:
        if not all(problem.place.startswith("scheme") for problem in wrong.problems):
            raise
        return plan_from_rules({**data, "scheme": COUNTS_ONLY}), True


def _of_tables(found: Evaluation) -> dict[str, Any]:
    whole = queries.whole_data(found)
    return {key: whole[key] for key in ("groups", "extra")}


def store(session: Session, found: Evaluation, data: Mapping[str, Any]) -> None:
    """Keep a plan, which with its groups and extra points must make sense as a whole."""
    found.plan = _kept(plan_from_rules(data))
    session.flush()


def _kept(plan: Plan) -> str:
    return canonical.encode(plan_data(plan) | {"groups": None, "extra": []}).decode()


def _add_groups(session: Session, poll_id: int, plan: Plan) -> None:
    groups = plan_data(plan)["groups"] or {}
    for position, (id_, group) in enumerate(groups.items(), 1):
        session.add(
            VoterGroupRow(
                poll_id=poll_id,
                id=id_,
                title=group["title"],
                weight=group["weight"] or "",
                position=position,
            )
        )
    session.flush()


def _log(actor: str, poll: Poll, plan: Plan) -> None:
    audit.record(
        actor,
        Event.POLL_CHANGED,
        subject(poll),
        scale=[plan.label(mark) for mark in plan.scale],
        dimensions=[one.title for one in plan.dimensions],
        scheme=plan.scheme.type,
    )


def set_visibility(poll_id: int, version: int, facts: VisibilityFacts, actor: str) -> Poll:
    """Say who will see the result; whoever votes must be able to rely on it."""
    if facts.comments_shown and not facts.own_sheet:
        raise WrongInput(_("本人看不到自己的结果时，也就看不到意见。请把两项一并勾选或一并去掉。"))
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        found.visibility = facts.visibility.value
        found.own_sheet, found.comments_shown = facts.own_sheet, facts.comments_shown
        session.flush()
        audit.record(
            actor,
            Event.POLL_CHANGED,
            subject(poll),
            visibility=facts.visibility.value,
            own_sheet=facts.own_sheet,
            comments_shown=facts.comments_shown,
        )
    return poll


def set_series(poll_id: int, facts: SeriesFacts, actor: str) -> Poll:
    """Place an evaluation in a series and beside others; it changes no ballot, so at any time."""
    if bool(facts.series) != bool(facts.period):
        raise WrongInput(_("系列名称和期次要一起填写，如“述职测评”和“2026年上半年”；或都不填。"))
    with unit_of_work() as session:
        poll = locked(session, poll_id)
        if poll.state == State.ANNULLED:
            raise NotFound(_("这项测评已作废，不能再修改。"))
        found = set_up_of(session, poll_id)
        for other in (facts.previous_poll_id, facts.linked_poll_id):
            _refuse_no_evaluation(poll_id, other)
        found.series, found.period = facts.series, facts.period
        found.previous_poll_id = facts.previous_poll_id
        found.linked_poll_id = facts.linked_poll_id
        session.flush()
        audit.record(
            actor,
            Event.POLL_CHANGED,
            subject(poll),
            series=facts.series,
            period=facts.period,
            previous=facts.previous_poll_id,
            linked=facts.linked_poll_id,
        )
    return poll


def _refuse_no_evaluation(poll_id: int, other: int | None) -> None:
    if other is not None and (other == poll_id or queries.found_evaluation(other) is None):
        raise WrongInput(_("所选的不是另一项民主测评，请重新选择。"))
