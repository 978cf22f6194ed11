"""Who hands in the form of which union group (信息员)."""

from sqlalchemy import select

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.congress import queries as congress
from voting.db import db, unit_of_work
from voting.errors import NotFound, NotReady, WrongInput
from voting.i18n import _
from voting.motions.situations.models import GroupReporter
from voting.people.models import Person


def appoint(congress_id: int, group_name: str, given: str, actor: str) -> GroupReporter:
    """Let one of a union group hand in its form; ``given``: a staff number or a name."""
    with unit_of_work() as session:
        term = congress.congress(congress_id)
        person = session.get_one(Person, congress.person_named(given))
        if not group_name or person.union_group != group_name:
            raise WrongInput(
                _(
                    "%(name)s不在“%(group)s”工会小组，请填写本组成员的工号或姓名。",
                    name=person.name,
                    group=group_name,
                )
            )
        if session.get(GroupReporter, (congress_id, group_name, person.id)) is not None:
            raise NotReady(_("%(name)s已经是本组的信息员，不必再设。", name=person.name))
        made = GroupReporter(
            congress_id=congress_id,
            group_name=group_name,
            person_id=person.id,
            appointed_on=clock.today(),
        )
        session.add(made)
        session.flush()
        audit.record(
            actor,
            Event.REPORTER_APPOINTED,
            f"congress:{congress_id} {term.name}",
            group=group_name,
            person=person.name,
        )
    return made


def dismiss(congress_id: int, group_name: str, person_id: int, actor: str) -> None:
    """Let somebody hand in the form of a group no longer; what was handed in stays."""
    with unit_of_work() as session:
        found = session.get(GroupReporter, (congress_id, group_name, person_id))
        if found is None:
            raise NotFound(_("此人不是本组的信息员，可能已被撤换。请刷新页面。"))
        name = found.person.name
        session.delete(found)
        audit.record(
            actor,
            Event.REPORTER_DISMISSED,
            f"congress:{congress_id} {congress.congress(congress_id).name}",
            group=group_name,
            person=name,
        )


def reporters_of(congress_id: int, group_name: str) -> list[int]:
    """Return the persons who hand in the form of a group."""
    wanted = (
        select(GroupReporter.person_id)
        .where(GroupReporter.congress_id == congress_id, GroupReporter.group_name == group_name)
        .order_by(GroupReporter.appointed_on, GroupReporter.person_id)
    )
    return list(db.session.execute(wanted).scalars())


def is_reporter(congress_id: int, group_name: str, person_id: int | None) -> bool:
    """Tell whether somebody hands in the form of a group."""
    return person_id is not None and person_id in reporters_of(congress_id, group_name)
