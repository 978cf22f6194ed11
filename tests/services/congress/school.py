"""A small school for tests of congresses: staff, a congress, a meeting."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from voting.congress import queries, service
from voting.congress.rules import Body
from voting.congress.service import CongressFacts, MeetingFacts
from voting.db import db, unit_of_work
from voting.names import fold
from voting.people.models import Person, Unit

ACTOR = "秘书王芳"
HELD_AT = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
TERM = {"term_starts": date(2024, 9, 1), "term_ends": date(2029, 8, 31)}


@dataclass
class School:
    """A meeting with its people by id: full delegates in order of number, and others."""

    congress_id: int
    meeting_id: int
    full: list[int]
    observers: list[int]
    guests: list[int]
    others: list[int]


def enrol(count: int, start: int = 1, **facts) -> list[int]:
    """Put so many people on the roster, numbered from ``start``; return their ids."""
    facts = {"is_member": True, "category": "teacher", "sex": "female"} | facts
    unit_name = facts.pop("unit", "语文教研组")
    with unit_of_work() as session:
        unit = session.query(Unit).filter_by(name=unit_name).one_or_none()
        unit = unit or Unit(name=unit_name, folded=fold(unit_name))
        made = [
            Person(
                number=f"{number:05d}",
                name=facts.get("name", f"教师{number}"),
                folded=fold(facts.get("name", f"教师{number}")),
                unit=unit,
                **{key: value for key, value in facts.items() if key != "name"},
            )
            for number in range(start, start + count)
        ]
        session.add_all(made)
        session.flush()
        return [person.id for person in made]


def change_person(person_id: int, **facts) -> None:
    with unit_of_work() as session:
        person = session.get(Person, person_id)
        for name, value in facts.items():
            setattr(person, name, value)
        person.folded = fold(person.name)


def number_of(person_id: int) -> str:
    db.session.rollback()
    return db.session.get(Person, person_id).number


def congress_facts(**facts) -> CongressFacts:
    given = {
        "organisation": "青山中学工会",
        "ordinal": 5,
        "body": Body.DELEGATES,
        "preset": "union_election_2016",
    }
    return CongressFacts(**(given | TERM | facts))


def a_congress(**facts) -> int:
    return service.create_congress(congress_facts(**facts), ACTOR).id


def meeting_facts(**facts) -> MeetingFacts:
    return MeetingFacts(**({"ordinal": 3, "held_at": HELD_AT, "place": "礼堂"} | facts))


def a_meeting(congress_id: int, **facts) -> int:
    return service.create_meeting(congress_id, meeting_facts(**facts), ACTOR).id


def take_over_roster(congress_id: int):
    congress = queries.congress(congress_id)
    digest = queries.roster_preview(congress).digest
    return service.update_delegates_from_roster(congress_id, digest, ACTOR)


def a_school(full: int = 12, **congress) -> School:
    """Make a meeting with so many full delegates in two delegations, and a few others."""
    half = full // 2
    with unit_of_work():
        first = enrol(half, 1, delegate_status="full", delegation="第1代表团")
        second = enrol(full - half, half + 1, delegate_status="full", delegation="第2代表团")
        observers = enrol(3, 901, delegate_status="observer", delegation="列席代表团")
        guests = enrol(2, 911, delegate_status="guest", delegation="特邀代表团", is_member=False)
        others = enrol(3, 921)
        congress_id = a_congress(**congress)
        take_over_roster(congress_id)
        meeting_id = a_meeting(congress_id)
    return School(congress_id, meeting_id, first + second, observers, guests, others)
