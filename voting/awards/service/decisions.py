"""What people decide about equal ones or a gap without another ballot; we never choose."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voting.audit import service as audit
from voting.audit.events import Event
from voting.awards.models import AwardDecision
from voting.awards.rules import Next, Step
from voting.awards.service.declared import open_section
from voting.db import unit_of_work
from voting.errors import WrongInput
from voting.i18n import _
from voting.polls.lifecycle import subject


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """Whom a body (主席团, 评审组) named among the equal ones, and on what grounds."""

    chosen: Sequence[str]
    body: str
    note: str


def decide(poll_id: int, section_id: int, facts: DecisionFacts, actor: str) -> AwardDecision:
    """Record whom people named among the equal: as many as places are left, or all (并列)."""
    if not facts.body or not facts.note:
        raise WrongInput(_("请写明由谁决定、决定的依据。"))
    chosen = sorted(set(facts.chosen))
    with unit_of_work() as session:
        found = open_section(session, poll_id, section_id, Next.DECISION)
        tied = found.result["tied"]
        if not set(chosen) <= set(tied["between"]) or len(chosen) not in {
            tied["seats"],
            len(tied["between"]),
        }:
            raise WrongInput(
                _(
                    "须从相等者中选定 %(n)s 个；决定全部并列获奖的，请全部选上。",
                    n=tied["seats"],
                )
            )
        made = found.decide(
            Step.DECISION,
            actor,
            chosen=json.dumps(chosen),
            body=facts.body,
            note=facts.note,
        )
        audit.record(
            actor,
            Event.TIE_DECIDED,
            subject(found.poll),
            title=found.section.title,
            chosen=_names(found.result, chosen),
            note=f"{facts.body}：{facts.note}",
        )
    return made


def _names(result: Mapping[str, Any], keys: Sequence[str]) -> list[str]:
    """Return who was named, as shortly as an entry of the log must be."""
    return [row["name"][:20] for row in result["nominees"] if row["id"] in keys][:30]


def leave_vacant(poll_id: int, section_id: int, note: str, actor: str) -> AwardDecision:
    """Leave the places nobody reached empty, with what was decided about it."""
    if not note:
        raise WrongInput(_("名额空缺须写明依据。"))
    with unit_of_work() as session:
        found = open_section(session, poll_id, section_id, Next.LEAVE_VACANT)
        made = found.decide(Step.LEAVE_VACANT, actor, note=note)
        audit.record(
            actor,
            Event.VACANCY_LEFT,
            subject(found.poll),
            title=found.section.title,
            vacant=found.result["vacant"],
            note=note,
        )
    return made
