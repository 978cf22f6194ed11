"""The items of a vote: added, changed, put in order, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import NotReady, WrongInput
from voting.i18n import _
from voting.polls.lifecycle import subject
from voting.polls.models import Poll
from voting.resolutions import queries
from voting.resolutions.models import Resolution, ResolutionItem
from voting.resolutions.rules import ItemClass
from voting.resolutions.service.locks import locked_draft, standing_item
from voting.resolutions.service.setup import explained
from voting.resolutions.wording import CLASS_LABELS

MOST_ITEMS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """One document: its title, what it is about, and what is different from the vote's rules.

    ``overrides`` may hold ``extends`` (another preset), ``pass`` and ``quorum``; they need a
    ``reason``.
    """

    title: str
    item_class: ItemClass
    overrides: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


def add_item(poll_id: int, version: int, facts: ItemFacts, actor: str) -> ResolutionItem:
    """Put another document on the ballot, at its end."""
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        others = queries.items(poll_id)
        if len(others) >= MOST_ITEMS:
            raise NotReady(_("一次表决最多 %(n)s 项议题，请另建一项表决。", n=MOST_ITEMS))
        item = ResolutionItem(
            poll_id=poll_id,
            position=max((other.position for other in others), default=0) + 1,
            versions=[],
        )
        _fill(item, found, facts)
        session.add(item)
        session.flush()
        _log(actor, poll, item, "added")
    return item


def change_item(
    poll_id: int, version: int, item_id: int, facts: ItemFacts, actor: str
) -> ResolutionItem:
    """Change what is said of a document on the ballot."""
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        item = standing_item(session, poll_id, item_id)
        _fill(item, found, facts)
        session.flush()
        _log(actor, poll, item, "changed")
    return item


def move_item(poll_id: int, version: int, item_id: int, steps: int, actor: str) -> None:
    """Move a document up (negative) or down; at either end it stays."""
    with unit_of_work() as session:
        poll, _found = locked_draft(session, poll_id, version)
        item = standing_item(session, poll_id, item_id)
        order = queries.standing_items(poll_id)
        place = order.index(item)
        order.insert(min(max(place + steps, 0), len(order) - 1), order.pop(place))
        for position, each in enumerate(order, start=1):
            each.position = position
        _log(actor, poll, item, "moved")


def withdraw_item(poll_id: int, version: int, item_id: int, reason: str, actor: str) -> None:
    """Take a document off the ballot; what was said of it stays, with the reason."""
    if not reason:
        raise WrongInput(_("请写明撤下议题的理由，理由将记入日志。"))
    with unit_of_work() as session:
        poll, _found = locked_draft(session, poll_id, version)
        item = standing_item(session, poll_id, item_id)
        item.withdrawn_on, item.withdrawn_reason = clock.today(), reason
        audit.record(
            actor, Event.ITEM_CHANGED, subject(poll), act="removed", title=item.title, reason=reason
        )


def _fill(item: ResolutionItem, found: Resolution, facts: ItemFacts) -> None:
    item.title, item.item_class = facts.title, facts.item_class.value
    item.overrides = explained(facts.overrides, facts.reason)
    item.override_reason = facts.reason if facts.overrides else ""
    # Read as they will be read at the count: what makes no sense is refused now.
    queries.item_rules(item, queries.rules_of(found))


def _log(actor: str, poll: Poll, item: ResolutionItem, act: str) -> None:
    audit.record(
        actor,
        Event.ITEM_CHANGED,
        subject(poll),
        act=act,
        title=item.title,
        item_class=str(CLASS_LABELS[ItemClass(item.item_class)]),
        reason=item.override_reason,
    )
