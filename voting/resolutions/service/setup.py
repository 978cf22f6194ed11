"""Setting up a vote on documents: by which rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from voting.audit import service as audit
from voting.audit.events import Event
from voting.ballots import canonical
from voting.db import unit_of_work
from voting.errors import WrongInput
from voting.i18n import _
from voting.polls.lifecycle import PollFacts, create_poll, subject, touch
from voting.polls.models import Poll
from voting.resolutions import queries
from voting.resolutions.models import Resolution
from voting.resolutions.presets import DEFAULT, resolve


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionFacts:
    """By which rules a vote is held.

    ``overrides``: parts of a preset that local rules change (as in its data file); they need a
    ``reason``.
    """

    preset: str = DEFAULT
    overrides: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


def create_resolution(
    meeting_id: int, about: PollFacts, facts: ResolutionFacts, actor: str
) -> Poll:
    """Create a vote on documents in one step: the poll and its rules."""
    with unit_of_work():
        poll = create_poll(meeting_id, about, actor)
        return set_up(poll.id, poll.version, facts, actor)


def set_up(poll_id: int, version: int, facts: ResolutionFacts, actor: str) -> Poll:
    """Record or change by which rules a draft is voted on."""
    overrides = explained(facts.overrides, facts.reason)
    rules = resolve({"extends": facts.preset, **facts.overrides})
    with unit_of_work() as session:
        poll = touch(session, poll_id, version)
        if poll.kind != queries.KIND:
            raise WrongInput(_("这项投票不是对文件的表决，不能设置议题。"))
        found = session.get(Resolution, poll_id, populate_existing=True)
        if found is None:
            found = Resolution(poll_id=poll_id)
            session.add(found)
        overridden = overrides not in {"{}", found.overrides}
        found.preset, found.overrides = facts.preset, overrides
        found.override_reason = facts.reason if facts.overrides else ""
        session.flush()
        audit.record(actor, Event.POLL_CHANGED, subject(poll), rules=rules.name)
        if overridden:
            audit.record(
                actor,
                Event.SETTING_OVERRIDDEN,
                subject(poll),
                changed=sorted(facts.overrides),
                reason=facts.reason,
            )
    return poll


def explained(overrides: Mapping[str, Any], reason: str) -> str:
    """Return overrides as they are kept; without a reason for them they are refused."""
    if overrides and not reason:
        raise WrongInput(_("规则与预设不同，请写明依据（如本单位表决办法第几条）。"))
    return canonical.encode(dict(overrides)).decode()
