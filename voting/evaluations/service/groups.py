"""The voter groups of a draft (A票、B票…): their weights, and who votes in which."""

import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import NotFound, WrongInput
from voting.evaluations import queries
from voting.evaluations.models import Evaluation, GroupMember, VoterGroupRow
from voting.evaluations.rules import SmallGroups, plan_data, plan_from_rules
from voting.evaluations.service.locks import locked_draft
from voting.evaluations.service.setup import store
from voting.i18n import _
from voting.people.models import Person
from voting.people.queries import by_number
from voting.polls import roll
from voting.polls.lifecycle import subject
from voting.polls.models import Poll

MOST_GROUPS = len(string.ascii_lowercase)


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """One voter group: its title, and its weight as an exact number ("" where all alike)."""

    title: str
    weight: str = ""


def set_groups(
    poll_id: int,
    version: int,
    groups: Sequence[GroupFacts],
    actor: str,
    *,
    min_group: int = 5,
    small_groups: SmallGroups = SmallGroups.WITHHOLD,
) -> Poll:
    """Say into which groups the electors fall; whoever is in none of them is in the last."""
    titles = [group.title for group in groups]
    if len(set(titles)) != len(titles) or len(titles) > MOST_GROUPS:
        raise WrongInput(_("组别的名称不能重复，最多 %(n)s 组。", n=MOST_GROUPS))
    if len(titles) == 1:
        raise WrongInput(_("只有一组就不必分组：请写两组以上，或全部删去。"))
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        _replace(session, poll_id, groups)
        plan = plan_from_rules(
            {
                **queries.whole_data(found),
                "min_group": min_group,
                "small_groups": small_groups.value,
            }
        )
        store(session, found, plan_data(plan))
        audit.record(
            actor,
            Event.POLL_CHANGED,
            subject(poll),
            groups={group.title: group.weight for group in groups},
            min_group=min_group,
            small_groups=small_groups.value,
        )
    return poll


def _replace(session: Session, poll_id: int, groups: Sequence[GroupFacts]) -> None:
    """Keep the groups whose titles stay, with their members; drop and add the others."""
    before = {row.title: row for row in queries.group_rows(poll_id)}
    gone = [row for title, row in before.items() if title not in {one.title for one in groups}]
    for row in gone:
        session.execute(
            delete(GroupMember).where(
                GroupMember.poll_id == poll_id, GroupMember.group_id == row.id
            )
        )
        session.delete(row)
    session.flush()
    taken = {row.id for row in before.values() if row not in gone}
    free = (letter for letter in string.ascii_lowercase if letter not in taken)
    for position, group in enumerate(groups, 1):
        kept = before.get(group.title)
        row = kept or VoterGroupRow(poll_id=poll_id, id=next(free), title=group.title)
        row.weight, row.position = group.weight, position
        session.add(row)
    session.flush()


def assign(
    poll_id: int, version: int, group_id: str, numbers: Sequence[str], actor: str
) -> list[str]:
    """Put electors into a group by their staff numbers; all of them, or nobody."""
    if not numbers:
        raise WrongInput(_("请每行填写一个工号。"))
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        on_roll = {each.person_id for each in roll.electors(poll)}
        wanted = select(Person).where(Person.number.in_(numbers))
        exact = {person.number: person for person in session.execute(wanted).scalars()}
        # Only what is typed in another width or case is looked up by itself.
        people = {number: exact.get(number) or by_number(number) for number in numbers}
        strange = [
            number
            for number, person in people.items()
            if person is None or person.id not in on_roll
        ]
        if strange:
            raise WrongInput(
                _(
                    "这些工号不在名册上：%(numbers)s。没有分组，请核对后重新提交。",
                    numbers="、".join(strange),
                )
            )
        return _assigned(session, poll, found, group_id, (p for p in people.values() if p), actor)


def assign_with_post(poll_id: int, version: int, group_id: str, actor: str) -> list[str]:
    """Put all electors whom the roster names with a post into a group."""
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        on_roll = [each.person_id for each in roll.electors(poll)]
        wanted = select(Person).where(Person.id.in_(on_roll), Person.post != "")
        people = session.execute(wanted).scalars()
        return _assigned(session, poll, found, group_id, people, actor)


def _assigned(
    session: Session,
    poll: Poll,
    found: Evaluation,
    group_id: str,
    people: Iterable[Person],
    actor: str,
) -> list[str]:
    group = session.get(VoterGroupRow, (found.poll_id, group_id))
    if group is None:
        raise NotFound(_("没有这个组，可能已被删除。请刷新后再分组。"))
    wanted = select(GroupMember).where(GroupMember.poll_id == poll.id)
    before = {member.person_id: member for member in session.execute(wanted).scalars()}
    names = []
    for person in people:
        if person.id not in before:
            before[person.id] = GroupMember(poll_id=poll.id, person_id=person.id)
            session.add(before[person.id])
        before[person.id].group_id = group_id
        names.append(person.name)
    session.flush()
    audit.record(actor, Event.POLL_CHANGED, subject(poll), group=group.title, people=sorted(names))
    return names
